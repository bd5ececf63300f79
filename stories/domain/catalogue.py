"""The stories that a reader's choice leaves, and what else could be chosen.

What a filter means: `community` finds stories that the community leads or takes part in; `region` is the lead
community's, as on the map; `year` is the year in which the work began; `sector` is that of any partner.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stories.domain.catalogue_index import CatalogueIndex, catalogue_index
from stories.domain.search import FoundStories, find_stories
from stories.querysets.catalogue import FACETS, CatalogueChoice

TITLES: dict[str, Promise] = {
    "category": _("Category"),
    "region": _("Region"),
    "community": _("Community"),
    "challenge": _("Challenge"),
    "group": _("For whom"),
    "sector": _("Partners"),
    "tag": _("Tag"),
    "year": _("Began in"),
    "status": pgettext_lazy("of a story", "Status"),
    "award": _("Award"),
}
TEXT = "q"


@dataclass(frozen=True)
class Option:
    """A value of a filter: how many stories it would leave (or add, beside others of its filter), and whether it's chosen."""

    facet: str
    key: str
    label: str
    detail: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A filter with all values that leave a story, and those that are chosen."""

    name: str
    title: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.chosen)


@dataclass(frozen=True)
class Relief:
    """A filter's value, or the text (`facet` is "q"), that could be dropped, and how many stories there would be."""

    facet: str
    key: str
    label: str
    count: int
    choice: CatalogueChoice


@dataclass(frozen=True)
class ChosenStories:
    """What a choice leaves of the catalogue of one language."""

    choice: CatalogueChoice
    index: CatalogueIndex
    found: FoundStories

    @property
    def total(self) -> int:
        return self._here.bit_count()

    @cached_property
    def ids(self) -> tuple[int, ...]:
        """Keys of all stories of the choice in its order."""
        return self._sorted(self._here, self.found.ids)

    @cached_property
    def elsewhere(self) -> tuple[int, ...]:
        """Keys of the stories that match too but exist in the other language only."""
        stories = self.index.stories
        matching = stories.matching(self.choice.filters, among=stories.elsewhere & self._text)
        return self._sorted(matching, self.found.elsewhere)

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """Every filter with counts that hold for this choice."""
        return tuple(self._facet(name) for name in FACETS)

    def counts(self, facet: str) -> dict[str, int]:
        """For each value of a filter the stories that have it and match all the rest of the choice."""
        stories = self.index.stories
        return stories.counts(facet, self.choice.filters, among=stories.here & self._text)

    def chips(self) -> tuple[Relief, ...]:
        """Everything that is chosen, each with how many stories there would be without it."""
        return self._chips

    def reliefs(self) -> list[Relief]:
        """What to drop to find anything at all, the most helpful first."""
        return sorted((chip for chip in self._chips if chip.count), key=lambda chip: -chip.count)

    @cached_property
    def _chips(self) -> tuple[Relief, ...]:
        choice = self.choice
        found = [
            self._relief(facet, key, self.index.label(facet, key), choice.without(facet, key))
            for facet, keys in choice.filters.items()
            for key in keys
        ]
        if choice.q:
            found.insert(0, self._relief(TEXT, choice.q, choice.q, choice.with_(q="")))
        return tuple(found)

    @cached_property
    def _text(self) -> int:
        """Stories with the text; without one, all."""
        stories = self.index.stories
        if not self.found.is_query:
            return stories.here | stories.elsewhere
        return stories.set_of([*self.found.ids, *self.found.elsewhere])

    @cached_property
    def _here(self) -> int:
        stories = self.index.stories
        return stories.matching(self.choice.filters, among=stories.here & self._text)

    def _sorted(self, matching: int, by_relevance: Iterable[int]) -> tuple[int, ...]:
        if self.choice.order == "relevance" and self.found.is_query:
            return self.index.stories.kept(by_relevance, matching)
        return self.index.stories.sorted_pks(matching, order=self.choice.order)

    def _facet(self, name: str) -> Facet:
        chosen, counts, terms = self.choice.filters.get(name, ()), self.counts(name), self.index.terms[name]
        options = [
            Option(name, key, term.label, term.detail, counts.get(key, 0), chosen=key in chosen)
            for key, term in terms.items()
            if counts.get(key) or key in chosen
        ]
        options += [
            Option(name, key, label=key, detail="", count=0, chosen=True)
            for key in chosen
            if key not in terms
        ]
        return Facet(name, str(TITLES[name]), tuple(options))

    def _relief(self, facet: str, key: str, label: str, choice: CatalogueChoice) -> Relief:
        stories = self.index.stories
        among = stories.here if facet == TEXT else stories.here & self._text
        return Relief(facet, key, label, stories.matching(choice.filters, among=among).bit_count(), choice)


def choose_stories(choice: CatalogueChoice, *, language: str) -> ChosenStories:
    """Find what a choice leaves of the stories that the public may read in `language`.

    Costs the queries of the text search, if there is a text, and those of the index, if the catalogue has changed.
    """
    found = find_stories(choice.q, language=language) if choice.q else FoundStories()
    return ChosenStories(choice, catalogue_index(language), found)
