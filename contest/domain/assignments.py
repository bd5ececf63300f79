"""Giving a call's applications to its jurors: the plan is seen first, and written as it was seen.

`assigning.plan` makes the plan from plain facts; here the facts are read, and what it comes to is written: rows, events of
the protocol and a letter to each juror with something new, all in one transaction.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.assigning import plan
from contest.domain.assignment import Entry, Pair, Plan, Situation
from contest.domain.assignment import Juror as Seat
from contest.domain.canonical import fingerprint
from contest.domain.juror_letters import JurorOccasion, tell_jurors
from contest.domain.phases import phase_by_dates
from contest.domain.protocol import Told, record_events
from contest.enums import UNCOUNTED_STATES, AssignmentState, EventKind, LetterKind, PairRuleKind, Phase
from contest.errors import JudgingRefused
from contest.models import (
    Application,
    Assignment,
    Call,
    ConflictOfInterest,
    JudgingPolicy,
    Juror,
    Letter,
    PairRule,
    ProtocolEvent,
)
from contest.querysets.assignments import JUDGED_STATUSES

_AT_ONCE = 500


@dataclass(frozen=True)
class Preview:
    """A plan before it is written. `seen` is a mark of it: another one as soon as the plan would change something else."""

    situation: Situation
    plan: Plan
    seen: str


@dataclass(frozen=True)
class Applied:
    """What was written: so many pairs given and taken back, and the letters that tell of it."""

    added: int
    removed: int
    letters: tuple[Letter, ...]


def situation_of(call: Call) -> Situation:
    """Return all that an assignment depends on, at a number of queries that doesn't grow."""
    entries = Application.objects.of_call(call).filter(status__in=JUDGED_STATUSES).order_by("reference")
    jurors = Juror.objects.of_call(call).filter(joined_at__isnull=False).prefetch_related("panels")
    rules = PairRule.objects.filter(juror__call=call)
    assigned = Assignment.objects.of_call(call)
    # What a juror stood back from after finishing it, or finished before the application moved to another category, counts
    # nowhere, and is not given to them again: it would still look finished. What was merely taken back stays work done.
    stood_back = assigned.submitted().filter(state__in=UNCOUNTED_STATES)
    done = assigned.submitted().exclude(state__in=UNCOUNTED_STATES)
    return Situation(
        entries=tuple(
            Entry(str(reference), category, language)
            for reference, category, language in entries.values_list(
                "reference", "category__slug", "language"
            )
        ),
        jurors=tuple(
            Seat(
                juror.code,
                frozenset(panel.slug for panel in juror.panels.all()),
                frozenset(juror.languages),
                capacity=juror.capacity,
                active=juror.is_active,
            )
            for juror in jurors
        ),
        evaluations=_policy(call).evaluations_per_entry,
        conflicts=_pairs(ConflictOfInterest.objects.filter(juror__call=call).in_force()),
        bans=_pairs(rules.filter(kind=PairRuleKind.BAN)) | _pairs(stood_back),
        pins=_pairs(rules.filter(kind=PairRuleKind.PIN)),
        done=_pairs(done),
        open=_pairs(assigned.open()),
    )


def preview_assignment(call: Call, *, level: bool = False) -> Preview:
    """Return what assigning would change now. With `level` loads are made as equal as finished work allows."""
    situation = situation_of(call)
    made = plan(situation, level=level, seed=call.edition.slug)
    changes = {"level": level, "add": _listed(made.add), "remove": _listed(made.remove)}
    lacking = {
        "short": [row.entry for row in made.shortages],
        "clashes": _listed(row.pin for row in made.clashes),
    }
    return Preview(situation, made, fingerprint({**changes, **lacking}))


