"""Reads of officers and of what they propose."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Q

from stories.enums import UpdateState

if TYPE_CHECKING:
    # Named in annotations as text.
    from stories.models import StoryOfficer, StoryUpdate  # noqa: F401


class OfficerQuerySet(models.QuerySet["StoryOfficer"]):
    """Officers of stories."""

    def of_story(self, key: UUID) -> "OfficerQuerySet":
        """Those of the story with this identity, whatever its language."""
        return self.filter(story_key=key)

    def in_force(self, at: datetime) -> "OfficerQuerySet":
        """Those whose link still opens."""
        return self.filter(ended_at=None, expires_at__gt=at)

    def closed_before(self, at: datetime) -> "OfficerQuerySet":
        """Those whose link was taken back or expired before the instant."""
        return self.filter(Q(ended_at__lt=at) | Q(expires_at__lt=at))


class UpdateQuerySet(models.QuerySet["StoryUpdate"]):
    """Updates of stories."""

    def of_stories(self, keys: Collection[UUID]) -> "UpdateQuerySet":
        """Those of the stories with these identities."""
        return self.filter(officer__story_key__in=keys)

    def proposed(self) -> "UpdateQuerySet":
        """Those that wait for an editor."""
        return self.filter(state=UpdateState.PROPOSED)

    def told_from(self, officer: "StoryOfficer") -> "UpdateQuerySet":
        """Those of the officer's story that came from the officer's mailbox, by this link or an earlier one."""
        return self.filter(
            officer__story_key=officer.story_key, officer__email__iexact=officer.email
        ).prefetch_related("figures")
