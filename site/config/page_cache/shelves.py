"""Kept pages where all processes find them, so that each page is made once for all of them."""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from redis import Redis, RedisError

from config.page_cache.entries import Entry, from_bytes, to_bytes

_SWEEP_EVERY = 200
_REST = 2.0


def name_of(key: str) -> str:
    """A name for a key that any file system and Redis take."""
    return blake2b(key.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


class Shelf(Protocol):
    """A shared place. Whatever goes wrong with it, a page is merely made anew."""

    def get(self, key: str) -> Entry | None: ...

    def put(self, entry: Entry) -> None: ...


class NoShelf:
    """For a single process."""

    def get(self, key: str) -> None:  # noqa: ARG002 - nothing is there
        return None

    def put(self, entry: Entry) -> None:  # noqa: ARG002 - nobody would look for it
        return None


class FolderShelf:
    """A folder of this host, kept under a number of bytes. Only the site's own account may look into it."""

    def __init__(self, folder: Path, *, release: str, room: int) -> None:
        self.folder = folder
        self.release = release
        self.room = room
        self._puts = 0

    def get(self, key: str) -> Entry | None:
        try:
            return from_bytes(self._path(key).read_bytes(), key=key)
        except OSError:
            return None

    def put(self, entry: Entry) -> None:
        path = self._path(entry.key)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
        data = to_bytes(entry)
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                draft.write_bytes(data)
                draft.replace(path)
            finally:
                draft.unlink(missing_ok=True)
        if self._puts % _SWEEP_EVERY == 0:
            self.sweep()
        self._puts += 1

    def sweep(self) -> None:
        """Give up the oldest pages until the rest has room."""
        files = sorted(self._files(), key=lambda file: file[0], reverse=True)
        total = 0
        for _made, size, path in files:
            total += size
            if total > self.room:
                with suppress(OSError):
                    path.unlink()

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for folder, _folders, names in os.walk(self.folder):
            for name in names:
                with suppress(OSError):
                    path = Path(folder) / name
                    status = path.stat()
                    yield status.st_mtime, status.st_size, path

    def _path(self, key: str) -> Path:
        name = name_of(f"{self.release}\n{key}")
        return self.folder / name[:2] / name[2:]


class RedisShelf:
    """Redis, which bounds its memory itself and gives up each page when its time is over."""

    def __init__(self, url: str, *, prefix: str) -> None:
        self._redis = Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)
        self._prefix = prefix
        self._rest_until = 0.0

    def get(self, key: str) -> Entry | None:
        data = None
        if time.monotonic() >= self._rest_until:
            try:
                data = self._redis.get(self._name(key))
            except RedisError:
                self._rest_until = time.monotonic() + _REST
        return from_bytes(data, key=key) if isinstance(data, bytes) else None

    def put(self, entry: Entry) -> None:
        seconds = int(entry.expires - time.time())
        if seconds > 0 and time.monotonic() >= self._rest_until:
            try:
                self._redis.set(self._name(entry.key), to_bytes(entry), ex=seconds)
            except RedisError:
                self._rest_until = time.monotonic() + _REST

    def _name(self, key: str) -> str:
        return f"{self._prefix}:{name_of(key)}"