@transaction.atomic
def apply_plan(call: Call, *, seen: str, level: bool = False, by: User, at: datetime) -> Applied:
    """Write the plan that was seen, and tell the jurors of what is new to them.

    Raises JudgingRefused if it would change something else by now, or if nobody could score what is given.
    """
    # Applications before the rules' row, as a change of status does it: nothing waits for itself.
    rows = Application.objects.of_call(call).judged().order_by("pk").select_for_update(of=("self",))
    list(rows.values_list("pk", flat=True))
    policy = JudgingPolicy.objects.select_for_update().filter(call=call).first()
    require_open_judging(policy, call, at=at)
    preview = preview_assignment(call, level=level)
    if preview.seen != seen:
        raise JudgingRefused(
            _("Something has changed meanwhile, so the assignment has too. Look at it again.")
        )
    jurors = {juror.code: juror for juror in Juror.objects.of_call(call).select_related("user")}
    made = preview.plan
    _take_back(call, made.remove, at=at)
    _give(call, made.add, jurors=jurors, at=at)
    told: list[Told] = [_told(EventKind.UNASSIGNED, pair) for pair in made.remove]
    told += [_told(EventKind.ASSIGNED, pair) for pair in made.add]
    events = record_events(call, told, at=at)
    return Applied(len(made.add), len(made.remove), tuple(_tell(call, made, events, jurors, by=by, at=at)))


def require_open_judging(policy: JudgingPolicy | None, call: Call, *, at: datetime) -> None:
    """Raise JudgingRefused unless judging has been opened and there is still time to score."""
    if policy is None or policy.frozen_at is None:
        raise JudgingRefused(_("Judging has not been opened yet."))
    if policy.closed_at is not None or phase_by_dates(call, at=at) in {Phase.DELIBERATING, Phase.RESULTS}:
        raise JudgingRefused(_("The time for scoring is over: nobody could score what is given now."))


def _policy(call: Call) -> JudgingPolicy:
    return JudgingPolicy.objects.filter(call=call).first() or JudgingPolicy(call=call)


def _pairs(rows: models.QuerySet[Any]) -> frozenset[Pair]:
    return frozenset(
        Pair(*row) for row in rows.order_by().values_list("application__reference", "juror__code")
    )


def _listed(pairs: Iterable[Pair]) -> list[list[str]]:
    return sorted([pair.entry, pair.juror] for pair in pairs)


def _told(kind: EventKind, pair: Pair) -> Told:
    return kind, {"juror": pair.juror, "entry": pair.entry}


def _take_back(call: Call, pairs: Sequence[Pair], *, at: datetime) -> None:
    """End open assignments. What was begun of their evaluations is kept."""
    keys = _keys_of(call, pairs)
    for start in range(0, len(pairs), _AT_ONCE):
        part = [keys[pair] for pair in pairs[start : start + _AT_ONCE]]
        Assignment.objects.filter(pk__in=part).update(state=AssignmentState.REMOVED, ended_at=at)


def _give(call: Call, pairs: Sequence[Pair], *, jurors: dict[str, Juror], at: datetime) -> None:
    """Assign the pairs; one that was taken back earlier is given again as the row that it is."""
    keys = _keys_of(call, pairs)
    again, new = [pair for pair in pairs if pair in keys], [pair for pair in pairs if pair not in keys]
    for start in range(0, len(again), _AT_ONCE):
        part = [keys[pair] for pair in again[start : start + _AT_ONCE]]
        Assignment.objects.filter(pk__in=part).update(
            state=AssignmentState.ASSIGNED, assigned_at=at, ended_at=None, reason=""
        )
    entries = dict(Application.objects.of_call(call).exclude(reference=None).values_list("reference", "pk"))
    Assignment.objects.bulk_create(
        (
            Assignment(juror=jurors[pair.juror], application_id=entries[pair.entry], assigned_at=at)
            for pair in new
        ),
        batch_size=_AT_ONCE,
    )


def _keys_of(call: Call, pairs: Sequence[Pair]) -> dict[Pair, int]:
    """Return the keys of those pairs that have a row, whatever its state."""
    if not pairs:
        return {}
    rows = Assignment.objects.of_call(call).values_list("application__reference", "juror__code", "pk")
    wanted = set(pairs)
    return {pair: key for entry, juror, key in rows if (pair := Pair(str(entry), juror)) in wanted}


def _tell(
    call: Call,
    made: Plan,
    events: Sequence[ProtocolEvent],
    jurors: dict[str, Juror],
    *,
    by: User,
    at: datetime,
) -> list[Letter]:
    """Write one letter to each juror with new work; a run is named by the number of its first event."""
    if not made.add:
        return []
    key = f"{LetterKind.JUROR_ASSIGNED}:{events[0].number}"
    counts = Counter(pair.juror for pair in made.add)
    occasions = [JurorOccasion(jurors[code], key, {"count": count}) for code, count in sorted(counts.items())]
    return tell_jurors(call, occasions, LetterKind.JUROR_ASSIGNED, at=at, by=by)
