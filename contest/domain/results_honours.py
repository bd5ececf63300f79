"""Whom an edition honoured: each with the story that may be read, and with what the jury said of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from contest.domain.certificates import Honour, honours_out
from contest.domain.story_of_application import story_key
from contest.models import Call, Citation
from contest.querysets.results import citations_of_stories, honoured_stories, stories_of
from stories.models import Category, Community, Edition, StoryPage
from stories.text.ordering import ordering_key


@dataclass(frozen=True)
class Honoured:
    """A community that was honoured. `story` is None where it may not be read (any more); then nothing else is told of it.

    `key` is the same wherever the same work was honoured. `language` is that of the story where it is not the page's.
    """

    key: UUID
    community: Community
    story: StoryPage | None
    citation: str = ""
    language: str = ""


@dataclass(frozen=True)
class HonourGroup:
    """Everybody honoured in one category, or with one special award."""

    category: Category
    honoured: tuple[Honoured, ...]


def honours_in_catalogue(edition: Edition) -> list[HonourGroup]:
    """Return what the catalogue tells of an edition that was not held on this site, by its published stories."""
    versions = _versions(honoured_stories([edition]).for_cards())
    citations = citations_of_stories(versions.values())
    return _grouped(
        (story.category, Honoured(key, story.lead_community, story, citations[story.pk], _foreign(story)))
        for key, story in versions.items()
    )


def honours_of_call(call: Call) -> list[HonourGroup]:
    """Return what was made known, with the stories that are published now; whoever was excluded since is not there."""
    honours = honours_out(call)
    keys = {honour.application.pk: UUID(story_key(honour.application)) for honour in honours}
    versions = _versions(stories_of(keys.values()))
    citations = {(row.application_id, row.award_id): row.text for row in Citation.objects.of_call(call)}
    rows = []
    for honour in honours:
        key, award = keys[honour.application.pk], honour.award.pk if honour.award else None
        citation = citations.get((honour.application.pk, award), "")
        rows.append((_category(honour), _honoured(honour, key, versions.get(key), citation)))
    return _grouped(rows)


def honoured_number(groups: Sequence[HonourGroup]) -> int:
    """Return how many were honoured; who won a category and a special award counts once."""
    return len({row.key for group in groups for row in group.honoured})


def _honoured(honour: Honour, key: UUID, story: StoryPage | None, citation: str) -> Honoured:
    community: Any = honour.application.community
    if story is None:
        # It was taken down, perhaps because it could harm somebody: what the jury said of it may do the same.
        return Honoured(key, community, None)
    return Honoured(key, story.lead_community, story, citation, _foreign(story))


def _category(honour: Honour) -> Category:
    category: Any = honour.award or honour.application.category
    return category


def _versions(stories: Iterable[StoryPage]) -> dict[UUID, StoryPage]:
    """Each story once: in the page's language, else in the one in which it is published."""
    found: dict[UUID, StoryPage] = {}
    for story in stories:
        if story.translation_key not in found or not _foreign(story):
            found[story.translation_key] = story
    return found


def _foreign(story: StoryPage) -> str:
    language: str = story.locale.language_code
    return "" if language == get_language() else language


def _grouped(rows: Iterable[tuple[Category, Honoured]]) -> list[HonourGroup]:
    """Special awards first, then categories in their order; communities by the alphabet of the page's language."""
    by_category: dict[int, list[Honoured]] = defaultdict(list)
    categories: dict[int, Category] = {}
    for category, row in rows:
        categories[category.pk] = category
        by_category[category.pk].append(row)
    ordered = sorted(
        categories.values(), key=lambda each: (not each.special_award, each.position, each.ordering)
    )
    return [
        HonourGroup(category, tuple(sorted(by_category[category.pk], key=_by_place))) for category in ordered
    ]


def _by_place(row: Honoured) -> tuple[str, str, int]:
    place = row.community
    # Cards don't bring the kept key of the alphabet along.
    name = place.centre_en if get_language() == "en" else ordering_key(place.name_uk)
    return name, place.code, row.story.pk if row.story else 0
