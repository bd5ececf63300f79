"""Reads of tags."""

from typing import TYPE_CHECKING

from django.db import models

from stories.text.folding import fold

if TYPE_CHECKING:
    from stories.models import StoryTag  # noqa: F401 - named in annotations as text


class TagQuerySet(models.QuerySet["StoryTag"]):
    """Tags by either of their names."""

    def named_like(self, query: str) -> "TagQuerySet":
        """Find by any part of a name, in either language and whatever its case; an empty query finds all."""
        folded = fold(query)
        return self.filter(search_text__contains=folded).order_by("name", "pk") if folded else self

    def beginning_with(self, query: str) -> "TagQuerySet":
        """Find tags of whose names one begins with the query; an empty query finds none."""
        folded = fold(query)
        if not folded:
            return self.none()
        begins = models.Q(search_text__startswith=folded) | models.Q(search_text__contains=f"\n{folded}")
        return self.filter(begins).order_by("name", "pk")
