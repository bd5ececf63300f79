"""What an assignment of entries to jurors is made from and what it comes to; plain facts, no database.

Entries and jurors stand under the codes that the protocol knows them by. `assigning.plan` makes the plan.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Pair(NamedTuple):
    """One juror's evaluation of one entry: wished, forbidden, open or finished."""

    entry: str
    juror: str


@dataclass(frozen=True)
class Entry:
    """An application admitted to the judging. Without a language any juror can read it."""

    code: str
    category: str
    language: str = ""


@dataclass(frozen=True)
class Juror:
    """A member of the panels of these categories, who reads these languages.

    The capacity is the greatest number of evaluations of the edition, finished ones counted; None is no bound.
    One who has left takes no more work; what they finished stays.
    """

    code: str
    categories: frozenset[str]
    languages: frozenset[str] = frozenset()
    capacity: int | None = None
    active: bool = True

    def reads(self, language: str) -> bool:
        """Whether the juror can read what is written in the language."""
        return not language or language in self.languages


@dataclass(frozen=True)
class Situation:
    """All that a plan depends on. The order of rows means nothing.

    `open` are the pairs assigned and not finished, `done` the finished evaluations. A juror who was ever given work
    should stand among the jurors. A pair of an entry that isn't there any more is taken away if it is open; if it is
    done, it still counts as work that its juror did.
    """

    entries: tuple[Entry, ...]
    jurors: tuple[Juror, ...]
    evaluations: int
    conflicts: frozenset[Pair] = frozenset()
    bans: frozenset[Pair] = frozenset()
    pins: frozenset[Pair] = frozenset()
    done: frozenset[Pair] = frozenset()
    open: frozenset[Pair] = frozenset()

    def __post_init__(self) -> None:
        """Raise ValueError when a code stands twice or nothing is asked for."""
        for rows in (self.entries, self.jurors):
            if len({row.code for row in rows}) < len(rows):
                raise ValueError("A code stands twice.")
        if self.evaluations < 1:
            raise ValueError("An entry needs at least one evaluation.")


class Obstacle(StrEnum):
    """What keeps an entry from its number of jurors, in the order in which the jurors of its panel are sifted."""

    PANEL = "panel"
    CONFLICT = "conflict"
    BAN = "ban"
    LANGUAGE = "language"
    CAPACITY = "capacity"


@dataclass(frozen=True)
class Shortage:
    """An entry that cannot get its number of jurors, and who of its panel fell away for what.

    `given` counts the jurors that it has in the plan. `why` is the sieve after which too few were left of the active
    jurors of its panel; who was sifted out stands under the first sieve that held them.
    `full` are the jurors of whom any one, could they take one evaluation more, would make one missing evaluation
    possible: not only those who could judge this entry, also those who could free them.
    """

    entry: str
    given: int
    needed: int
    why: Obstacle
    conflicted: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    other_language: tuple[str, ...] = ()
    full: tuple[str, ...] = ()


class Objection(StrEnum):
    """What speaks against a pin."""

    CONFLICT = "conflict"
    BAN = "ban"
    LEFT = "left"
    PANEL = "panel"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Clash:
    """A pin that contradicts another fact, and so is not kept. A pin with two objections makes two."""

    pin: Pair
    why: Objection


@dataclass(frozen=True)
class Plan:
    """What to change, what comes of it, and what is not as it should be. Everything is sorted.

    `teams` has for each entry the jurors whose evaluations count, `loads` for each active juror their evaluations,
    finished and open. What people decided stands even where it is too much: `surplus` are entries for which finished
    work and pins alone are more than asked, `overloaded` jurors for whom they exceed the capacity.
    `in_conflict` is finished work of jurors now in conflict: it stays, but counts for no entry.
    `groups` has the categories whose jurors share no entries from one group to another, so that their strictness
    cannot be compared; a category whose jurors hang together is not there.
    """

    add: tuple[Pair, ...]
    remove: tuple[Pair, ...]
    teams: dict[str, tuple[str, ...]]
    loads: dict[str, int]
    shortages: tuple[Shortage, ...] = ()
    clashes: tuple[Clash, ...] = ()
    surplus: tuple[str, ...] = ()
    overloaded: tuple[str, ...] = ()
    in_conflict: tuple[Pair, ...] = ()
    groups: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    @property
    def possible(self) -> bool:
        """Whether every entry gets its jurors and every pin is kept."""
        return not self.shortages and not self.clashes
