"""A page of stories out of a long list of keys."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator

from stories.models import StoryPage
from stories.querysets.cards import story_cards
from stories.querysets.catalogue import PAGE_SIZE


def page_of_cards(keys: Sequence[int], number: str | int | None) -> Page[Any]:
    """The page with this number (the nearest for a number that doesn't exist), its stories read as cards."""
    numbered = Paginator(keys, PAGE_SIZE).get_page(number)
    page: Page[Any] = numbered
    page.object_list = cards_of([*numbered.object_list])
    return page


def cards_of(keys: Sequence[int]) -> list[StoryPage]:
    """The stories in this order, without those withdrawn a moment ago."""
    cards = story_cards(list(keys))
    return [cards[key] for key in keys if key in cards]
