"""Until when and where an application may be written in."""

from datetime import UTC, datetime

from contest.domain.phases import punctuality_of
from contest.enums import ApplicationStatus, Punctuality, Section
from contest.models import Application, Clarification, DeadlineExtension

_WRITTEN = (ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED)
_ON_TIME = (Punctuality.IN_TIME, Punctuality.GRACE)


def extension_of(application: Application) -> datetime | None:
    """Return the latest deadline that the application, its community or its region was given, if any."""
    given = [
        row.until
        for row in DeadlineExtension.objects.filter(call=application.call_id)
        if row.application_id == application.pk or _is_there(application, row)
    ]
    return max(given, default=None)


def deadline_of(application: Application) -> datetime | None:
    """Return the deadline that holds for the application; None if the call has none."""
    dates = [date.astimezone(UTC) for date in (application.call.closes_at, extension_of(application)) if date]
    return max(dates, default=None)


def punctuality(application: Application, *, at: datetime) -> Punctuality:
    """Return how a submission of the application would stand to its deadline."""
    return punctuality_of(application.call, at=at, extension=extension_of(application))


def open_clarification(application: Application) -> Clarification | None:
    """Return what the secretariat waits for, if the application was returned."""
    if application.status != ApplicationStatus.RETURNED:
        return None
    return application.clarifications.filter(answered_at__isnull=True).first()


def writable_sections(application: Application, *, at: datetime) -> tuple[Section, ...]:
    """Return the sections in which the applicant may write now: all, those that were returned, or none.

    During the grace period writing goes on: what was typed before the deadline may still be on its way.
    """
    if application.status in _WRITTEN and application.call.live:
        return tuple(Section) if punctuality(application, at=at) in _ON_TIME else ()
    asked = open_clarification(application)
    if asked and at.astimezone(UTC) < asked.until.astimezone(UTC):
        return tuple(Section(name) for name in asked.sections)
    return ()


def _is_there(application: Application, row: DeadlineExtension) -> bool:
    community = application.community
    if community is None or row.application_id is not None:
        return False
    return row.community_id == community.pk or (
        row.region_id is not None and row.region_id == community.region_id
    )
