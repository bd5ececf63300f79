"""Versions of one process: for tests, and for a site that runs in a single process."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from threading import Lock

from freshness.snapshot import Listener, nobody, wanted
from freshness.statements import EVERYTHING


@dataclass(frozen=True, slots=True)
class MappedSnapshot:
    """Versions by table; a table that was never written has none."""

    versions: Mapping[str, str]

    def token(self, tables: Iterable[str]) -> str:
        return ".".join(self.versions.get(table, "0") for table in wanted(tables))


class MemoryStore:
    """Counts in the memory of this process."""

    def __init__(self, *, told: Listener = nobody) -> None:
        self._told = told
        self._numbers = count(1)
        self._lock = Lock()
        # Nothing that an earlier process kept elsewhere may look fresh.
        self._versions: dict[str, str] = {EVERYTHING: secrets.token_hex(4)}
        self._generation = "0"

    def generation(self) -> str:
        return self._generation

    def snapshot(self) -> MappedSnapshot:
        with self._lock:
            return MappedSnapshot(dict(self._versions))

    def token(self, tables: Iterable[str]) -> str:
        return MappedSnapshot(self._versions).token(tables)

    def begin_write(self) -> int:
        return 0

    def end_write(self, write: int, *, tables: Iterable[str]) -> None:  # noqa: ARG002 - nothing outlives the process
        told = frozenset(table.lower() for table in tables)
        if not told:
            return
        with self._lock:
            number = str(next(self._numbers))
            for table in told:
                self._versions[table] = secrets.token_hex(4) if table == EVERYTHING else number
            # Last, so that whoever sees the new generation sees the new versions too.
            self._generation = number
        self._told(told)
