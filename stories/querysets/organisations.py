"""Reads of organisations."""

from typing import TYPE_CHECKING

from django.db import models

from stories.text.folding import fold

if TYPE_CHECKING:
    from stories.models import Edition, Organisation  # noqa: F401 - named in annotations as text


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations by either of their names."""

    def named_like(self, query: str) -> "OrganisationQuerySet":
        """Find by any part of a name, in either language; an empty query finds all."""
        folded = fold(query)
        return self.filter(search_text__contains=folded).order_by("ordering", "pk") if folded else self


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions of the contest."""

    def held(self) -> "EditionQuerySet":
        """Those with something to tell of: published stories, or how many applied. Others may still be in preparation."""
        told = models.Q(applications__isnull=False) | models.Q(stories__live=True)
        return self.filter(pk__in=self.model._default_manager.filter(told).values("pk"))
