"""Where the processes share kept pages and wait for each other, told from the settings."""

import os
from pathlib import Path

from django.conf import settings

from config.page_cache.gates import FileGate, Gate, NoGate, RedisGate
from config.page_cache.shelves import FolderShelf, NoShelf, RedisShelf, Shelf
from freshness.place import database_name


def shelf(release: str) -> Shelf:
    """The shelf that `PAGE_CACHE_URL` names: `memory:`, `redis://…`, or a folder."""
    place = str(settings.PAGE_CACHE_URL)
    if _is_redis(place):
        return RedisShelf(place, prefix=_prefix(release))
    if place == "memory:" or os.name != "posix":
        return NoShelf()
    return FolderShelf(_folder(place), release=release, room=settings.PAGE_CACHE_FOLDER_ROOM)


def gate(release: str) -> Gate:
    """The gate that goes with the shelf."""
    place = str(settings.PAGE_CACHE_URL)
    if _is_redis(place):
        return RedisGate(place, prefix=_prefix(release))
    if place == "memory:" or os.name != "posix":
        return NoGate()
    return FileGate(_folder(place) / "gate")


def _is_redis(place: str) -> bool:
    return place.startswith(("redis:", "rediss:", "unix:"))


def _folder(place: str) -> Path:
    return Path(place) / database_name()


def _prefix(release: str) -> str:
    return f"pages:{database_name()}:{release}"
