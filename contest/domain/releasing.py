"""Telling applicants what the screening has decided, all of them at once."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.status import release_status
from contest.errors import TransitionRefused
from contest.models import Application
from contest.querysets.applications import ApplicationQuerySet


def outcomes_seen(applications: Iterable[Application]) -> str:
    """Return a mark of what would be told to whom; it is another one as soon as a decision or a version is."""
    rows = sorted((row.pk, row.released_status, row.status, str(row.submitted_at)) for row in applications)
    return sha256(repr(rows).encode()).hexdigest()


@transaction.atomic
def release_outcomes(applications: ApplicationQuerySet, *, seen: str, by: User, at: datetime) -> int:
    """Tell all these applicants what was decided, or none of them; returns how many were told.

    Raises TransitionRefused if what would be told is no longer what the person saw (`outcomes_seen`).
    """
    locked = list(applications.order_by("pk").select_for_update(of=("self",)))
    if outcomes_seen(locked) != seen:
        raise TransitionRefused(_("Decisions have changed meanwhile. Look at the list again."))
    return sum(release_status(application, by=by, at=at) for application in locked)
