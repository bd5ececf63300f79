"""The shortlist: which applications go on to the jury's deliberation. Applicants learn it when results are released."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.letters import drop_outcomes
from contest.domain.motions import require_deliberation
from contest.domain.protocol import hash_of_words, record_events
from contest.domain.ranking import CallRanking
from contest.domain.status import Actor, change_status
from contest.enums import ApplicationStatus, EventKind
from contest.errors import MotionRefused
from contest.models import Application, Call


def best_of(ranking: CallRanking, category: str, *, number: int) -> list[str]:
    """Return the entries on the first so many places; who shares the last of them comes along."""
    return [
        standing.entry
        for standing in ranking.category(category).standings
        if standing.place is not None and standing.place <= number
    ]


@transaction.atomic
def shortlist(call: Call, references: Iterable[str], *, by: User, at: datetime) -> int:
    """Put these applications on the shortlist; returns how many were not on it before.

    Raises MotionRefused before judging was closed, or if one of them is not judged.
    """
    wanted = set(references)
    rows = list(
        Application.objects.of_call(call)
        .filter(reference__in=wanted, status__in=(ApplicationStatus.ELIGIBLE, ApplicationStatus.SHORTLISTED))
        .order_by("pk")
    )
    if {str(row.reference) for row in rows} != wanted:
        raise MotionRefused(_("Only applications that are judged and not decided yet can be shortlisted."))
    fresh = [row for row in rows if row.status == ApplicationStatus.ELIGIBLE]
    for row in fresh:
        change_status(
            row, to=ApplicationStatus.SHORTLISTED, actor=Actor.JURY, by=by, at=at, expected=row.status
        )
    require_deliberation(call)
    record_events(call, [(EventKind.SHORTLISTED, {"entry": row.reference}) for row in fresh], at=at)
    return len(fresh)


@transaction.atomic
def take_off_shortlist(call: Call, reference: str, *, reason: str, by: User, at: datetime) -> Application:
    """Take one application off the shortlist again; it stays judged. The protocol holds the hash of the reason.

    Raises MotionRefused before judging was closed, if it is not on the list or its people know that it is; ReasonMissing
    without a reason.
    """
    row = Application.objects.of_call(call).filter(reference=reference).first()
    if row is None or row.status != ApplicationStatus.SHORTLISTED:
        raise MotionRefused(_("This application is not on the shortlist, or not any more."))
    if row.released_status == ApplicationStatus.SHORTLISTED:
        raise MotionRefused(_("The applicant has been told of the shortlist already, so it stays as it is."))
    changed = change_status(
        row, to=ApplicationStatus.ELIGIBLE, actor=Actor.JURY, by=by, at=at, reason=reason, expected=row.status
    )
    require_deliberation(call)
    drop_outcomes([changed])
    told = {"entry": reference, "reason_sha256": hash_of_words(reason)}
    record_events(call, [(EventKind.UNSHORTLISTED, told)], at=at)
    return changed
