"""Counts of the catalogue as arithmetic: each value of each filter is a set of stories, kept as the bits of one number.

A story is a bit, the newest the lowest. To narrow is `&`, to widen `|`, to count `bit_count()`: ten thousand stories are
1.25 KB a value, and all counts of a choice take a few milliseconds without asking the database.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_

Values = Mapping[str, Collection[str]]
# Up to so many stories it is quicker to set bit after bit than to write out all the bits.
_FEW = 60


def bits_of(positions: Sequence[int], *, size: int) -> int:
    """The set of these positions, all below `size`, as one number."""
    if len(positions) <= _FEW:
        return reduce(or_, (1 << position for position in positions), 0)
    flags = bytearray(b"0" * size)
    for position in positions:
        flags[size - 1 - position] = 49  # "1": the lowest bit is written last
    return int(flags, 2)


@dataclass(frozen=True)
class FacetIndex:
    """Sets of stories by facet and value, over the stories `pks` in the order of their bits.

    `here` are the stories of the language itself, `elsewhere` those that exist only in another one. `orders` holds the
    positions of all stories in each order but that of the bits.
    """

    pks: tuple[int, ...]
    here: int
    elsewhere: int
    sets: Mapping[str, Mapping[str, int]]
    orders: Mapping[str, tuple[int, ...]]

    def matching(self, values: Values, *, among: int) -> int:
        """Stories of `among` that have a chosen value in every facet where any is chosen."""
        return reduce(and_, (self.having(facet, chosen) for facet, chosen in values.items()), among)

    def having(self, facet: str, values: Iterable[str]) -> int:
        """Stories with any of the values; a value that nobody has adds none."""
        known = self.sets[facet]
        return reduce(or_, (known.get(value, 0) for value in values), 0)

    def counts(self, facet: str, values: Values, *, among: int) -> dict[str, int]:
        """For each value of a facet the stories of `among` that have it and match what is chosen in all other facets."""
        others = {name: chosen for name, chosen in values.items() if name != facet}
        base = self.matching(others, among=among)
        return {value: (stories & base).bit_count() for value, stories in self.sets[facet].items()}

    def sorted_pks(self, stories: int, *, order: str = "newest") -> tuple[int, ...]:
        """The keys of a set's stories in an order of the index."""
        flags = self._flags(stories)
        positions = self.orders.get(order, range(len(self.pks)))
        return tuple(self.pks[position] for position in positions if flags[position] == "1")

    def kept(self, pks: Iterable[int], stories: int) -> tuple[int, ...]:
        """Those of the keys whose stories are in the set, in the order in which they come."""
        flags, places = self._flags(stories), self._places
        return tuple(pk for pk in pks if pk in places and flags[places[pk]] == "1")

    def set_of(self, pks: Iterable[int]) -> int:
        """The set of these stories; a key that the index doesn't hold adds none."""
        places = self._places
        return bits_of([places[pk] for pk in pks if pk in places], size=len(self.pks))

    def _flags(self, stories: int) -> str:
        """A character a story, "1" for those in the set."""
        return f"{stories:b}"[::-1].ljust(len(self.pks), "0")

    @cached_property
    def _places(self) -> dict[int, int]:
        return {pk: place for place, pk in enumerate(self.pks)}
