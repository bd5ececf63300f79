"""Where this site keeps its versions."""

import logging
import os
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from freshness.snapshot import VersionStore
from freshness.stores.memory import MemoryStore
from freshness.stores.redis_server import RedisStore

if os.name == "posix":
    from freshness.stores.shared_file import SharedFileStore

log = logging.getLogger(__name__)


@cache
def store() -> VersionStore:
    """The place that `FRESHNESS_URL` names: `memory:`, `redis://…`, or a folder."""
    place = str(settings.FRESHNESS_URL)
    if place.startswith(("redis:", "rediss:", "unix:")):
        return RedisStore(place, prefix=f"freshness:{database_name()}", told=tell_listeners)
    if place == "memory:" or os.name != "posix":
        return MemoryStore(told=tell_listeners)
    return SharedFileStore(Path(place) / f"{database_name()}.versions", told=tell_listeners)


def tell_listeners(tables: frozenset[str]) -> None:
    """Tell whoever is named in `FRESHNESS_LISTENERS` which tables were written. Never raises: the write is done."""
    for name in settings.FRESHNESS_LISTENERS:
        try:
            import_string(name)(tables)
        except Exception:
            log.exception("%s could not be told of a change", name)


def database_name() -> str:
    """A short name for the database that the site works on, so that two databases never share versions."""
    database = settings.DATABASES["default"]
    parts = [str(database.get(key, "")) for key in ("ENGINE", "HOST", "PORT", "NAME")]
    return sha256("\n".join(parts).encode()).hexdigest()[:12]


def _choose_anew(*, setting: str, **_kwargs: Any) -> None:
    if setting == "FRESHNESS_URL":
        store.cache_clear()


setting_changed.connect(_choose_anew, dispatch_uid="freshness.place")
