"""Giving more time: to one application, to a community, to a whole region. Given once, it is never taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from contest.domain.deadlines import Deadlines
from contest.domain.letters import Occasion, tell
from contest.domain.moments import moment_of
from contest.domain.phases import phase_by_dates
from contest.domain.status import record
from contest.domain.writing import deadline_for, why_no_extension
from contest.enums import ApplicationStatus, EntryKind, LetterKind, Phase
from contest.errors import ExtensionRefused, ReasonMissing
from contest.models import Application, Call, DeadlineExtension
from stories.models import Community, Region

_WRITTEN = (ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED)
_BEFORE_JUDGING = {Phase.ANNOUNCED, Phase.OPEN, Phase.SCREENING}


@transaction.atomic
def give_extension(
    call: Call, *, until: datetime, reason_uk: str, by: User, at: datetime, reason_en: str = "",
    application: Application | None = None, community: Community | None = None, region: Region | None = None,
) -> DeadlineExtension:  # fmt: skip
    """Move the deadline for exactly one of an application, a community or a region; return what was given.

    The new deadline is later than the one that holds there, yet to come, and before judging opens. Raises
    ExtensionRefused, ReasonMissing.
    """
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if [application, community, region].count(None) != 2:  # noqa: PLR2004 - all but one
        raise ExtensionRefused(_("Choose one: an application, a community or a region."))
    if application is not None and application.call_id != call.pk:
        raise ExtensionRefused(_("The application belongs to another call."))
    if not reason_uk.strip():
        raise ReasonMissing(_("Give a reason: it stays on record."))
    if locked.closes_at is None or phase_by_dates(locked, at=at) not in _BEFORE_JUDGING:
        raise ExtensionRefused(_("The jury is reading already: no more time can be given in this call."))
    holds = deadline_for(locked, application=application, community=community, region=region)
    if sentence := why_no_extension(locked, until=until, holds=holds, at=at):
        raise ExtensionRefused(sentence)
    given = DeadlineExtension.objects.create(
        call=locked, application=application, community=community, region=region, until=until,
        reason_uk=reason_uk.strip(), reason_en=reason_en.strip(), given_at=at, given_by=by, given_by_name=str(by),
    )  # fmt: skip
    if application is not None:
        data = {"until": until.isoformat()}
        record(application, EntryKind.EXTENDED, by=by, at=at, data=data, reason=given.reason)
    moment = moment_of(until, zone=locked.zone)
    whom = str(application or community or region)
    log(locked, "contest.call.extend", user=by, data={"whom": whom, "until": f"{moment.day}, {moment.hour}"})
    _tell(given, by=by, at=at)
    return given


def _tell(given: DeadlineExtension, *, by: User, at: datetime) -> None:
    """Write to the people of those whose deadline has moved, unless they had as much time already."""
    rows = Application.objects.of_call(given.call).with_names().filter(released_status__in=_WRITTEN)
    if given.application is not None:
        rows = rows.filter(pk=given.application.pk)
    elif given.community is not None:
        rows = rows.filter(community=given.community)
    else:
        rows = rows.filter(community__region=given.region)
    deadlines = Deadlines(given.call)
    reason = lazy(lambda: given.reason, str)()
    occasions = [
        Occasion(row, f"extended:{given.pk}", {"deadline": given.until, "reason": reason})
        for row in rows.order_by("pk")
        if deadlines.is_last(given, row)
    ]
    if occasions:
        tell(occasions, LetterKind.EXTENDED, at=at, by=by)
