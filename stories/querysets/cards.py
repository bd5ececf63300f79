"""Stories as cards show them, by their keys."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import QuerySet
from wagtail.models import Locale

from stories.querysets.pages import (
    CARD_COLUMNS,
    CARD_RENDITIONS,
    COMMUNITY_COLUMNS,
    first_of_each_story,
    story_photos,
)
from stories.querysets.prepared import Prepared
from stories.querysets.restrictions import has_restrictions
from stories.querysets.vocabularies import vocabulary

if TYPE_CHECKING:
    from stories.models import StoryPage


def story_cards(keys: Sequence[int]) -> "dict[int, StoryPage]":
    """Those of the stories that the public may read, by key, in three quick queries for any number of them.

    The same as `for_cards()`: only what a card shows is there, everything else would be read when it is asked for.
    """
    stories = _published(keys) if has_restrictions() else _stories.rows(keys=keys)
    photos = first_photos([story.pk for story in stories])
    locales, categories = vocabulary(Locale), vocabulary(_related("category"))
    regions = vocabulary(_related("lead_community", "region"))
    for story in stories:
        story.locale = locales[story.locale_id]
        story.category = categories[story.category_id]
        story.lead_community.region = regions[story.lead_community.region_id]
        story.__dict__["first_photos"] = photos.get(story.pk, [])
    return {story.pk: story for story in stories}


def feature_card(key: int) -> "StoryPage | None":
    """The story for a large picture: as a card, but with the photo in the sizes of a page's head."""
    story = story_cards([key]).get(key)
    if story is not None:
        with_renditions(story.__dict__["first_photos"], sizes=_head_sizes)
    return story


def first_photos(keys: Sequence[int]) -> dict[int, list[Any]]:
    """The photo at the head of each story that has one, with the sizes of cards."""
    photos = with_renditions(_first_photos.rows(keys=keys), sizes=_card_sizes)
    return {photo.story_id: [photo] for photo in photos}


def with_renditions(photos: list[Any], *, sizes: Prepared) -> list[Any]:
    """The photos, each image with its sizes."""
    made: dict[int, list[Any]] = {photo.image_id: [] for photo in photos}
    for rendition in sizes.rows(images=list(made)):
        made[rendition.image_id].append(rendition)
    for photo in photos:
        photo.image.__dict__["prefetched_renditions"] = made[photo.image_id]
    return photos


def sizes_beginning(spec: str) -> Prepared:
    """The sizes of images whose names begin so."""
    return Prepared(
        lambda images: _related("photos", "image", "renditions").objects.filter(
            image__in=images, filter_spec__startswith=spec
        )
    )


def _published(keys: Sequence[int]) -> Any:
    return _manager().published().filter(pk__in=keys).select_related("lead_community")


def _card_query(keys: list[int]) -> QuerySet[Any, Any]:
    columns = [f"lead_community__{column}" for column in COMMUNITY_COLUMNS]
    rows: QuerySet[Any, Any] = _manager().filter(pk__in=keys, live=True).order_by()
    return rows.select_related("lead_community").only(*CARD_COLUMNS, *columns)


def _manager() -> Any:
    return apps.get_model("stories", "StoryPage").objects


def _related(*names: str) -> Any:
    model: Any = apps.get_model("stories", "StoryPage")
    for name in names:
        model = model._meta.get_field(name).related_model
    return model


_stories = Prepared(_card_query)
_first_photos = Prepared(lambda keys: first_of_each_story(story_photos()).filter(story__in=keys))
_head_sizes = sizes_beginning("width-")
_card_sizes = sizes_beginning(CARD_RENDITIONS)
