"""Which tables were read while something was made."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from freshness.snapshot import Snapshot


@dataclass(slots=True)
class Reading:
    """The tables read so far, the versions from before the first of them, and the moment until which all that holds."""

    start: Snapshot
    tables: set[str] = field(default_factory=set)
    until: datetime | None = None


_reading: ContextVar[Reading | None] = ContextVar("freshness_reading", default=None)


@contextmanager
def recording(start: Snapshot) -> Iterator[Reading]:
    """Note every table that this thread reads inside the block."""
    reading = Reading(start)
    mark = _reading.set(reading)
    try:
        yield reading
    finally:
        _reading.reset(mark)


def note(*tables: str) -> None:
    """Say that these tables were used although no query shows it: their content was kept from earlier."""
    reading = _reading.get()
    if reading is not None:
        reading.tables.update(tables)


def note_all(tables: Iterable[str]) -> None:
    """The same for tables in a set."""
    reading = _reading.get()
    if reading is not None:
        reading.tables.update(tables)


def until(moment: datetime | None) -> None:
    """Say that what is being made tells the truth only until this moment: a call closes, a phase begins."""
    reading = _reading.get()
    if reading is not None and moment is not None:
        reading.until = moment if reading.until is None else min(reading.until, moment)


def start() -> Snapshot | None:
    """The versions from before the current recording, None outside of one."""
    reading = _reading.get()
    return None if reading is None else reading.start
