"""Reads of safety reviews."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from stories.models import SafetyReview, StoryPage  # noqa: F401 - named in annotations as text


class SafetyReviewQuerySet(models.QuerySet["SafetyReview"]):
    """Safety reviews, newest first."""

    def covering(self, story: "StoryPage") -> "SafetyReviewQuerySet":
        """Reviews of exactly the content that `story` (an instance in memory, saved or not) holds now."""
        return self.filter(story=story.alias_of_id or story.pk, fingerprint=story.content_fingerprint())
