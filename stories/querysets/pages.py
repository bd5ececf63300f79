"""Reads of story pages."""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from wagtail.query import PageQuerySet

from stories.querysets.restrictions import has_restrictions

if TYPE_CHECKING:
    from stories.models import Category, Community, Region

# What a card shows. A story has sixty columns, and a dozen of them are whole texts.
CARD_COLUMNS = (
    "title", "slug", "path", "depth", "url_path", "live", "content_type", "locale", "translation_key", "alias_of",
    "summary", "award", "start_month", "start_month_known", "end_month", "is_ongoing", "category", "lead_community",
)  # fmt: skip
COMMUNITY_COLUMNS = ("code", "slug", "name_uk", "name_en", "kind", "centre_uk", "centre_en", "region")
CARD_RENDITIONS = "fill-640x400"


class StoryPageQuerySet(PageQuerySet):
    """Stories. `published()` is the only door to what the public may see."""

    def published(self) -> Self:
        stories = self.live()
        # Wagtail would read the restrictions at every call, and nearly no site has any.
        return stories.public() if has_restrictions() else stories

    def under(self, path: str) -> Self:
        """Stories right under the page with this path in the tree."""
        return self.filter(path__startswith=path, depth=len(path) // self.model.steplen + 1)

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
        """What a card shows and no more, in a fixed number of queries for any number of stories."""
        community = [f"lead_community__{column}" for column in COMMUNITY_COLUMNS]
        photos = _with_sizes(first_of_each_story(story_photos()), CARD_RENDITIONS)
        return (
            self.select_related("locale", "lead_community__region", "category")
            .only(
                *CARD_COLUMNS,
                *community,
                *_names("lead_community__region"),
                *_names("category"),
                "locale__language_code",
            )
            .prefetch_related(Prefetch("photos", queryset=photos, to_attr="first_photos"))
        )

    def for_reading(self) -> Self:
        """Everything the story page shows besides its own columns."""
        return self.select_related(
            "locale", "lead_community__region", "category", "edition"
        ).prefetch_related(
            "challenges", "groups", "goals",
            Prefetch("tagged_items", queryset=_model("TaggedStory").objects.select_related("tag")),
            Prefetch("co_communities", queryset=_model("StoryCommunity").objects.select_related("community__region")),
            Prefetch("partners", queryset=_model("StoryPartner").objects.select_related("organisation")),
            Prefetch("photos", queryset=_with_sizes(story_photos(), "width-")),
        )  # fmt: skip


def story_photos() -> Any:
    """Photos of stories with their files, in each story's own order."""
    return _model("StoryPhoto").objects.select_related("image")


def first_of_each_story(photos: Any) -> Any:
    """Of each story's photos the one at its head."""
    place, own = Coalesce("sort_order", 0), Coalesce(OuterRef("sort_order"), 0)
    earlier = (
        _model("StoryPhoto")
        .objects.alias(place=place)
        .filter(Q(place__lt=own) | Q(place=own, pk__lt=OuterRef("pk")), story=OuterRef("story"))
    )
    return photos.filter(~Exists(earlier))


def published_stories(language_code: str) -> StoryPageQuerySet:
    """Stories that the public may read in the language."""
    return _manager().published().in_language(language_code)


def stories_only_in_other_language(language_code: str) -> StoryPageQuerySet:
    return _manager().only_in_other_language(language_code)


def _with_sizes(photos: Any, beginning: str) -> Any:
    """The photos, each image with those of its sizes whose names begin so."""
    sizes = _model("StoryRendition").objects.filter(filter_spec__startswith=beginning)
    return photos.prefetch_related(
        Prefetch("image__renditions", queryset=sizes, to_attr="prefetched_renditions")
    )


def _names(relation: str) -> list[str]:
    """The columns by which a related row is called and addressed."""
    model: Any = _model("StoryPage")
    for part in relation.split("__"):
        model = model._meta.get_field(part).related_model
    known = {field.name for field in model._meta.concrete_fields}
    return [
        f"{relation}__{name}"
        for name in (
            "code",
            "slug",
            "name_uk",
            "name_en",
            "short_uk",
            "short_en",
            "special_award",
            "position",
            "ordering",
        )
        if name in known
    ]


def _manager() -> Any:
    return _model("StoryPage").objects


def _model(name: str) -> Any:
    # By name: these reads are used by the very models that would have to be imported.
    return apps.get_model("stories", name)
