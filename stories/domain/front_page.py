"""What the front page shows of the catalogue, counted without asking the database."""

from copy import copy
from dataclasses import dataclass
from typing import Any

from stories.domain.catalogue_index import catalogue_index
from stories.domain.weighing import lowest
from stories.enums import AwardKind
from stories.models import Category, Region, StoryPage
from stories.querysets.cards import feature_card, story_cards
from stories.querysets.vocabularies import vocabulary

NEWEST = 6


@dataclass(frozen=True)
class FrontPage:
    """The stories and numbers of the front page; categories and regions carry `story_count`."""

    special_story: StoryPage | None
    newest: list[StoryPage]
    categories: list[Category]
    regions: list[Region]
    story_count: int


def front_page(language: str) -> FrontPage:
    """The newest special award, the newest other stories, and how many there are of what."""
    stories = catalogue_index(language).stories
    honoured = stories.sets["award"].get(AwardKind.SPECIAL_AWARD.value, 0) & stories.here
    special = lowest(honoured, limit=1)
    others = stories.here & ~(1 << special[0]) if special else stories.here
    keys = [stories.pks[place] for place in lowest(others, limit=NEWEST)]
    cards = story_cards(keys)
    return FrontPage(
        special_story=feature_card(stories.pks[special[0]]) if special else None,
        newest=[cards[key] for key in keys if key in cards],
        categories=counted_categories(language),
        regions=counted_regions(language),
        story_count=stories.here.bit_count(),
    )


def counted_categories(language: str) -> list[Category]:
    """All categories in the contest's own order, each with `story_count`: its stories in the language."""
    rows = sorted(vocabulary(Category).values(), key=lambda row: (row.position, row.ordering))
    return _counted(rows, facet="category", key="slug", language=language)


def counted_regions(language: str) -> list[Region]:
    """All regions in the alphabet of the language, each with `story_count`: its stories in the language."""
    name = "ordering" if language == "uk" else "name_en"
    rows = sorted(vocabulary(Region).values(), key=lambda row: (getattr(row, name), row.code))
    return _counted(rows, facet="region", key="code", language=language)


def _counted(rows: list[Any], *, facet: str, key: str, language: str) -> list[Any]:
    stories = catalogue_index(language).stories
    counts = stories.counts(facet, {}, among=stories.here)
    found = []
    for row in rows:
        # The rows themselves are everybody's.
        own = copy(row)
        own.story_count = counts.get(getattr(row, key), 0)
        found.append(own)
    return found
