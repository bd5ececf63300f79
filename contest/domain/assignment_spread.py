"""Making jurors meet: pairs of jurors share entries as evenly as can be, so that their strictness can be compared.

Two jurors exchange places in two entries; nobody's load changes. An exchange is kept when the sum over categories and
pairs of jurors of the squares of shared entries does not grow. As the number of shared entries of a category is given,
that sum is least when all pairs share equally many. Then, where the jurors of a category still fall into
groups without a common entry, exchanges join the groups.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from random import Random

from contest.domain.assignment import Pair

# With 2,000 entries of 60 jurors, 30 exchanges tried for each place leave all pairs within one or two of the mean; 100
# gain next to nothing. Small juries are cheap to try through.
TRIES_PER_PLACE = 30
FEWEST_TRIES = 500


@dataclass(frozen=True)
class Place:
    """A place in the team of an entry, the first being 0."""

    entry: str
    index: int


def groups_of(teams: Iterable[Collection[str]]) -> list[tuple[str, ...]]:
    """Return the jurors in groups that common entries hold together, sorted."""
    group_of: dict[str, set[str]] = {}
    for team in teams:
        met = {id(group): group for juror in team if (group := group_of.get(juror))}
        merged = max(met.values(), key=len, default=set())
        for newcomers in (*met.values(), team):
            if newcomers is not merged:
                merged.update(newcomers)
                group_of.update(dict.fromkeys(newcomers, merged))
    return sorted({tuple(sorted(group)) for group in group_of.values()})


class Seating:
    """Teams of entries in which some places may change hands."""

    def __init__(
        self,
        teams: Mapping[str, Iterable[str]],
        *,
        categories: Mapping[str, str],
        movable: Collection[Pair],
        allowed: Collection[Pair],
    ) -> None:
        """Seat the teams. Only `movable` pairs may go, and only `allowed` ones come in their stead."""
        self.teams = {entry: sorted(teams[entry]) for entry in sorted(teams)}
        self.categories = categories
        self.allowed: dict[str, set[str]] = {entry: set() for entry in self.teams}
        for entry, juror in allowed:
            self.allowed[entry].add(juror)
        self.places = [
            Place(entry, index)
            for entry, team in self.teams.items()
            for index, juror in enumerate(team)
            if Pair(entry, juror) in movable
        ]
        # How many entries of a category one juror shares with another.
        self.shared: dict[str, dict[str, dict[str, int]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(int))
        )
        for entry, team in self.teams.items():
            for juror in team:
                self._meet(entry, juror, [other for other in team if other != juror], 1, mutual=False)

    def juror_at(self, place: Place) -> str:
        """Return who sits there."""
        return self.teams[place.entry][place.index]

    def may_take(self, juror: str, entry: str) -> bool:
        """Whether the juror could come to the entry."""
        return juror in self.allowed[entry] and juror not in self.teams[entry]

    def may_exchange(self, one: Place, other: Place) -> bool:
        """Whether those who sit in the two places could change seats."""
        return self.may_take(self.juror_at(one), other.entry) and self.may_take(
            self.juror_at(other), one.entry
        )

    def growth(self, one: Place, other: Place) -> int | None:
        """Return half of what an exchange adds to the sum of squares; None when it changes no meeting at all."""
        total, meetings = 0, 0
        for place, partner in ((one, other), (other, one)):
            shared = self.shared[self.categories[place.entry]]
            going, coming = shared[self.juror_at(place)], shared[self.juror_at(partner)]
            for juror in self._company(place, partner):
                total += coming[juror] - going[juror] + 1
                meetings += 1
        return total if meetings else None

    def exchange(self, one: Place, other: Place) -> None:
        """Let those who sit in the two places change seats."""
        moves = [(place, self.juror_at(place), self._company(place, None)) for place in (one, other)]
        (_place, first, _company), (_place, second, _company) = moves
        for (place, going, company), coming in zip(moves, (second, first), strict=True):
            self._meet(place.entry, going, company, -1)
            self._meet(place.entry, coming, company, 1)
            self.teams[place.entry][place.index] = coming

    def _company(self, place: Place, partner: Place | None) -> list[str]:
        """Return who else sits at the entry; given a partner of one category, without those who sit at both entries.

        Those meet both jurors before an exchange and after it.
        """
        juror, team = self.juror_at(place), self.teams[place.entry]
        if partner is None or self.categories[place.entry] != self.categories[partner.entry]:
            return [other for other in team if other != juror]
        at_both = self.teams[partner.entry]
        return [other for other in team if other != juror and other not in at_both]

    def _meet(self, entry: str, juror: str, company: list[str], times: int, *, mutual: bool = True) -> None:
        shared = self.shared[self.categories[entry]]
        for other in company:
            shared[juror][other] += times
            if mutual:
                shared[other][juror] += times


def even_out(seating: Seating, *, seed: str) -> None:
    """Exchange jurors while pairs of them share entries more evenly for it. The seed makes it repeatable."""
    places = seating.places
    # Only random() promises the same numbers in all versions of Python.
    random = Random(seed).random  # noqa: S311 - fairness asks for repeatable here, not for secret
    tries = max(TRIES_PER_PLACE * len(places), FEWEST_TRIES) if len(places) > 1 else 0
    for number in range(tries):
        one, other = places[number % len(places)], places[int(random() * len(places))]
        if seating.may_exchange(one, other):
            growth = seating.growth(one, other)
            # An exchange that changes nothing in the sum leads out of dead ends.
            if growth is not None and growth <= 0:
                seating.exchange(one, other)


def join_groups(seating: Seating) -> None:
    """Exchange jurors until those of each category hang together, as far as exchanges inside the category can."""
    for category in sorted(set(seating.categories.values())):
        entries = [entry for entry in seating.teams if seating.categories[entry] == category]
        groups = groups_of(seating.teams[entry] for entry in entries)
        while len(groups) > 1 and (exchange := _joining(seating, entries, groups)):
            seating.exchange(*exchange)
            groups = groups_of(seating.teams[entry] for entry in entries)


def _joining(
    seating: Seating, entries: list[str], groups: list[tuple[str, ...]]
) -> tuple[Place, Place] | None:
    """Return two places whose exchange joins two groups of a category; None when there are none.

    In the graph of entries and jurors an exchange between two components joins them when one of the two edges taken
    away is no bridge: its component hangs together without it, and the exchange ties both parts of the other one to it.
    If both were bridges, there would be two components again.
    """
    group_of = {juror: number for number, group in enumerate(groups) for juror in group}
    inside = set(entries)
    offers: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in seating.places:
        if place.entry in inside:
            juror = seating.juror_at(place)
            for other, group in group_of.items():
                if group != group_of[juror] and seating.may_take(other, place.entry):
                    offers[juror, other].append(place)
    for (juror, other), places in offers.items():
        if partners := offers.get((other, juror)):
            for place in places:
                if not _is_bridge(seating, entries, place, groups=len(groups)):
                    return place, partners[0]
    return None


def _is_bridge(seating: Seating, entries: list[str], place: Place, *, groups: int) -> bool:
    """Whether a component of the category would fall apart without the juror at the place."""
    juror = seating.juror_at(place)
    rest = [other for other in seating.teams[place.entry] if other != juror]
    if not rest:
        return True
    others = (seating.teams[entry] for entry in entries if entry != place.entry)
    return len(groups_of([rest, [juror], *others])) > groups
