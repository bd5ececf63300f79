"""A migrated database, made once: 240 migrations take most of a minute, so other processes of a run get a copy.

SQLite's is kept in a file for later runs too, until any line of the code or any installed package is another one.
"""

import fcntl
import os
import sqlite3
from contextlib import closing
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "tests"
SOURCES = ("site/accounts", "site/config", "site/freshness", "stories", "contest")


def kept_file():
    """Where a migrated SQLite database of this code lies, if one has been made."""
    return KEPT / f"migrated-{_fingerprint()[:16]}.sqlite3"


def _fingerprint():
    seen = sha256()
    for name in sorted({f"{each.name}=={each.version}" for each in metadata.distributions()}):
        seen.update(name.encode())
    for folder in SOURCES:
        for file in sorted((ROOT / folder).rglob("*.py")):
            seen.update(file.read_bytes())
    return seen.hexdigest()


class _Copies:
    """`begin` before a process makes its test database, `finish` after that, `end` with the run.

    The first process migrates under a lock; the others wait for it and take a copy.
    """

    def __init__(self, folder, file):
        folder.mkdir(parents=True, exist_ok=True)
        self.file, self._lock = file, (folder / "migrated.lock").open("w")

    def begin(self):
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.is_there = self.file.exists()
        if self.is_there:
            connection.settings_dict["TEST"].update(self.choice)

    def finish(self):
        self.take() if self.is_there else self.keep()
        # Numbers of content types are those of the copy now.
        ContentType.objects.clear_cache()
        fcntl.flock(self._lock, fcntl.LOCK_UN)

    def end(self):
        self._lock.close()


class SqliteCopies(_Copies):
    """Copies of a file."""

    choice = {"MIGRATE": False}

    def __init__(self):
        super().__init__(KEPT, kept_file())

    def take(self):
        with closing(sqlite3.connect(self.file)) as kept:
            kept.backup(connection.connection)

    def keep(self):
        for old in KEPT.glob("migrated-*"):
            old.unlink()
        unfinished = self.file.with_suffix(".part")
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.connection.backup(copy)
        unfinished.rename(self.file)


class PostgresCopies(_Copies):
    """Copies of a database of this run's, which goes with it."""

    def __init__(self, shared):
        super().__init__(shared, shared / "migrated")
        self._name = f"migrated_{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
        self.choice = {"TEMPLATE": self._name}

    def take(self):
        """The server has made the copy."""

    def keep(self):
        made = connection.settings_dict["NAME"]
        connection.close()
        self._execute(f'CREATE DATABASE "{self._name}" TEMPLATE "{made}"')
        self.file.touch()

    def end(self):
        if not self.is_there:
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            self.file.unlink()
            self._execute(f'DROP DATABASE "{self._name}"')
        super().end()

    @staticmethod
    def _execute(statement):
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)


def copies(shared):
    """Return what spares this process the migrations. `shared` is a folder that all processes of the run see."""
    return SqliteCopies() if connection.vendor == "sqlite" else PostgresCopies(shared)
