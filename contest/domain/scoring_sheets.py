"""By what a juror scores an application: the criteria of its category, with what each score means.

The frozen rules of scoring say which criteria there are and how far their scales reach; the call's own rows only lend
them words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from contest.domain.judging_terms import scoring_policy
from contest.domain.scoring_policy import CriterionPolicy, ScoringPolicy
from contest.models import Application, Call, Criterion, JudgingPolicy

SCORE = "score/"
NOTE, PANEL_NOTE, APPLICANT_NOTE = "note", "panel_note", "applicant_note"
NOTES = (NOTE, PANEL_NOTE, APPLICANT_NOTE)
# A longer scale is typed, not chosen from.
MOST_CHOICES = 21
_WHOLE = re.compile(r"-?[0-9]{1,5}", re.ASCII)


@dataclass(frozen=True)
class Step:
    """A score of a scale; `text` says what it means, "" if the scale leaves it open."""

    score: int
    text: str


@dataclass(frozen=True)
class SheetCriterion:
    """A criterion as a juror meets it. `everywhere` says that applications of all categories are scored by it."""

    code: str
    name: str
    description: str
    weight: Decimal
    low: int
    high: int
    anchors: tuple[Step, ...]
    everywhere: bool

    @property
    def path(self) -> str:
        """The field in which its score is kept."""
        return f"{SCORE}{self.code}"

    @property
    def scores(self) -> range:
        return range(self.low, self.high + 1)

    @property
    def is_chosen(self) -> bool:
        """Whether its scores are few enough to choose from."""
        return len(self.scores) <= MOST_CHOICES

    @property
    def steps(self) -> list[Step]:
        """Every score with what it means, the lowest first."""
        texts = {anchor.score: anchor.text for anchor in self.anchors}
        return [Step(score, texts.get(score, "")) for score in self.scores]


class SheetBook:
    """The sheets of a call's categories; its words are read once, however many applications are asked for."""

    def __init__(self, policy: JudgingPolicy) -> None:
        self.row = policy

    @cached_property
    def policy(self) -> ScoringPolicy:
        return scoring_policy(self.row)

    @cached_property
    def _words(self) -> list[tuple[str, Criterion]]:
        codes: Mapping[str, str] = self.row.criterion_codes
        rows = Criterion.objects.filter(call_id=self.row.call_id).select_related("category")
        return [(codes[str(row.pk)], row) for row in rows.prefetch_related("steps") if str(row.pk) in codes]

    def sheet(self, category: str) -> list[SheetCriterion]:
        """Return the criteria of the category with the short name; none for a category that is not judged."""
        return [self._criterion(each, category) for each in self.criteria(category)]

    def criteria(self, category: str) -> tuple[CriterionPolicy, ...]:
        """Return the criteria as they are frozen, without their words and without asking the database for any."""
        return next((each.criteria for each in self.policy.categories if each.code == category), ())

    def _criterion(self, frozen: CriterionPolicy, category: str) -> SheetCriterion:
        row = next(
            (
                row
                for code, row in self._words
                if code == frozen.code and (row.category is None or row.category.slug == category)
            ),
            None,
        )
        steps = (Step(step.score, step.text) for step in row.scale) if row else ()
        return SheetCriterion(
            code=frozen.code, name=row.name if row else frozen.code, description=row.description if row else "",
            weight=frozen.weight, low=frozen.low, high=frozen.high, anchors=tuple(steps),
            everywhere=row is not None and row.category is None,
        )  # fmt: skip


def sheets_of(call: Call) -> SheetBook:
    """Return the sheets of the call, by the frozen rules if judging has opened."""
    return SheetBook(JudgingPolicy.objects.select_related("call").get(call=call))


def category_of(application: Application) -> str:
    """Return the short name of the application's category, "" without one."""
    return application.category.slug if application.category else ""


def score_on(criterion: CriterionPolicy, value: str) -> int | None:
    """Return the score of the criterion's scale that was typed; None if it is none, or written as no score is."""
    score = int(value) if _WHOLE.fullmatch(value) else None
    is_score = score is not None and criterion.low <= score <= criterion.high and str(score) == value
    return score if is_score else None
