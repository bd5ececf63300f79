"""The board of a call's judging: applications by jurors, how far each is, and how far each juror is.

What jurors scored is looked at in `spreads_of` alone, which is only asked where it may be seen; otherwise nothing is
reckoned from it at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from contest.domain.judging_terms import scoring_policy
from contest.domain.ranking import counted_evaluations
from contest.domain.score_table import Evaluation, score_table
from contest.domain.work_done import WorkDone
from contest.enums import AssignmentState, BoardFilter, CellState, ConflictGround
from contest.models import (
    Application,
    Assignment,
    Call,
    ConflictOfInterest,
    EvaluationFlag,
    JudgingPolicy,
    Juror,
)
from contest.querysets.applications import ApplicationQuerySet

# Points, of 100, by which the highest and the lowest evaluation of an entry are so far apart that somebody should look.
DISAGREEMENT = 40
GLYPHS = {
    CellState.ASSIGNED: "○", CellState.BEGUN: "◐", CellState.SUBMITTED: "●", CellState.RECUSED: "↩",
    CellState.CONFLICT: "⊘", CellState.TAKEN_BACK: "×",
}  # fmt: skip


class Spread(NamedTuple):
    """The lowest and the highest evaluation of an application, in points of 100."""

    lowest: float
    highest: float

    @property
    def disagrees(self) -> bool:
        """Whether the jurors are far apart."""
        return self.highest - self.lowest >= DISAGREEMENT


Spreads = Mapping[str, Spread]


@dataclass(frozen=True)
class Cell:
    """Where one juror stands with one application; `state` is None where the two have nothing to do with each other."""

    juror: str
    state: CellState | None

    @property
    def glyph(self) -> str:
        return GLYPHS[self.state] if self.state else ""


@dataclass(frozen=True)
class BoardLine:
    """One application of the board. `spread` is None where scores may not be seen, or are none."""

    application: Application
    cells: tuple[Cell, ...]
    submitted: int
    needed: int
    has_quorum: bool
    flags: int
    spread: Spread | None = None


@dataclass(frozen=True)
class SeatProgress(WorkDone):
    """How far a juror is: what they can still read or have finished, and when they last wrote something."""

    juror: Juror
    begun: int
    last_at: datetime | None


def entries_on_board(
    call: Call, policy: JudgingPolicy, *, category: str = "", only: str = "", spreads: Spreads | None = None
) -> ApplicationQuerySet:
    """Return the applications of the board in the order of their references, of the category and as `only` says.

    Disagreement is asked of `spreads`; without them nothing disagrees.
    """
    rows = (
        Application.objects.of_call(call)
        .judged()
        .select_related("category", "community")
        .order_by("reference")
    )
    if category:
        rows = rows.filter(category__slug=category)
    if only == BoardFilter.INCOMPLETE:
        rows = rows.with_fewer_evaluations_than(policy.evaluations_per_entry)
    if only == BoardFilter.BELOW_QUORUM:
        rows = rows.with_fewer_evaluations_than(policy.quorum)
    if only == BoardFilter.FLAGGED:
        rows = rows.flagged()
    if only == BoardFilter.DISAGREEMENT:
        apart = [entry for entry, spread in (spreads or {}).items() if spread.disagrees]
        rows = rows.filter(reference__in=apart)
    return rows


def spreads_of(call: Call, policy: JudgingPolicy, applications: Iterable[Application]) -> Spreads:
    """Return how far apart the jurors are who scored these applications. Only for whoever may see scores."""
    slugs = {str(row.reference): row.category.slug if row.category else "" for row in applications}
    scored: dict[str, list[Evaluation]] = defaultdict(list)
    for each in counted_evaluations(call, entries=slugs):
        scored[slugs[each.entry]].append(each)
    spreads: dict[str, Spread] = {}
    for terms in scoring_policy(policy).categories:
        table = score_table(terms, slugs, scored[terms.code])
        for block in table.blocks:
            points = table.points[block.rows]
            ends = zip(
                block.entries.tolist(),
                points.min(axis=-1).tolist(),
                points.max(axis=-1).tolist(),
                strict=True,
            )
            spreads |= {table.entries[entry]: Spread(lowest, highest) for entry, lowest, highest in ends}
    return spreads


def board_lines(
    applications: Sequence[Application], jurors: Sequence[Juror], policy: JudgingPolicy, *,
    flags: Iterable[EvaluationFlag], spreads: Spreads | None = None,
) -> list[BoardLine]:  # fmt: skip
    """Return the lines of these applications, at two queries; spread only where `spreads` are given."""
    states, flagged = _states(applications), Counter(flag.assignment.application_id for flag in flags)
    return [
        _line(
            row, jurors, states[row.pk], policy=policy, flags=flagged[row.pk],
            spread=(spreads or {}).get(row.reference or ""),
        )
        for row in applications
    ]  # fmt: skip


def seats_on_board(call: Call) -> list[Juror]:
    """Return everybody who has joined the jury, also who has left since."""
    return list(Juror.objects.of_call(call).filter(joined_at__isnull=False).order_by("code"))


def progress_of(call: Call, jurors: Iterable[Juror]) -> list[SeatProgress]:
    """Return how far each juror is, at one query."""
    found = {row["juror"]: row for row in Assignment.objects.of_call(call).progress()}
    return [_progress(juror, found.get(juror.pk)) for juror in jurors]


def open_flags(call: Call) -> list[EvaluationFlag]:
    """Return what jurors have asked the secretariat to look at, the oldest first."""
    rows = EvaluationFlag.objects.filter(assignment__application__call=call, settled_at__isnull=True)
    return list(rows.select_related("assignment__application", "assignment__juror"))


def _progress(juror: Juror, found: Mapping[str, Any] | None) -> SeatProgress:
    if found is None:
        return SeatProgress(0, 0, juror, 0, None)
    total = found["left"] + found["finished"]
    return SeatProgress(total, found["finished"], juror, found["begun"], found["last"])


def _states(applications: Sequence[Application]) -> dict[int, dict[int, CellState]]:
    """Return {application: {juror: state}}, of what has one."""
    states: dict[int, dict[int, CellState]] = defaultdict(dict)
    rows = Assignment.objects.filter(application__in=applications).order_by()
    for application, juror, state, revision in rows.values_list(
        "application_id", "juror_id", "state", "evaluation__revision"
    ):
        states[application][juror] = _state(state, revision)
    conflicts = ConflictOfInterest.objects.filter(application__in=applications).in_force().order_by()
    for application, juror, ground in conflicts.values_list("application_id", "juror_id", "ground"):
        declared = ground == ConflictGround.DECLARED and states[application].get(juror) == CellState.RECUSED
        states[application][juror] = CellState.RECUSED if declared else CellState.CONFLICT
    return states


def _state(state: str, revision: int | None) -> CellState:
    """A finished evaluation stays finished where the assignment was taken back: it counts all the same."""
    if state == AssignmentState.RECUSED:
        return CellState.RECUSED
    if state == AssignmentState.MOVED:
        return CellState.TAKEN_BACK
    if revision:
        return CellState.SUBMITTED
    if state == AssignmentState.REMOVED:
        return CellState.TAKEN_BACK
    return CellState.ASSIGNED if revision is None else CellState.BEGUN


def _line(
    application: Application, jurors: Sequence[Juror], states: Mapping[int, CellState], *, policy: JudgingPolicy,
    flags: int, spread: Spread | None,
) -> BoardLine:  # fmt: skip
    submitted = sum(state == CellState.SUBMITTED for state in states.values())
    return BoardLine(
        application,
        tuple(Cell(juror.code, states.get(juror.pk)) for juror in jurors),
        submitted,
        policy.evaluations_per_entry,
        submitted >= policy.quorum,
        flags,
        spread,
    )
