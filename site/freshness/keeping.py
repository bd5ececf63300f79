"""Keeps what is costly to make until a table that it was made from is written.

    pieces = Pieces(most=256)
    with reading() as basis:        # before the first row is read
        page = find_page(…)
    html = pieces.get(key, make, basis=basis)

Whoever makes a piece need not know its tables: they are noted while it is read and made.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from freshness import reads, versions, watch
from freshness.reads import Reading

PieceT = TypeVar("PieceT")


@dataclass(frozen=True)
class _Kept(Generic[PieceT]):
    piece: PieceT
    tables: tuple[str, ...]
    token: str


class Pieces(Generic[PieceT]):
    """The pieces that were asked for last, in the memory of this process."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, _Kept[PieceT]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], PieceT], *, basis: Reading | None) -> PieceT:
        """The kept piece if nothing that it was made from has been written since; else a new one.

        `basis` is what was read before `make`, for it: see `reading`. Without one nothing is kept, and nothing is found.
        """
        if basis is None:
            return make()
        with self._lock:
            known = self._kept.get(key)
        if known is not None and versions.token(*known.tables) == known.token:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
            return known.piece
        with reads.recording(basis.start) as reading:
            piece = make()
        reads.note_all(reading.tables)
        reads.until(reading.until)
        tables = tuple(sorted(basis.tables | reading.tables))
        lasts = basis.until is None and reading.until is None
        if lasts and tables and not watch.has_written(tables):
            self._keep(key, _Kept(piece, tables, basis.start.token(tables)))
        return piece

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()

    def _keep(self, key: Hashable, kept: _Kept[PieceT]) -> None:
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


@contextmanager
def reading() -> Iterator[Reading | None]:
    """Note the tables that a piece will be made from before it is made; None while versions cannot be told."""
    start = reads.start() or versions.snapshot()
    if start is None:
        yield None
        return
    with reads.recording(start) as noted:
        yield noted
    reads.note_all(noted.tables)
    reads.until(noted.until)
