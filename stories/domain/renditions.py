"""The sizes in which pages show photos. They are made when a photo comes or a story is published, never for a reader.

A page takes the sizes that are there. Where one is missing, the others do; where all are, the page says what the photo
would show.
"""

from collections.abc import Iterable
from functools import lru_cache, partial
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django_tasks import task
from wagtail.images.models import Filter

from stories.models import StoryImage, StoryPage, StoryRendition

PICTURE_SIZES = {
    "card": ("fill-640x400",),
    "hero": ("width-640", "width-1200", "width-2000"),
    "gallery": ("width-480", "width-960"),
}
# In the order in which a browser is offered them; the last is what every browser shows.
PICTURE_FORMATS = (("avif", "image/avif"), ("webp", "image/webp"), ("jpeg", "image/jpeg"))
_FOCAL_POINT = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")

Renditions = dict[str, StoryRendition]


def spec_of(size: str, kind: str) -> str:
    """Wagtail's name for a size in a format, as it stands in `filter_spec`."""
    return f"{size}|format-{kind}"


def specs_of(*names: str) -> tuple[str, ...]:
    """Every size in every format of these kinds of picture; of all kinds where none is named."""
    return tuple(
        spec_of(size, kind)
        for name in names or PICTURE_SIZES
        for size in PICTURE_SIZES[name]
        for kind, _type in PICTURE_FORMATS
    )


def made_renditions(image: StoryImage, name: str) -> Renditions:
    """The sizes of a kind that exist, by spec: from what was prefetched, otherwise in one query. Makes nothing."""
    wanted = specs_of(name)
    focal_point = tuple(getattr(image, field) for field in _FOCAL_POINT)
    return {
        rendition.filter_spec: rendition
        for rendition in _prefetched(image, wanted)
        if rendition.filter_spec in wanted
        and rendition.focal_point_key == _focal_key(rendition.filter_spec, focal_point)
    }


def make_renditions(image: StoryImage, *names: str) -> int:
    """Make the sizes that are missing, of these kinds of picture or of all; returns how many were made.

    Takes seconds for a large photo. Raises what Pillow or the storage raises for a file that cannot be read.
    """
    wanted = specs_of(*names)
    focal_point = tuple(getattr(image, field) for field in _FOCAL_POINT)
    there = set(
        StoryRendition.objects.filter(image=image, filter_spec__in=wanted).values_list(
            "filter_spec", "focal_point_key"
        )
    )
    missing = [spec for spec in wanted if (spec, _focal_key(spec, focal_point)) not in there]
    image.create_renditions(*(Filter(spec) for spec in missing))
    if missing:
        # What was read before knows nothing of them.
        image.__dict__.pop("prefetched_renditions", None)
        image.__dict__.get("_prefetched_objects_cache", {}).pop("renditions", None)
    return len(missing)


@task()
def make_renditions_of(key: int) -> int:
    """The same for the photo with this key, 0 where it is gone: what a worker runs."""
    image = StoryImage.objects.filter(pk=key).first()
    return make_renditions(image) if image else 0


def make_for_new_photo(instance: StoryImage, raw: bool = False, **_kwargs: Any) -> None:  # noqa: FBT001, FBT002 - a signal's
    """Have the sizes made once the photo is stored (a receiver of `post_save`)."""
    if not raw and instance.file:
        _enqueue([instance.pk])


def make_for_published_story(instance: StoryPage, **_kwargs: Any) -> None:
    """Have missing sizes made once the story is public (a receiver of `page_published`): hiding it removed them."""
    _enqueue(instance.photos.values_list("image", flat=True))


def _enqueue(keys: Iterable[int]) -> None:
    for key in keys:
        transaction.on_commit(partial(make_renditions_of.enqueue, key))


def _prefetched(image: StoryImage, wanted: tuple[str, ...]) -> Iterable[StoryRendition]:
    known = getattr(image, "prefetched_renditions", None)
    if known is not None:
        return known
    if "renditions" in getattr(image, "_prefetched_objects_cache", {}):
        return image.renditions.all()
    return image.renditions.filter(filter_spec__in=wanted)


@lru_cache(maxsize=4096)
def _focal_key(spec: str, focal_point: tuple[int | None, ...]) -> str:
    """Wagtail's key for a size of a photo with this focal point; "" where the size doesn't depend on it."""
    key: str = Filter(spec).get_cache_key(
        SimpleNamespace(**dict(zip(_FOCAL_POINT, focal_point, strict=True)))
    )
    return key
