"""How a juror has scored so far, set against nothing but their own other applications."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count

from contest.domain.scoring_sheets import SCORE, SheetBook, SheetCriterion
from contest.models import Assignment, EvaluationField, EvaluationRevision, Juror


@dataclass(frozen=True)
class Tally:
    """How often the juror has given each score of a criterion."""

    criterion: SheetCriterion
    counts: tuple[tuple[int, int], ...]

    @property
    def number(self) -> int:
        return sum(count for _score, count in self.counts)

    @property
    def most(self) -> int:
        return max((count for _score, count in self.counts), default=0)

    @property
    def mean(self) -> float | None:
        """The mean score; None as long as nothing was scored."""
        total = sum(score * count for score, count in self.counts)
        return float(Fraction(total, self.number)) if self.number else None


def own_tallies(
    juror: Juror, *, book: SheetBook, category: str, without: Assignment | None = None
) -> list[Tally]:
    """Return for each criterion of the category how often the juror has given each score, without the entry named.

    A criterion of all categories is counted over all of them. What the juror may no longer read is not counted.
    """
    mine = Assignment.objects.readable_by(juror)
    if without is not None:
        mine = mine.exclude(pk=without.pk)
    fields = EvaluationField.objects.filter(evaluation__assignment__in=mine, path__startswith=SCORE)
    rows = fields.order_by().values_list(
        "path", "value", "evaluation__assignment__application__category__slug"
    )
    given: Counter[tuple[str, str, str]] = Counter()
    for path, value, slug, number in rows.annotate(number=Count("pk")):
        given[path, value, slug or ""] += number
    return [_tally(each, given, category) for each in book.sheet(category)]


def own_evaluations(assignments: list[Assignment]) -> dict[int, dict[str, str]]:
    """Return by the assignments' keys what stands in the fields of their evaluations."""
    found: dict[int, dict[str, str]] = {row.pk: {} for row in assignments}
    rows = EvaluationField.objects.filter(evaluation__assignment__in=assignments)
    for assignment, path, value in rows.values_list("evaluation__assignment", "path", "value"):
        found[assignment][path] = value
    return found


def own_revisions(assignment: Assignment) -> list[EvaluationRevision]:
    """Return what the juror has submitted of an entry, the newest first."""
    return list(EvaluationRevision.objects.filter(evaluation__assignment=assignment).order_by("-number"))


def _tally(criterion: SheetCriterion, given: Counter[tuple[str, str, str]], category: str) -> Tally:
    counts: Counter[str] = Counter()
    for (path, value, slug), number in given.items():
        if path == criterion.path and (criterion.everywhere or slug == category):
            counts[value] += number
    return Tally(criterion, tuple((score, counts[str(score)]) for score in criterion.scores))
