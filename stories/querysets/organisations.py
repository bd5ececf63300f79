"""Reads of organisations."""

from typing import TYPE_CHECKING

from django.db import models

from stories.text.folding import fold

if TYPE_CHECKING:
    from stories.models import Organisation  # noqa: F401 - named in annotations as text


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations by either of their names."""

    def named_like(self, query: str) -> "OrganisationQuerySet":
        """Find by any part of a name, in either language; an empty query finds all."""
        folded = fold(query)
        return self.filter(search_text__contains=folded).order_by("ordering", "pk") if folded else self
