"""Versions in a small file that every process of a host maps into its memory: reading one is reading an integer.

The file is an array of 64-bit numbers: a header, the writes that are under way, and one counter for each of some
thousand slots. A table has the slot of its checksum; two tables in one slot only mean a computation too many.
"""

import fcntl
import logging
import mmap
import os
import secrets
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from freshness.snapshot import Listener, nobody, wanted
from freshness.statements import EVERYTHING

log = logging.getLogger(__name__)

MAGIC = 0x0001_7365_7266_6E74
_MAGIC, _IDENTITY, _GENERATION = range(3)
_UNDER_WAY, _WRITES = 8, 64
_SLOTS, _SLOT_COUNT = 256, 4096
_LENGTH = _SLOTS + _SLOT_COUNT
_CHECK_SECONDS = 1.0
NO_WRITE = -1


@cache
def _slot(table: str) -> int:
    return 0 if table == EVERYTHING else 1 + zlib.crc32(table.encode()) % (_SLOT_COUNT - 1)


def _boot() -> str:
    """What changes when the machine starts anew, after which the last versions may not have reached the disk."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")[:8]
    except OSError:
        return ""


def _started(pid: int) -> int | None:
    """When a process started, in the kernel's ticks; 0 where that cannot be told, None if there is no such process."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text(encoding="latin-1").rpartition(")")[2].split()[19])
    except OSError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except OSError:
        pass
    return 0


@dataclass(frozen=True, slots=True)
class SlotSnapshot:
    """A copy of all slots."""

    epoch: str
    slots: memoryview

    def token(self, tables: Iterable[str]) -> str:
        return ".".join([self.epoch, *(str(self.slots[_slot(table)]) for table in wanted(tables))])


class SharedFileStore:
    """Counts in a file. Without the right to write it nothing is known, and nothing is kept by anybody."""

    def __init__(self, path: Path, *, told: Listener = nobody) -> None:
        self.path = path
        self._told = told
        self._lock = Lock()
        self._numbers: memoryview | None = None
        self._file = -1
        self._inode = 0
        self._epoch = ""
        self._next_check = 0.0
        self._complained = False
        self._birth = _started(os.getpid()) or 0
        # A child shares neither the file's locks nor, safely, a lock that another thread may have held.
        os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        self._lock = Lock()
        self._numbers, self._next_check = None, 0.0
        self._birth = _started(os.getpid()) or 0

    # Reading

    def generation(self) -> str | None:
        numbers = self._current()
        return None if numbers is None else f"{self._epoch}.{numbers[_GENERATION]}"

    def snapshot(self) -> SlotSnapshot | None:
        numbers = self._current()
        if numbers is None:
            return None
        return SlotSnapshot(self._epoch, memoryview(bytes(numbers[_SLOTS:_LENGTH])).cast("Q"))

    def token(self, tables: Iterable[str]) -> str | None:
        numbers = self._current()
        return None if numbers is None else SlotSnapshot(self._epoch, numbers[_SLOTS:]).token(tables)

    def _current(self) -> memoryview | None:
        """The numbers. Once a second it is looked after whether the file is still the same, and whether a writer died."""
        now = time.monotonic()
        if now < self._next_check:
            return self._numbers
        with self._lock:
            self._next_check = now + _CHECK_SECONDS
            try:
                self._look_after()
            except OSError:
                self._numbers = None
                if not self._complained:
                    self._complained = True
                    log.exception("Pages are not kept: %s cannot be used", self.path)
            return self._numbers

    # Writing

    def begin_write(self) -> int:
        numbers = self._current()
        if numbers is None:
            return NO_WRITE
        with self._lock, self._exclusively():
            for place in range(_UNDER_WAY, _UNDER_WAY + 2 * _WRITES, 2):
                if numbers[place] == 0:
                    numbers[place + 1] = self._birth
                    numbers[place] = os.getpid()
                    return place
        return NO_WRITE

    def end_write(self, write: int, *, tables: Iterable[str]) -> None:
        self._next_check = 0.0
        numbers = self._current()
        if numbers is None:
            log.error("A change could not be told to the other processes: %s cannot be written", self.path)
            return
        told = frozenset(table.lower() for table in tables)
        with self._lock, self._exclusively():
            if told:
                self._bump(numbers, told)
            if write != NO_WRITE and numbers[write] == os.getpid():
                numbers[write] = 0
        if told:
            self._told(told)

    @staticmethod
    def _bump(numbers: memoryview, tables: frozenset[str]) -> None:
        number = numbers[_GENERATION] + 1
        for table in tables:
            numbers[_SLOTS + _slot(table)] = number
        # Last, so that whoever sees the new generation sees the new versions too.
        numbers[_GENERATION] = number

    @contextmanager
    def _exclusively(self) -> Iterator[None]:
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)

    # The file

    def _look_after(self) -> None:
        if self._numbers is None or not self._is_same_file():
            self._open()
        numbers = self._numbers
        if numbers is None:
            return
        if any(
            numbers[place] and self._is_dead(numbers, place)
            for place in range(_UNDER_WAY, _UNDER_WAY + 2 * _WRITES, 2)
        ):
            self._clear_up(numbers)

    def _is_same_file(self) -> bool:
        try:
            return self.path.stat().st_ino == self._inode
        except FileNotFoundError:
            return False

    @staticmethod
    def _is_dead(numbers: memoryview, place: int) -> bool:
        return _started(numbers[place]) not in (0, numbers[place + 1])

    def _clear_up(self, numbers: memoryview) -> None:
        """A process died between writing and telling: whether its change was committed nobody knows, so all is stale."""
        with self._exclusively():
            dead = [
                place
                for place in range(_UNDER_WAY, _UNDER_WAY + 2 * _WRITES, 2)
                if numbers[place] and self._is_dead(numbers, place)
            ]
            if dead:
                self._bump(numbers, frozenset((EVERYTHING,)))
            for place in dead:
                numbers[place] = 0
        if dead:
            self._told(frozenset((EVERYTHING,)))

    def _open(self) -> None:
        self._close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            try:
                file = os.open(self.path, os.O_RDWR | os.O_CLOEXEC)
                break
            except FileNotFoundError:
                self._create()
        size = _LENGTH * 8
        status = os.fstat(file)
        mapped = memoryview(mmap.mmap(file, size)).cast("Q") if status.st_size >= size else None
        if mapped is None or mapped[_MAGIC] != MAGIC:
            os.close(file)
            self.path.unlink()
            raise OSError("the file is of another kind and was removed")
        self._file, self._inode, self._numbers = file, status.st_ino, mapped
        self._epoch = f"{mapped[_IDENTITY]:x}{_boot()}"
        self._complained = False

    def _close(self) -> None:
        self._numbers = None
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _create(self) -> None:
        """Put the file there whole, or not at all if another process was quicker."""
        header = bytearray(_LENGTH * 8)
        numbers = memoryview(header).cast("Q")
        numbers[_MAGIC], numbers[_IDENTITY] = MAGIC, secrets.randbits(63)
        draft = self.path.with_name(f".{self.path.name}.{secrets.token_hex(8)}")
        draft.write_bytes(header)
        draft.chmod(0o660)
        try:
            os.link(draft, self.path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
