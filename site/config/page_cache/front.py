"""Tells an nginx in front when the pages that it keeps are out of date.

nginx keeps pages under a key that holds the real path of `current`, a symbolic link in the folder of
`PAGE_CACHE_FRONT`. When a table that kept pages were made from is written, the link is moved to a new folder, and from that
moment nothing that nginx keeps is found any more. It cannot be half done, and nginx need not be told.
"""

import logging
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from config.page_cache.entries import Entry, Headers
from freshness.place import store
from freshness.statements import EVERYTHING

log = logging.getLogger(__name__)

CURRENT = "current"
_TABLES = "tables"
_GENERATIONS_KEPT = 3


class Front:
    """The folder that nginx looks at; without one, nothing is done."""

    def __init__(self) -> None:
        self.folder = Path(settings.PAGE_CACHE_FRONT) if settings.PAGE_CACHE_FRONT else None
        self._marked: set[str] = set()

    def headers(self, entry: Entry) -> Headers:
        """What tells nginx how long it may keep a page.

        The tables are marked first and looked at afterwards: a write that this look misses finds them marked. nginx has
        chosen its key before the page was asked for, so a page of yesterday never stands under the key of today.
        """
        if self.folder is None or not self._mark(entry.tables):
            return []
        if store().token(entry.tables) != entry.token:
            return []
        seconds = int(entry.expires - time.time())
        return [("X-Accel-Expires", str(seconds))] if seconds > 0 else []

    def swing(self) -> None:
        """Make everything that nginx keeps unfindable."""
        if self.folder is None:
            return
        name = f"{time.time_ns():x}-{secrets.token_hex(4)}"
        (self.folder / name).mkdir(mode=0o755, parents=True)
        draft = self.folder / f".{name}"
        draft.symlink_to(name)
        draft.replace(self.folder / CURRENT)
        for old in sorted(self.folder.glob("*-*"))[:-_GENERATIONS_KEPT]:
            with suppress(OSError):
                old.rmdir()

    def is_public(self, tables: frozenset[str]) -> bool:
        """Whether any page that nginx may keep was made from one of these tables."""
        if self.folder is None:
            return False
        return EVERYTHING in tables or any((self.folder / _TABLES / table).exists() for table in tables)

    def _mark(self, tables: tuple[str, ...]) -> bool:
        if self.folder is None or not os.path.lexists(self.folder / CURRENT):
            return False
        new = set(tables) - self._marked
        try:
            for table in new:
                (self.folder / _TABLES).mkdir(mode=0o755, exist_ok=True)
                (self.folder / _TABLES / table).touch()
        except OSError:
            log.exception("nginx may keep nothing: %s cannot be written", self.folder)
            return False
        self._marked |= new
        return True


def swing_if_public(tables: frozenset[str]) -> None:
    """Hear which tables were written, in whatever process that happened."""
    front = Front()
    if front.is_public(tables):
        front.swing()
