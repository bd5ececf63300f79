"""The end of keeping: drafts that were never submitted are deleted, and people are taken out of what was.

Each application is done as a whole or not at all, so that work which was interrupted goes on where it stopped. What goes
and what stays is said in `anonymising.py`. A file that the storage does not give up is logged, and removed as soon as it
does: `remove_remains` looks for what no row knows.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from contest.domain.anonymising import anonymise_application, erase_letters
from contest.domain.applying import delete_draft
from contest.domain.forgetting_jurors import forget_jury
from contest.domain.kept_until import drafts_kept_until, is_over, personal_data_kept_until
from contest.domain.stray_files import remove_places, stray_places
from contest.enums import ApplicationStatus
from contest.errors import RetentionRefused
from contest.models import Application, ApplicationFile, Call, Letter
from contest.querysets.applications import ApplicationQuerySet

logger = logging.getLogger(__name__)


# So many applications are done while somebody waits for an answer; a command has no such bound.
MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Due:
    """What is to go from a call now; `seen` is a mark of it, another one as soon as anything else is due.

    `left` is how many more applications are due, for which there was no room this time.
    """

    drafts: list[Application]
    applications: list[Application]
    files: int
    bytes: int
    letters: int
    seen: str
    left: int = 0

    @property
    def count(self) -> int:
        """How many applications it concerns."""
        return len(self.drafts) + len(self.applications)


@dataclass
class Removed:
    """What went; `failed` is how many could not be done and wait for the next time."""

    drafts: int = 0
    applications: int = 0
    failed: int = 0


def due_for_deletion(call: Call, *, at: datetime) -> ApplicationQuerySet:
    """Return the drafts of the call that were never submitted and are no longer kept."""
    drafts = Application.objects.of_call(call).drafts()
    return drafts if is_over(drafts_kept_until(call), at=at) else drafts.none()


def due_for_anonymising(call: Call, *, at: datetime) -> ApplicationQuerySet:
    """Return what was submitted, withdrawn applications too, as far as its people are in it longer than promised."""
    rows = (
        Application.objects.of_call(call).exclude(status=ApplicationStatus.DRAFT).filter(anonymised_at=None)
    )
    return rows if is_over(personal_data_kept_until(call), at=at) else rows.none()


def preview(call: Call, *, at: datetime, most: int | None = None) -> Due:
    """Return what would go now, at most so many applications and drafts first, in a constant number of queries."""
    drafts_due, applications_due = due_for_deletion(call, at=at), due_for_anonymising(call, at=at)
    drafts = list(drafts_due.with_names().order_by("pk")[:most])
    room = None if most is None else most - len(drafts)
    applications = list(applications_due.with_names().order_by("pk")[:room])
    keys = [row.pk for row in (*drafts, *applications)]
    left = 0 if most is None else drafts_due.count() + applications_due.count() - len(keys)
    files = ApplicationFile.objects.filter(application__in=keys)
    return Due(
        drafts=drafts, applications=applications, files=files.count(), bytes=files.total_size(),
        letters=Letter.objects.filter(application__in=keys).count(),
        seen=sha256(repr([[row.pk for row in drafts], keys]).encode()).hexdigest(), left=left,
    )  # fmt: skip


def apply_retention(
    call: Call, *, seen: str | None, by: User | None, at: datetime, most: int | None = None
) -> Removed:
    """Remove what is due, application by application and at most so many; return what went.

    `seen` is the mark of what the person saw: RetentionRefused if something else is due by now. None asks for nothing.
    """
    due = preview(call, at=at, most=most)
    if seen is not None and due.seen != seen:
        raise RetentionRefused(_("What is due has changed meanwhile. Look at the list again."))
    removed = Removed()
    try:
        for draft in due.drafts:
            removed.drafts += _attempt(draft, removed, by=by, at=at)
        for application in due.applications:
            removed.applications += _attempt(application, removed, by=by, at=at)
        if not due.left and is_over(personal_data_kept_until(call), at=at):
            _erase_letters_of_none(call)
            forget_jury(call)
    finally:
        if removed.drafts or removed.applications:
            data = {"drafts": removed.drafts, "applications": removed.applications}
            log(call, "contest.call.retention", user=by, data=data)
    return removed


def remove_remains(*, at: datetime) -> int:
    """Remove what the storage still holds of files that are gone; returns how many there were."""
    places: Sequence[str] = stray_places(at=at)
    remove_places(list(places))
    return len(places)


def _attempt(application: Application, removed: Removed, *, by: User | None, at: datetime) -> bool:
    """One that fails must not keep the others; it is due again the next time."""
    try:
        if application.status == ApplicationStatus.DRAFT:
            delete_draft(application)
            return True
        return anonymise_application(application, by=by, at=at)
    except Exception:
        logger.exception("Application %s could not be removed or anonymised", application.public_id)
        removed.failed += 1
        return False


def _erase_letters_of_none(call: Call) -> None:
    """Letters of the call that belong to no application any more name people too."""
    rows = Letter.objects.of_call(call).filter(application=None).exclude(body="")
    erase_letters(rows.values_list("pk", flat=True))
