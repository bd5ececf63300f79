"""Reads of categories."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from stories.models import Category  # noqa: F401 - named in annotations as text


class CategoryQuerySet(models.QuerySet["Category"]):
    """Categories in the contest's own order."""

    def with_story_counts(self, *, stories: models.QuerySet[Any]) -> "CategoryQuerySet":
        """Add `story_count`: how many of `stories` are in the category."""
        counted = (
            stories.order_by()
            .filter(category=models.OuterRef("pk"))
            .values("category")
            .annotate(n=models.Count("pk"))
            .values("n")
        )
        return self.annotate(story_count=models.functions.Coalesce(models.Subquery(counted), 0))
