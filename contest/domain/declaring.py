"""Declaring the ranking: the jury's result goes into the protocol and becomes the status of every application judged.

Applicants are told when results are released, never by this. It can be declared again after a correction (a winner
excluded, a motion carried later): the protocol gets another event, and what it says last holds.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.jury_decisions import Result, decisions_of, declared_result, result_of
from contest.domain.policy_words import category_names
from contest.domain.protocol import record_event
from contest.domain.ranking import CallRanking, rank_call
from contest.domain.status import Actor, change_status
from contest.enums import ApplicationStatus, EventKind
from contest.errors import DeclaringRefused
from contest.models import Application, Call, JudgingPolicy, Motion, ProtocolEvent
from contest.querysets.assignments import JUDGED_STATUSES


@transaction.atomic
def declare_ranking(call: Call, *, by: User, at: datetime, reason: str = "") -> Result:
    """Declare the ranking with the jury's decisions. Raises DeclaringRefused with everything that keeps it from being so.

    `reason` is asked for when a result that was declared before changes (ReasonMissing).
    """
    # Applications before the rules' row, as a change of status does it: nothing waits for itself.
    rows = list(
        Application.objects.of_call(call)
        .filter(status__in=JUDGED_STATUSES)
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    policy = JudgingPolicy.objects.select_for_update().filter(call=call).first()
    if policy is None or policy.closed_at is None:
        raise DeclaringRefused([_("Judging has not been closed yet.")])
    ranking = rank_call(call)
    result = result_of(ranking, decisions_of(call))
    if faults := declaring_faults(call, result):
        raise DeclaringRefused(faults)
    record_event(call, EventKind.RANKING_DECLARED, declared_result(ranking, result), at=at)
    policy.declared_at, policy.declared_by_name = at, str(by)
    policy.save(update_fields=["declared_at", "declared_by_name"])
    statuses = statuses_by(result)
    for row in rows:
        status = statuses.get(str(row.reference), ApplicationStatus.NOT_AWARDED)
        if row.status != status:
            change_status(row, to=status, actor=Actor.JURY, by=by, at=at, reason=reason, expected=row.status)
    return result


def declaring_faults(call: Call, result: Result) -> list[str]:
    """Return a sentence for everything that keeps the ranking from being declared."""
    names = category_names(call)
    faults = [
        _("Category “%(category)s”: a tie at the edge of the winning places is undecided: %(entries)s.")
        % {"category": names.get(category, category), "entries": ", ".join(entries)}
        for category, entries in result.undecided.items()
        if entries
    ]
    faults += [
        _("%(award)s: a tie is undecided: %(entries)s.")
        % {"award": names.get(award, award), "entries": ", ".join(entries)}
        for award, entries in result.undecided_awards.items()
        if entries
    ]
    if Motion.objects.of_call(call).open().exists():
        faults.append(_("There are motions open for votes: close or withdraw them first."))
    return faults


def is_outdated(call: Call, ranking: CallRanking, result: Result) -> bool:
    """Whether something else would be declared now than was declared last; also if nothing has been."""
    last = ProtocolEvent.objects.of_call(call).filter(kind=EventKind.RANKING_DECLARED).newest()
    return last is None or last.data != declared_result(ranking, result)


def statuses_by(result: Result) -> dict[str, ApplicationStatus]:
    """Return what becomes of those that win something; who wins in a category and an award is a winner."""
    awarded = {entry: ApplicationStatus.SPECIAL_AWARD for entry in result.awards.values() if entry}
    winners = {entry: ApplicationStatus.WINNER for entries in result.winners.values() for entry in entries}
    return awarded | winners
