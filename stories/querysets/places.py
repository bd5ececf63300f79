"""Reads of regions and communities."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

from stories.text.folding import fold

if TYPE_CHECKING:
    from stories.models import Community, Region  # noqa: F401 - named in annotations as text

_LONGEST_NAME = 200

RowT = TypeVar("RowT", bound=models.Model)


class RegionQuerySet(models.QuerySet["Region"]):
    """Regions in the order of the Ukrainian alphabet unless said otherwise."""

    def in_reading_order(self, language_code: str) -> "RegionQuerySet":
        """In the alphabet of the language."""
        return self.order_by("ordering" if language_code == "uk" else "name_en", "code")


class CommunityQuerySet(models.QuerySet["Community"]):
    """Communities of the register."""

    def named_like(self, query: str) -> "CommunityQuerySet":
        """Find by any part of a current or former name, in either language; an empty query finds all.

        Names that begin with the query come first.
        """
        # SQLite refuses endless patterns, and no name is that long.
        folded = fold(query)[:_LONGEST_NAME]
        if not folded:
            return self
        begins = models.Q(search_text__startswith=folded) | models.Q(search_text__contains=f"\n{folded}")
        return (
            self.filter(search_text__contains=folded)
            .annotate(
                rank=models.Case(
                    models.When(begins, then=models.Value(0)),
                    default=models.Value(1),
                    output_field=models.IntegerField(),
                )
            )
            .order_by("rank", "ordering", "code")
        )

    def suggested(self, folded: str, *, language: str, most: int) -> "CommunityQuerySet":
        """The first communities with the folded text in a name: those that lead a published story come first."""
        stories = models.Exists(
            self.model._default_manager.filter(
                pk=models.OuterRef("pk"), led_stories__search_document__language=language
            )
        )
        named: Any = self.named_like(folded).annotate(has_stories=stories)
        ranked = named.order_by("rank", "-has_stories", "ordering", "code")
        return ranked.select_related("region").prefetch_related("aliases")[:most]

    def in_reading_order(self, language_code: str) -> "CommunityQuerySet":
        """In the alphabet of the language, by the name that it shows."""
        return self.order_by("ordering" if language_code == "uk" else "centre_en", "code")

    def with_region(self) -> "CommunityQuerySet":
        return self.select_related("region")
