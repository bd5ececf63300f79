"""The versions of all tables at one moment."""

from collections.abc import Callable, Iterable
from typing import Protocol

from freshness.statements import EVERYTHING

Listener = Callable[[frozenset[str]], None]
"""Hears which tables were just given new versions."""


class Snapshot(Protocol):
    """The versions of all tables at one moment."""

    def token(self, tables: Iterable[str]) -> str:
        """The token that these tables had at that moment."""
        ...


class VersionStore(Protocol):
    """A place for versions. A version is never reused: whoever compares asks whether two are equal."""

    def generation(self) -> str | None:
        """A text that changes with every write to any table; None while the place cannot be reached."""
        ...

    def snapshot(self) -> Snapshot | None:
        """All versions now; None while the place cannot be reached."""
        ...

    def token(self, tables: Iterable[str]) -> str | None:
        """The versions of some tables now; None while the place cannot be reached."""
        ...

    def begin_write(self) -> int:
        """Say that a write begins whose outcome may be lost with this process; returns what `end_write` wants."""
        ...

    def end_write(self, write: int, *, tables: Iterable[str]) -> None:
        """Give the tables new versions. Never raises: the write itself has been done."""
        ...


def nobody(tables: frozenset[str]) -> None:
    """Hear of written tables and do nothing."""


def wanted(tables: Iterable[str]) -> list[str]:
    """The names in the one order in which tokens are made; what stands for all tables comes first."""
    return [EVERYTHING, *sorted({table.lower() for table in tables} - {EVERYTHING})]
