"""A juror's applications in their own order, with how far each is. Everything that is counted or found comes from what
the juror may read, so nothing here can tell of any other."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from contest.domain.scoring_sheets import SCORE, SheetBook
from contest.domain.work_done import WorkDone
from contest.enums import EvaluationState
from contest.models import Assignment, EvaluationField, EvaluationRevision, Juror
from contest.querysets.assignments import AssignmentQuerySet

FLAGGED = "flagged"


@dataclass(frozen=True)
class QueueRow:
    """An application in the queue. `number` counts from one in the juror's own order; `of` criteria it is scored by."""

    number: int
    pk: int
    public_id: UUID
    application_id: int
    reference: str
    category: str
    state: EvaluationState
    scored: int
    of: int
    is_flagged: bool
    is_changed: bool


@dataclass(frozen=True)
class Progress(WorkDone):
    """How far the whole queue is."""

    complete: int
    begun: int


@dataclass(frozen=True)
class Neighbours:
    """The applications before and after one in the queue, and the next that is still to be submitted."""

    number: int
    total: int
    before: UUID | None
    after: UUID | None
    next_open: UUID | None


@dataclass(frozen=True)
class Queue:
    """A juror's applications in their order."""

    rows: tuple[QueueRow, ...]

    @property
    def progress(self) -> Progress:
        states = Counter(row.state for row in self.rows)
        return Progress(
            len(self.rows), states[EvaluationState.SUBMITTED], states[EvaluationState.COMPLETE],
            states[EvaluationState.BEGUN],
        )  # fmt: skip

    @property
    def categories(self) -> list[str]:
        return sorted({row.category for row in self.rows})

    def filtered(self, *, category: str = "", state: str = "") -> list[QueueRow]:
        """Return the rows of the category and in the state; `flagged` is taken for one."""
        return [
            row
            for row in self.rows
            if (not category or row.category == category)
            and (not state or row.state == state or (state == FLAGGED and row.is_flagged))
        ]

    def around(self, public_id: UUID) -> Neighbours | None:
        """Return what stands beside the application; None if it is not in the queue."""
        place = next((place for place, row in enumerate(self.rows) if row.public_id == public_id), None)
        if place is None:
            return None
        following = [*self.rows[place + 1 :], *self.rows[:place]]
        return Neighbours(
            number=place + 1,
            total=len(self.rows),
            before=self.rows[place - 1].public_id if place else None,
            after=self.rows[place + 1].public_id if place + 1 < len(self.rows) else None,
            next_open=next(
                (row.public_id for row in following if row.state != EvaluationState.SUBMITTED), None
            ),
        )


def queue_of(juror: Juror, *, book: SheetBook) -> Queue:
    """Return everything that the juror may read, at three queries however much it is."""
    mine = Assignment.objects.readable_by(juror)
    changed = _changed(mine)
    rows = mine.for_queue()
    sizes: dict[str, int] = {}
    made = []
    for number, (
        pk,
        public_id,
        application,
        reference,
        slug,
        scored,
        has_words,
        flagged,
        revision,
    ) in enumerate(rows, 1):
        category = slug or ""
        of = sizes.setdefault(category, len(book.criteria(category)))
        state = _state(scored=scored, of=of, has_words=has_words, revision=revision or 0)
        made.append(
            QueueRow(
                number, pk, public_id, application, reference or "", category, state, min(scored, of), of, flagged,
                pk in changed,
            )
        )  # fmt: skip
    return Queue(tuple(made))


def _state(*, scored: int, of: int, has_words: bool, revision: int) -> EvaluationState:
    if revision:
        return EvaluationState.SUBMITTED
    if of and scored >= of:
        return EvaluationState.COMPLETE
    return EvaluationState.BEGUN if scored or has_words else EvaluationState.NOT_BEGUN


def _changed(mine: AssignmentQuerySet) -> set[int]:
    """The assignments whose scores stand otherwise in the fields than they were submitted."""
    later = mine.filter(
        evaluation__revision__gte=1, evaluation__changed_at__gt=F("evaluation__submitted_at")
    ).values("evaluation")
    last = EvaluationRevision.objects.filter(evaluation__in=later, number=F("evaluation__revision"))
    handed_in: dict[int, tuple[int, dict[str, int]]] = {
        row.evaluation_id: (row.evaluation.assignment_id, row.scores) for row in last.select_related("evaluation")
    }  # fmt: skip
    fields = EvaluationField.objects.filter(evaluation__in=later, path__startswith=SCORE)
    typed: dict[int, dict[str, str]] = {}
    for evaluation, path, value in fields.values_list("evaluation_id", "path", "value"):
        typed.setdefault(evaluation, {})[path.removeprefix(SCORE)] = value
    return {
        assignment
        for evaluation, (assignment, scores) in handed_in.items()
        if {code: str(score) for code, score in scores.items()} != typed.get(evaluation, {})
    }
