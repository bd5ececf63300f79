"""The reader's choice in the catalogue, read from an address and written back to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

FACETS = (
    "category", "region", "community", "challenge", "group", "sector", "tag", "year", "status", "award",
)  # fmt: skip
SORTS = ("relevance", "newest", "title", "place")
PAGE_SIZE = 12
# As many as there are regions, and a few: nobody ticks more by hand.
MAX_VALUES = 30
MAX_PAGE = 99_999
_LONGEST_TEXT = 200
_LONGEST_VALUE = 120
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class CatalogueChoice:
    """What to show and in which order: a text, values of each filter, a sort, a page.

    Values of one filter widen the choice, filters narrow each other. A choice is always normal: values sorted, without
    doubles, at most 30 a filter; equal choices have equal addresses. What cannot be a value (too long, with control
    characters) is left out; a value that nobody has is kept, matches nothing, and can be taken off like any other.
    """

    q: str = ""
    category: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    community: tuple[str, ...] = ()
    challenge: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    award: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1

    def __post_init__(self) -> None:
        normal: dict[str, Any] = {name: _values(getattr(self, name)) for name in FACETS}
        normal["q"] = _text(self.q)
        normal["sort"] = self._sort(has_text=bool(normal["q"]))
        normal["page"] = min(max(self.page, 1), MAX_PAGE)
        for name, value in normal.items():
            object.__setattr__(self, name, value)

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """Read the choice out of an address. Any address at all gives one."""
        page = query.get("page") or ""
        return cls(
            q=query.get("q") or "",
            sort=query.get("sort") or "",
            page=int(page[:9]) if page.isascii() and page.isdecimal() else 1,
            **{name: tuple(query.getlist(name)) for name in FACETS},
        )

    @property
    def order(self) -> str:
        """One of SORTS: what was asked for, else by relevance to a text, else the newest first."""
        return self.sort or ("relevance" if self.q else "newest")

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The values of each filter that has any."""
        return {name: values for name in FACETS if (values := getattr(self, name))}

    @property
    def is_narrowed(self) -> bool:
        """Whether a text or a filter leaves anything out, whatever the order and the page."""
        return bool(self.q or self.filters)

    @property
    def is_intricate(self) -> bool:
        """Whether the list is one of countless combinations that no search engine needs."""
        return bool(self.q or self.sort) or sum(map(len, self.filters.values())) > 1

    def with_(self, **changes: Any) -> Self:
        """The choice with changes, on its first page unless told otherwise."""
        return replace(self, **{"page": 1, **changes})

    def toggled(self, facet: str, value: str) -> Self:
        """The choice with the value taken off if it is chosen, put on if it isn't."""
        return self.with_(**{facet: tuple({value} ^ set(getattr(self, facet)))})

    def without(self, facet: str, value: str) -> Self:
        """The choice without one value of a filter."""
        return self.with_(**{facet: tuple(set(getattr(self, facet)) - {value})})

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as they stand in an address, defaults left out."""
        found = [("q", self.q)]
        found += [(name, value) for name, values in self.filters.items() for value in values]
        found += [("sort", self.sort), ("page", str(self.page) if self.page > 1 else "")]
        return [(name, value) for name, value in found if value]

    def query(self) -> str:
        """The choice as the query of an address, its question mark included; "" for the plain list."""
        text = urlencode(self.pairs())
        return f"?{text}" if text else ""

    def _sort(self, *, has_text: bool) -> str:
        default = "relevance" if has_text else "newest"
        known = self.sort in SORTS and (has_text or self.sort != "relevance")
        return self.sort if known and self.sort != default else ""


def _values(values: Iterable[str]) -> tuple[str, ...]:
    kept = {value for value in (value.strip() for value in values) if _can_be_value(value)}
    return tuple(sorted(kept)[:MAX_VALUES])


def _can_be_value(value: str) -> bool:
    return 0 < len(value) <= _LONGEST_VALUE and not _UNPRINTABLE.search(value)


def _text(text: str) -> str:
    # Ten times as much as is kept is looked at, so that a hundred kilobytes cost nothing.
    words = _UNPRINTABLE.sub(" ", text[: 10 * _LONGEST_TEXT]).split()
    return " ".join(words)[:_LONGEST_TEXT].strip()


PARAMETERS = tuple(field.name for field in fields(CatalogueChoice))
