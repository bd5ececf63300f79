"""Reads of story pages."""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from stories.models import Category, Community, Region, StoryPage

CARD_RENDITIONS = ("fill-640x400|format-avif", "fill-640x400|format-webp", "fill-640x400|format-jpeg")


class StoryPageQuerySet(PageQuerySet):
    """Stories. `published()` is the only door to what the public may see."""

    def published(self) -> Self:
        return self.live().public()

    def in_language(self, language_code: str) -> Self:
        return self.filter(locale__language_code=language_code)

    def only_in_other_language(self, language_code: str) -> Self:
        """Published stories that have no published translation into the language: a story never shows twice."""
        translations = self.model._default_manager.filter(
            translation_key=OuterRef("translation_key"), locale__language_code=language_code, live=True
        )
        return self.published().exclude(locale__language_code=language_code).exclude(Exists(translations))

    def in_category(self, category: "Category") -> Self:
        return self.filter(category=category)

    def in_region(self, region: "Region") -> Self:
        return self.filter(lead_community__region=region)

    def led_by(self, community: "Community") -> Self:
        return self.filter(lead_community=community)

    def joined_by(self, community: "Community") -> Self:
        """Stories in which the community takes part beside the lead community."""
        return self.filter(co_communities__community=community).exclude(lead_community=community).distinct()

    def sorted_by(self, sort: str) -> Self:
        """Sort by `newest`, `title` or `place`; every order ends with the key, so that pages never overlap."""
        orders = {
            "newest": ["-start_month", "ordering", "pk"],
            "title": ["ordering", "pk"],
            "place": ["lead_community__ordering", "ordering", "pk"],
        }
        return self.order_by(*orders[sort])

    def for_cards(self) -> Self:
        """Everything a card shows, in a fixed number of queries for any number of stories."""
        return self.select_related(
            "locale", "lead_community__region", "category", "edition"
        ).prefetch_related(self._photos(CARD_RENDITIONS))

    def for_reading(self) -> Self:
        """Everything the story page shows besides its own columns."""
        return self.select_related("locale", "lead_community__region", "category", "edition").prefetch_related(
            "challenges", "groups", "goals", "tagged_items__tag", "co_communities__community__region",
            "partners__organisation", "lead_community__aliases", self._photos(),
        )  # fmt: skip

    def related_to(self, story: "StoryPage") -> Self:
        """Published stories of the same language that share a challenge, group, category or region."""
        return (
            self.published()
            .filter(locale=story.locale)
            .exclude(pk=story.pk)
            .filter(
                Q(challenges__in=story.challenges.all())
                | Q(groups__in=story.groups.all())
                | Q(category=story.category_id)
                | Q(lead_community__region=story.lead_community.region_id)
            )
            .distinct()
        )

    def _photos(self, renditions: tuple[str, ...] = ()) -> Prefetch:
        photos = self.model._meta.get_field("photos").related_model._default_manager.select_related("image")
        if renditions:
            photos = photos.prefetch_related("image__renditions")
        return Prefetch("photos", queryset=photos)


def published_stories(language_code: str) -> StoryPageQuerySet:
    """Stories that the public may read in the language."""
    return _manager().published().in_language(language_code)


def stories_only_in_other_language(language_code: str) -> StoryPageQuerySet:
    return _manager().only_in_other_language(language_code)


def _manager() -> Any:
    # By name: these reads are used by the very models that would have to be imported.
    return apps.get_model("stories", "StoryPage").objects
