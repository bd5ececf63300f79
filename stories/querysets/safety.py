"""Reads of safety reviews."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models

if TYPE_CHECKING:
    from stories.models import SafetyReview, StoryPage  # noqa: F401 - named in annotations as text


class SafetyReviewQuerySet(models.QuerySet["SafetyReview"]):
    """Safety reviews, newest first."""

    def covering(self, story: "StoryPage") -> "SafetyReviewQuerySet":
        """Reviews of exactly the content that `story` (an instance in memory, saved or not) holds now."""
        return self.in_force().filter(
            story=story.alias_of_id or story.pk, fingerprint=story.content_fingerprint()
        )

    def in_force(self) -> "SafetyReviewQuerySet":
        """Reviews after which the story was not withdrawn: what was found out then, they did not know."""
        later = apps.get_model("stories", "Withdrawal").objects.filter(
            story=models.OuterRef("story"), withdrawn_at__gte=models.OuterRef("reviewed_at")
        )
        return self.exclude(models.Exists(later))
