"""One makes a page while all others who want it wait, in this process and in the other ones."""

import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Protocol

from redis import Redis, RedisError

from config.page_cache.shelves import name_of

PATIENCE = 10.0
"""Seconds for which somebody waits for another's page before making it too."""
_PAUSE = 0.005


class Gate(Protocol):
    """Lets one process at a time make the page of a key."""

    def close(self, key: str) -> bool:
        """Whether this process may make the page now; it says `open` afterwards."""
        ...

    def open(self, key: str) -> None: ...


class NoGate:
    """For a single process."""

    def close(self, key: str) -> bool:  # noqa: ARG002 - nobody else is there
        return True

    def open(self, key: str) -> None:  # noqa: ARG002 - nobody waits
        return None


class FileGate:
    """A lock on one byte of a file, which the kernel takes back from a process that dies."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None
        os.register_at_fork(after_in_child=self._forget)

    def close(self, key: str) -> bool:
        try:
            if self._file is None:
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, self._place(key))
        except (BlockingIOError, PermissionError):
            return False
        except OSError:
            # Without a place for locks two processes may make the same page, which does no harm.
            return True
        return True

    def open(self, key: str) -> None:
        if self._file is not None:
            with suppress(OSError):
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, self._place(key))

    def _forget(self) -> None:
        self._file = None

    @staticmethod
    def _place(key: str) -> int:
        return int(name_of(key)[:7], 16)


class RedisGate:
    """A key in Redis that vanishes by itself, should its process die."""

    def __init__(self, url: str, *, prefix: str) -> None:
        self._redis = Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)
        self._prefix = prefix
        self._mine: dict[str, str] = {}

    def close(self, key: str) -> bool:
        mark = secrets.token_hex(8)
        try:
            mine = self._redis.set(self._name(key), mark, nx=True, px=int(PATIENCE * 1000))
        except RedisError:
            return True
        if mine:
            self._mine[key] = mark
        return bool(mine)

    def open(self, key: str) -> None:
        mark = self._mine.pop(key, None)
        with suppress(RedisError):
            found = self._redis.get(self._name(key)) if mark else None
            # After its time the lock may be another's.
            if isinstance(found, bytes) and found.decode() == mark:
                self._redis.delete(self._name(key))

    def _name(self, key: str) -> str:
        return f"{self._prefix}:making:{name_of(key)}"


class Queue:
    """The gate between processes, and before it one between the threads of this process."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._lock = Lock()
        self._waiting: dict[str, tuple[Lock, int]] = {}

    @contextmanager
    def alone(self, key: str) -> Iterator[None]:
        """Wait until nobody else makes the page of this key, but no longer than patience lasts."""
        until = time.monotonic() + PATIENCE
        with ExitStack() as stack:
            stack.enter_context(self._among_threads(key, until))
            while not (mine := self._gate.close(key)) and time.monotonic() < until:
                time.sleep(_PAUSE)
            if mine:
                stack.callback(self._gate.open, key)
            yield

    @contextmanager
    def _among_threads(self, key: str, until: float) -> Iterator[None]:
        with self._lock:
            lock, count = self._waiting.get(key, (Lock(), 0))
            self._waiting[key] = lock, count + 1
        mine = lock.acquire(timeout=max(0.0, until - time.monotonic()))
        try:
            yield
        finally:
            if mine:
                lock.release()
            with self._lock:
                count = self._waiting[key][1] - 1
                if count:
                    self._waiting[key] = lock, count
                else:
                    del self._waiting[key]
