"""What the templates of the catalogue's list ask for: the map as a filter, its legend, the numbers of pages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from stories.domain.catalogue import ChosenStories
from stories.drawing.region_map import MapRegion, count_steps, region_map_svg
from stories.templatetags.story_tags import stories_counted
from stories.text.figures import format_number

register = template.Library()


@dataclass(frozen=True)
class Step:
    """One colour of the map and the counts that it stands for."""

    colour: int
    label: str


@dataclass(frozen=True)
class PageLink:
    """A page of a list; a gap between pages has no number."""

    number: int | None
    query: str = ""
    current: bool = False


@register.simple_tag
def catalogue_map(chosen: ChosenStories, address: str) -> SafeString:
    """The map whose regions put themselves into the choice, or take themselves out of it."""
    counts, choice = chosen.counts("region"), chosen.choice
    shapes = [
        MapRegion(
            code=term.key, name=term.label, count=counts.get(term.key, 0), chosen=term.key in choice.region,
            href=f"{address}{choice.toggled('region', term.key).query()}",
            label=_map_label(term.label, counts.get(term.key, 0), chosen=term.key in choice.region),
        )
        for term in chosen.index.terms["region"].values()
    ]  # fmt: skip
    return mark_safe(
        region_map_svg(
            shapes,
            title=_("Choose regions on the map"),
            description=_(
                "Each region is a link that puts it into the choice or takes it out. The list says the same."
            ),
            id_prefix="map",
            steps=count_steps(counts.values()),
        )
    )


@register.simple_tag
def map_legend(counts: dict[str, int]) -> list[Step]:
    """What the colours of a map with these counts mean, the palest first."""
    steps, most = count_steps(counts.values()), max(counts.values(), default=0)
    labels = [_range(low, following - 1) for low, following in pairwise(steps)]
    if most:
        labels.append(_range(steps[-1], most))
    return [Step(0, "0"), *(Step(colour, label) for colour, label in enumerate(labels, start=1))]


@register.simple_tag(takes_context=True)
def page_links(context: Context, page: Page[Any]) -> Iterator[PageLink]:
    """The pages of a list: the first, the last and those around the current one, each with the query of its address."""
    query = context["choice"].pairs() if "choice" in context else context["request"].GET.lists()
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(number, int):
            yield PageLink(number, _with_page(query, number), number == page.number)
        else:
            yield PageLink(None)


@register.simple_tag(takes_context=True)
def page_query(context: Context, number: int) -> str:
    """The query of the address of another page of the same list."""
    query = context["choice"].pairs() if "choice" in context else context["request"].GET.lists()
    return _with_page(query, number)


def _with_page(pairs: Iterable[tuple[str, Any]], number: int) -> str:
    query = QueryDict(mutable=True)
    for name, values in pairs:
        for value in values if isinstance(values, list) else [values]:
            query.appendlist(name, value)
    query.pop("page", None)
    if number > 1:
        query["page"] = str(number)
    return f"?{query.urlencode()}"


def _map_label(name: str, count: int, *, chosen: bool) -> str:
    values = {"region": name, "stories": stories_counted(count)}
    return _("%(region)s: %(stories)s, chosen") % values if chosen else _("%(region)s: %(stories)s") % values


def _range(low: int, high: int) -> str:
    return format_number(low) if low == high else f"{format_number(low)}–{format_number(high)}"
