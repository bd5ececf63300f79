"""Kept pages in this process's memory, the least wanted given up first."""

from collections import OrderedDict
from threading import Lock

from config.page_cache.entries import Entry

SHARE_OF_QUERIES = 4
"""Pages with a query get one part in so many of the room, so that no flood of them drives out the plain ones."""


class _Part:
    def __init__(self, room: int) -> None:
        self.room = room
        self.size = 0
        self.entries: OrderedDict[str, Entry] = OrderedDict()


class Memory:
    """A bounded number of bytes, in two parts."""

    def __init__(self, room: int) -> None:
        self._lock = Lock()
        queries = room // SHARE_OF_QUERIES
        self._parts = {True: _Part(room - queries), False: _Part(queries)}

    @property
    def size(self) -> int:
        return sum(part.size for part in self._parts.values())

    def get(self, key: str, *, is_plain: bool) -> Entry | None:
        part = self._parts[is_plain]
        entry = part.entries.get(key)
        if entry is not None:
            with self._lock:
                # Another thread may have given it up meanwhile.
                if key in part.entries:
                    part.entries.move_to_end(key)
        return entry

    def put(self, entry: Entry, *, is_plain: bool) -> None:
        part = self._parts[is_plain]
        with self._lock:
            self._drop(part, entry.key)
            if entry.size > part.room:
                return
            part.entries[entry.key] = entry
            part.size += entry.size
            while part.size > part.room:
                self._drop(part, next(iter(part.entries)))

    @staticmethod
    def _drop(part: _Part, key: str) -> None:
        old = part.entries.pop(key, None)
        if old is not None:
            part.size -= old.size


class Passes:
    """Keys whose last answer could not be kept: for a while nobody waits for anybody else's answer to them."""

    def __init__(self, room: int = 4096) -> None:
        self._room = room
        self._lock = Lock()
        self._until: OrderedDict[str, float] = OrderedDict()

    def holds(self, key: str, *, now: float) -> bool:
        return self._until.get(key, 0.0) > now

    def add(self, key: str, *, until: float) -> None:
        with self._lock:
            self._until[key] = until
            self._until.move_to_end(key)
            while len(self._until) > self._room:
                self._until.popitem(last=False)
