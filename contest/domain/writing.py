"""Until when and where an application may be written in."""

from datetime import UTC, datetime

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from contest.domain.phases import is_open_for_submission, punctuality_of
from contest.enums import ApplicationStatus, Punctuality, Section
from contest.models import Application, Call, Clarification, DeadlineExtension
from stories.models import Community, Region

_WRITTEN = (ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED)
_ON_TIME = (Punctuality.IN_TIME, Punctuality.GRACE)


def extension_of(application: Application) -> datetime | None:
    """Return the latest deadline that the application, its community or its region was given, if any.

    As long as an application names no community it is taken for one of those that have more time: else nobody there could
    write in a new application until the community is filled in. It cannot be submitted without one.
    """
    community = application.community
    theirs = Q(application=application)
    theirs |= _there(community, community.region) if community else Q(application=None)
    return latest_extension(application.call, whose=theirs)


def deadline_for(
    call: Call, *, application: Application | None = None, community: Community | None = None,
    region: Region | None = None,
) -> datetime | None:  # fmt: skip
    """Return the deadline that holds for the application, else in the community, else in the region."""
    if application is not None:
        return deadline_of(application)
    region = community.region if community else region
    extension = latest_extension(call, whose=_there(community, region))
    dates = [date.astimezone(UTC) for date in (call.closes_at, extension) if date]
    return max(dates, default=None)


def why_no_extension(call: Call, *, until: datetime, holds: datetime | None, at: datetime) -> str:
    """Return a sentence why the deadline cannot be moved from the one that holds to `until`, "" if it can."""
    until, opens = until.astimezone(UTC), call.judging_opens_at
    if holds and until <= holds.astimezone(UTC):
        return _("The new deadline is not later than the one that holds already.")
    if until <= at.astimezone(UTC):
        return _("The new deadline has passed already.")
    if opens and until > opens.astimezone(UTC):
        return _(
            "The jury begins to read before that. Choose an earlier deadline, or move the judging first."
        )
    return ""


def latest_extension(call: Call, *, whose: Q) -> datetime | None:
    """Return the latest deadline among the call's extensions of that kind, if there is one."""
    latest: datetime | None = DeadlineExtension.objects.filter(whose, call=call).aggregate(Max("until"))[
        "until__max"
    ]
    return latest


def is_open_for_somebody(call: Call, *, at: datetime) -> bool:
    """Whether an application may be begun: the call is open, or still is for some community or region."""
    extension = latest_extension(call, whose=Q(application=None))
    return is_open_for_submission(call, at=at, extension=extension)


def deadline_of(application: Application) -> datetime | None:
    """Return the deadline that holds for the application; None if the call has none."""
    dates = [date.astimezone(UTC) for date in (application.call.closes_at, extension_of(application)) if date]
    return max(dates, default=None)


def punctuality(application: Application, *, at: datetime) -> Punctuality:
    """Return how a submission of the application would stand to its deadline."""
    return punctuality_of(application.call, at=at, extension=extension_of(application))


def open_clarification(application: Application) -> Clarification | None:
    """Return what the applicant was asked and has not answered, as long as they know of nothing that came after it."""
    if application.released_status != ApplicationStatus.RETURNED:
        return None
    return application.clarifications.filter(answered_at__isnull=True).first()


def is_unfinished(application: Application) -> bool:
    """Whether something stands in the form that the secretariat does not have: a draft, or changes since the submission."""
    if application.released_status == ApplicationStatus.DRAFT:
        return True
    return application.released_status == ApplicationStatus.SUBMITTED and application.unsent_changes


def writable_sections(application: Application, *, at: datetime) -> tuple[Section, ...]:
    """Return the sections in which the applicant may write now: all, those that were returned, or none.

    During the grace period writing goes on: what was typed before the deadline may still be on its way. It depends on
    what the applicant knows: a decision that waits to be made known closes nothing.
    """
    if application.released_status in _WRITTEN and application.call.live:
        return tuple(Section) if punctuality(application, at=at) in _ON_TIME else ()
    asked = open_clarification(application)
    if asked and at.astimezone(UTC) < asked.until.astimezone(UTC):
        return tuple(Section(name) for name in asked.sections)
    return ()


def _there(community: Community | None, region: Region | None) -> Q:
    """Extensions of the community and of its region."""
    own = Q(community=community) if community else Q(pk=None)
    return own | Q(region=region) if region else own
