"""A whole judging played through by invented people, by the functions that real ones use: from screening to the protocol.

For development: to see that everything fits together, and what the figures look like. The same seed gives the same
rehearsal. What it wrote into the protocol cannot be taken away again; its call is hidden from the public at the end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction

from accounts.models import User
from contest.domain.assignment import Plan
from contest.domain.assignments import Applied, apply_plan, preview_assignment
from contest.domain.declaring import declare_ranking
from contest.domain.disqualifying import disqualify_application
from contest.domain.judging import close_judging, open_judging
from contest.domain.judging_terms import policy_row, scoring_policy
from contest.domain.juror_flags import settle_flag
from contest.domain.juror_reminders import remind_jurors
from contest.domain.jurors import leave_jury
from contest.domain.jury_decisions import Result
from contest.domain.protocol import protocol_of
from contest.domain.ranking import CallRanking, rank_call
from contest.domain.rehearsal_deliberation import deliberate
from contest.domain.rehearsal_edition import (
    Calendar,
    apply_and_screen,
    invite_jury,
    make_rehearsal_call,
    person,
    seat,
)
from contest.domain.rehearsal_jury import Character
from contest.domain.rehearsal_scoring import Desk
from contest.enums import ApplicationStatus
from contest.models import Application, Call, EvaluationFlag, JudgingPolicy
from contest.verifier.report import Report
from contest.verifier.verification import verify

SEED = "rehearsal"
TERMS = {"evaluations_per_entry": 4, "quorum": 3, "aggregate": "mean", "adjustment": "additive"}
REASON_LEFT = "Мобілізований."
REASON_DISQUALIFIED = "Заявку подано від імені іншої організації."
# Stage in words, how much of it is done, how much there is.
Progress = Callable[[str, int, int], Any]


class Until(StrEnum):
    """After which step a rehearsal stops, so that somebody can look at the pages."""

    OPENED = "opened"
    ASSIGNED = "assigned"
    BEGUN = "begun"
    DECLARED = "declared"


@dataclass
class Played:
    """What came of a rehearsal. What follows after the step at which it stopped is None."""

    call: Call
    jury: dict[str, Character]
    begun: int = 0
    first: Plan | None = None
    second: Applied | None = None
    reminders: int = 0
    ranking: CallRanking | None = None
    result: Result | None = None
    report: Report | None = None


@transaction.atomic
def rehearse(
    *, applications: int = 112, communities: int = 82, seed: str = SEED, until: Until = Until.DECLARED, opens_at: datetime,
    progress: Progress = lambda _stage, _done, _all: None,
) -> Played:  # fmt: skip
    """Play the judging of an edition that opened at the instant. All of it is kept or nothing."""
    progress("Applications", 0, 1)
    call = make_rehearsal_call(Calendar(opens_at))
    by = person(call, "secretariat")
    closes = _moment(call.closes_at)
    begun = apply_and_screen(
        call, applications=applications, communities=communities, by=by, at=closes, seed=seed
    )
    invited = invite_jury(call, by=by, at=closes + timedelta(days=3))
    played = Played(call, {code: character for code, (character, _secret) in invited.items()}, begun)
    progress("Applications", 1, 1)
    _set_rules(policy_row(call))
    opens = _moment(call.judging_opens_at)
    open_judging(call, by=by, at=opens)
    if until == Until.OPENED:
        return played
    preview = preview_assignment(call)
    played.first = preview.plan
    apply_plan(call, seen=preview.seen, by=by, at=opens + timedelta(minutes=5))
    if until == Until.ASSIGNED:
        return played
    policy = scoring_policy(JudgingPolicy.objects.get(call=call))
    desk = Desk(call, policy, played.jury, seed)
    middle = opens + timedelta(days=10)
    desk.work(
        begin=opens, end=middle - timedelta(hours=12), is_last=False, progress=_staged(progress, "First half")
    )
    if until == Until.BEGUN:
        return played
    _turn(played, invited, by=by, at=middle)
    closes = _moment(call.judging_closes_at)
    played.reminders = sum(remind_jurors(call, at=closes - timedelta(days=days)) for days in (9, 3, 1))
    desk.work(
        begin=middle + timedelta(hours=12), end=closes - timedelta(hours=1), is_last=True,
        progress=_staged(progress, "Second half"),
    )  # fmt: skip
    close_judging(call, by=by, at=closes)
    progress("Decisions", 0, 1)
    _finish(played, by=by, at=closes + timedelta(days=1))
    progress("Decisions", 1, 1)
    return played


def _set_rules(row: JudgingPolicy) -> None:
    for name, value in TERMS.items():
        setattr(row, name, value)
    row.category_terms = {
        each.category.slug: {"winners": 3, "minimum": "50"} for each in row.call.categories.all()
    }
    row.save()


def _turn(played: Played, invited: dict[str, tuple[Character, str]], *, by: User, at: datetime) -> None:
    """What happens in the middle: somebody leaves, somebody comes, one application is excluded, and work is given anew."""
    call = played.call
    for code, (character, secret) in invited.items():
        if character.leaves:
            leave_jury(call.jurors.get(code=code), reason=REASON_LEFT, at=at)
        if character.joins_late:
            seat(call, code, secret, at=at)
    excluded = (
        Application.objects.of_call(call).filter(status=ApplicationStatus.ELIGIBLE).order_by("number").first()
    )
    if excluded is not None:
        disqualify_application(
            excluded, reason=REASON_DISQUALIFIED, by=by, at=at, expected=ApplicationStatus.ELIGIBLE
        )
    for flag in EvaluationFlag.objects.filter(assignment__application__call=call, settled_at=None):
        settle_flag(flag, answer="Рік правильний: так сказано в рішенні ради.", by=by, at=at)
    seen = preview_assignment(call, level=True).seen
    played.second = apply_plan(call, seen=seen, level=True, by=by, at=at)


def _finish(played: Played, *, by: User, at: datetime) -> None:
    call = played.call
    deliberate(call, by=by, at=at)
    played.result = declare_ranking(call, by=by, at=at + timedelta(days=1))
    played.ranking = rank_call(call)
    played.report = verify(protocol_of(call))
    call.refresh_from_db()
    call.unpublish(user=None)


def _moment(at: datetime | None) -> datetime:
    if at is None:
        raise ValueError("A rehearsal’s call has all its dates.")
    return at


def _staged(progress: Progress, stage: str) -> Callable[[int, int], object]:
    return lambda done, of: progress(stage, done, of)
