"""The catalogue in figures: how its stories spread over years, categories, regions, partners and groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from stories.domain.catalogue_index import ONGOING, CatalogueIndex, catalogue_index
from stories.querysets.catalogue import CatalogueChoice

_MONTHS = range(1, 13)
_CHARTED = ("category", "region", "challenge", "group", "sector")
_MOST_ROWS = 12
_MOST_YEARS = 30


@dataclass(frozen=True)
class Tally:
    """A value of a filter, its stories, and the choice that lists them."""

    key: str
    label: str
    count: int
    choice: CatalogueChoice


@dataclass(frozen=True)
class Year:
    """A year and the stories that began in each of its months; `unknown` began in a month that nobody remembers."""

    tally: Tally
    months: tuple[int, ...]
    unknown: int


@dataclass(frozen=True)
class CatalogueFigures:
    """Everything that the page of figures says of the stories of one language."""

    stories: int
    communities: int
    regions: int
    ongoing: int
    years: tuple[Year, ...]
    by_facet: dict[str, tuple[Tally, ...]]


def catalogue_figures(language: str) -> CatalogueFigures:
    """Count the published stories of a language; costs no query as long as its index is kept."""
    index = catalogue_index(language)
    counts = {
        facet: index.stories.counts(facet, {}, among=index.stories.here) for facet in (*index.terms, "month")
    }
    return CatalogueFigures(
        stories=index.stories.here.bit_count(),
        communities=sum(map(bool, counts["community"].values())),
        regions=sum(map(bool, counts["region"].values())),
        ongoing=counts["status"].get(ONGOING, 0),
        years=tuple(_years(counts["year"], counts["month"])),
        by_facet={facet: _tallies(index, facet, counts[facet]) for facet in _CHARTED},
    )


def _tallies(index: CatalogueIndex, facet: str, counts: dict[str, int]) -> tuple[Tally, ...]:
    """Values that any story has, those with most stories first; regions all, in their own order."""
    plain = CatalogueChoice()
    found = [
        Tally(term.key, term.label, counts.get(term.key, 0), plain.toggled(facet, term.key))
        for term in index.terms[facet].values()
    ]
    if facet == "region":
        return tuple(found)
    ranked = sorted((tally for tally in found if tally.count), key=lambda tally: -tally.count)
    return tuple(ranked[:_MOST_ROWS])


def _years(counts: dict[str, int], months: dict[str, int]) -> Sequence[Year]:
    """Every year from the first start to the last, also one in which nothing began; of many the last thirty."""
    known = [int(year) for year, count in counts.items() if count]
    if not known:
        return []
    years = []
    for number in range(max(min(known), max(known) - _MOST_YEARS + 1), max(known) + 1):
        key = str(number)
        begun = tuple(months.get(f"{key}-{month:02d}", 0) for month in _MONTHS)
        count = counts.get(key, 0)
        tally = Tally(key, key, count, CatalogueChoice(year=(key,)))
        years.append(Year(tally, begun, count - sum(begun)))
    return years
