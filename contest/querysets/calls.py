"""Reads of calls."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from contest.models import Call  # noqa: F401 - named in annotations as text


class CallQuerySet(models.QuerySet["Call"]):
    """Calls as the public and the secretariat look for them."""

    def public(self) -> "CallQuerySet":
        """Those that have been published and not taken back."""
        return self.filter(live=True)

    def with_edition(self) -> "CallQuerySet":
        """Bring each call's name and address along."""
        return self.select_related("edition")

    def for_page(self) -> "CallQuerySet":
        """Everything that the public page shows, at a number of queries that doesn't grow."""
        return self.with_edition().prefetch_related(
            "edition__organisers__organisation",
            "categories__category",
            "criteria__category",
            "criteria__steps",
            "special_awards__award",
            "eligibility_questions",
            "documents__document",
            "frequent_questions",
        )

    def in_reading_order(self) -> "CallQuerySet":
        """The newest edition first."""
        return self.order_by("-edition__number")


def shown_editions(editions: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Editions without those whose call is still being prepared; one that has been held is shown whatever its call."""
    return editions.exclude(call__live=False, applications=None)
