"""The list of stories: text, filters with counts, the map, pages. One address, one answer, with or without scripts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.domain.catalogue import TEXT, TITLES, ChosenStories, Facet, Option, choose_stories
from stories.domain.snippets import snippets
from stories.models import StoryIndexPage, StoryPage
from stories.querysets.cards import story_cards
from stories.querysets.catalogue import PAGE_SIZE, SORTS, CatalogueChoice
from stories.views.breadcrumbs import trail

# Of a long filter so many values are in sight, so many more unfold; all of them have a page of their own.
SHOWN, UNFOLDED = 7, 30
# Filters that stand open from the beginning; the others open once something in them is chosen.
_OPEN = ("category", "region", "group")
_ELSEWHERE = 6


@dataclass(frozen=True)
class FilterPanel:
    """A filter as the page shows it; `all_url` leads to all its values where they are too many for the page."""

    facet: Facet
    shown: tuple[Option, ...]
    unfolded: tuple[Option, ...]
    all_url: str
    is_open: bool

    @property
    def name(self) -> str:
        return self.facet.name


@dataclass(frozen=True)
class Card:
    """A story in the list; `snippet` shows where the text was found, `through_other` that it was in the translation."""

    story: StoryPage
    snippet: SafeString | None = None
    through_other: bool = False


@require_safe
def story_list(request: HttpRequest, page: StoryIndexPage) -> HttpResponse:
    """The stories of the address's choice, with everything that would narrow or widen it."""
    language, address = get_language() or "uk", page.get_url(request)
    other = next(code for code, _name in settings.LANGUAGES if code != language)
    choice = CatalogueChoice.from_query(request.GET)
    chosen = choose_stories(choice, language=language)
    stories = Paginator(chosen.ids, PAGE_SIZE).get_page(choice.page)
    cards = story_cards([*stories.object_list, *chosen.elsewhere[:_ELSEWHERE]])
    context = {
        "page": page,
        "page_title": " · ".join([page.title, *(chip.label for chip in chosen.chips())]),
        "breadcrumbs": trail((page.title, None)),
        "address": address,
        "choice": choice,
        "chosen": chosen,
        "total": chosen.total,
        "stories": stories,
        "cards": list(_found_cards(chosen, cards, tuple(stories.object_list), language)),
        "chips": _chips(chosen),
        "reliefs": [] if chosen.total else chosen.reliefs(),
        "sorts": _sorts(choice),
        "panels": _panels(chosen),
        "own_search": True,
        "region_counts": chosen.counts("region"),
        "chosen_count": sum(map(len, choice.filters.values())),
        "elsewhere": [cards[pk] for pk in chosen.elsewhere[:_ELSEWHERE] if pk in cards],
        "elsewhere_url": f"/{other}/stories/{choice.with_().query()}"
        if len(chosen.elsewhere) > _ELSEWHERE
        else "",
        "other_language": other,
        "query_in_other_languages": choice.with_().query(),
        "canonical_query": choice.with_(page=stories.number).query(),
    }
    return TemplateResponse(request, "stories/story_index_page.html", context)


def _found_cards(
    chosen: ChosenStories, cards: Mapping[int, StoryPage], pks: tuple[int, ...], language: str
) -> Iterator[Card]:
    found = chosen.found
    passages = (
        snippets(chosen.choice.q, story_ids=pks, language=language, query=found.query)
        if found.is_query and pks
        else {}
    )
    for pk in pks:
        # A story may have been withdrawn a moment ago.
        if pk in cards:
            yield Card(cards[pk], passages.get(pk), pk in found.through_other)


def _chips(chosen: ChosenStories) -> list[dict[str, str]]:
    return [
        {
            "title": _("Text") if chip.facet == TEXT else str(TITLES[chip.facet]),
            "label": chip.label,
            "query": chip.choice.query(),
        }
        for chip in chosen.chips()
    ]


def _sorts(choice: CatalogueChoice) -> list[dict[str, object]]:
    labels = {
        "relevance": pgettext("order of stories", "best match"),
        "newest": _("newest first"),
        "title": _("by title"),
        "place": _("by community"),
    }
    return [
        {
            "name": sort,
            "label": labels[sort],
            "query": choice.with_(sort=sort).query(),
            "current": sort == choice.order,
        }
        for sort in SORTS
        if sort != "relevance" or choice.q
    ]


def _panels(chosen: ChosenStories) -> list[FilterPanel]:
    """Filters that have a value to offer; the map stands even where nothing matches. An empty catalogue has none."""
    if not chosen.index.stories.here:
        return []
    return [
        _panel(facet, chosen.choice) for facet in chosen.facets if facet.options or facet.name == "region"
    ]


def _panel(facet: Facet, choice: CatalogueChoice) -> FilterPanel:
    """Chosen values are always in sight, whatever their place; a fold that would hide one or two is no fold."""
    shown: tuple[Option, ...] = facet.options
    hidden: tuple[Option, ...] = ()
    if len(facet.options) > SHOWN + 2:
        # Regions are in sight on the map.
        first = 0 if facet.name == "region" else SHOWN
        shown = tuple(option for place, option in enumerate(facet.options) if place < first or option.chosen)
        hidden = tuple(option for option in facet.options[first:] if not option.chosen)
    all_url = ""
    if len(hidden) > UNFOLDED:
        all_url = reverse("facet", args=[facet.name]) + choice.with_().query()
    return FilterPanel(
        facet=facet,
        shown=shown,
        unfolded=hidden[:UNFOLDED],
        all_url=all_url,
        is_open=facet.name in _OPEN or bool(facet.chosen),
    )
