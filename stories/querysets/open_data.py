"""Reads for those who take the catalogue elsewhere: the API, the feeds, the sitemap."""

from collections.abc import Collection, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Count

from stories.querysets.pages import StoryPageQuerySet, published_stories

if TYPE_CHECKING:
    from stories.models import StoryPage, StoryTag  # noqa: F401 - named in annotations as text

# The running text of a story, which a line of a list doesn't show.
STREAMS = (
    "challenge", "solution", "stages", "results", "indicators", "success_factors", "obstacles", "lessons", "transfer",
    "updates", "videos", "links", "documents",
)  # fmt: skip


def stories_in_order(ids: Iterable[int]) -> "list[StoryPage]":
    """These stories without their running text, in the order of the keys."""
    wanted = list(ids)
    stories: StoryPageQuerySet = apps.get_model("stories", "StoryPage").objects.filter(pk__in=wanted)
    rows = (
        stories.published()
        .defer(*STREAMS)
        .select_related("locale", "lead_community__region", "category", "edition")
        .prefetch_related("challenges", "groups", "tagged_items__tag")
    )
    found = {story.pk: story for story in rows}
    return [found[pk] for pk in wanted if pk in found]


def latest_published(language: str, *, among: Collection[int] | None, limit: int) -> list[int]:
    """Keys of the stories published last, newest first; `among` None means the whole catalogue."""
    newest = published_stories(language).order_by("-first_published_at", "-pk").values_list("pk", flat=True)
    if among is None:
        return list(newest[:limit])
    wanted = set(among)
    return list(islice((pk for pk in newest.iterator() if pk in wanted), limit)) if wanted else []


def story_counts(language: str, field: str) -> dict[Any, int]:
    """How many published stories of the language have each value of a field (a lookup path), in one query."""
    rows = published_stories(language).order_by().values(field).annotate(n=Count("pk", distinct=True))
    return {row[field]: row["n"] for row in rows if row[field] is not None}


def tags_in_use(counts: Collection[Any]) -> Any:
    """Tags by name, of those keys only: a tag that only drafts carry is nobody's business."""
    return apps.get_model("stories", "StoryTag").objects.filter(pk__in=list(counts)).order_by("name", "pk")
