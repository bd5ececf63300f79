"""The reader's choice in the catalogue's list, read from the address and written back to it."""

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from stories.querysets.pages import StoryPageQuerySet

SORTS = ("newest", "title", "place")
PAGE_SIZE = 12
_LONGEST_VALUE = 80


@dataclass(frozen=True)
class CatalogueChoice:
    """What to show and in which order. Unknown or hostile values in an address are simply not part of the choice."""

    category: str = ""
    region: str = ""
    sort: str = SORTS[0]

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        def value(name: str) -> str:
            text = query.get(name, "")
            return "" if "\x00" in text else text[:_LONGEST_VALUE]

        sort = value("sort")
        return cls(
            category=value("category"), region=value("region"), sort=sort if sort in SORTS else SORTS[0]
        )

    def filter(self, stories: StoryPageQuerySet) -> StoryPageQuerySet:
        if self.category:
            stories = stories.filter(category__slug=self.category)
        if self.region:
            stories = stories.filter(lead_community__region__code=self.region)
        return stories

    def with_(self, **changes: str) -> Self:
        return replace(self, **changes)

    def query(self) -> str:
        """The choice as the query of an address, "" for the plain list: "?category=…&sort=…"."""
        pairs = [("category", self.category), ("region", self.region)]
        if self.sort != SORTS[0]:
            pairs.append(("sort", self.sort))
        text = urlencode([(name, value) for name, value in pairs if value])
        return f"?{text}" if text else "?"
