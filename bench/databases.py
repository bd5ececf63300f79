"""Databases to measure with, kept in `var/bench` between runs."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
BENCH_DIR = Path(os.environ.get("BENCH_DIR") or ROOT / "var" / "bench")
OWN_STORIES = 11
POSTGRES = "postgres://postgres@127.0.0.1/postgres"
# What a prepared database depends on: with any of these changed it is made anew.
_SOURCES = (
    "*/migrations/*.py", "bench/pages/**/*.py", "stories/data/**/*.toml", "stories/domain/sample_*.py",
    "stories/domain/search_index*.py", "stories/text/*.py",
)  # fmt: skip

Say = Callable[[str], None]


@dataclass(frozen=True)
class Database:
    """A prepared database: which engine, how many stories, where."""

    engine: str
    stories: int
    url: str

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "config.settings.bench",
            "BENCH_DIR": str(BENCH_DIR),
            "FRESHNESS_URL": str(BENCH_DIR / f"freshness-{self.engine}-{self.stories}"),
            "PAGE_CACHE_URL": str(BENCH_DIR / "pages"),
            "CONN_MAX_AGE": "60",
        }

    def manage(self, *arguments: str) -> str:
        """Run one of Django's commands and return what it printed."""
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env={**os.environ, **self.environment},
            check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return done.stdout


def postgres_address() -> str:
    """The address of a PostgreSQL server to measure with, "" where none answers."""
    named = os.environ.get("DATABASE_URL", "")
    address = os.environ.get("BENCH_POSTGRES") or (named if named.startswith("postgres") else POSTGRES)
    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.OperationalError:
        return ""
    return address


def sqlite_database(stories: int, *, say: Say) -> Database:
    """Prepare the SQLite database with so many stories, a copy of the one with the eleven filled up."""
    file = BENCH_DIR / f"{stories}.sqlite3"
    database = Database("SQLite", stories, f"sqlite:///{file}")
    mark = BENCH_DIR / f"{stories}.sqlite3.mark"
    if file.exists() and mark.exists() and mark.read_text() == _fingerprint():
        return database
    say(f"preparing SQLite with {stories:,} stories …")
    for leftover in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        leftover.unlink(missing_ok=True)
    BENCH_DIR.mkdir(parents=True, exist_ok=True)
    if stories > OWN_STORIES:
        shutil.copy(sqlite_database(OWN_STORIES, say=say).url.removeprefix("sqlite:///"), file)
    _fill(database)
    mark.write_text(_fingerprint())
    return database


def postgres_database(stories: int, *, address: str, say: Say) -> Database:
    """The same on PostgreSQL; the database's comment remembers what it was made from."""
    name = f"bench_{stories}"
    database = Database("PostgreSQL", stories, _beside(address, name))
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if found and found[0] == _fingerprint():
            return database
        say(f"preparing PostgreSQL with {stories:,} stories …")
        target = sql.Identifier(name)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(target))
        if stories > OWN_STORIES:
            postgres_database(OWN_STORIES, address=address, say=say)
            template = sql.Identifier(f"bench_{OWN_STORIES}")
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(target, template))
        else:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(target))
        _fill(database)
        comment = sql.SQL("COMMENT ON DATABASE {} IS {}").format(target, sql.Literal(_fingerprint()))
        connection.execute(comment)
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return database


def _beside(address: str, name: str) -> str:
    """The address of another database on the same server."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/{name}" + (f"?{parts.query}" if parts.query else "")


def _fill(database: Database) -> None:
    if database.stories > OWN_STORIES:
        database.manage("make_stories", str(database.stories - OWN_STORIES))
    else:
        database.manage("migrate", "--verbosity", "0")
        database.manage("load_communities")
        database.manage("load_stories")
        database.manage("add_bench_pages")
        database.manage("make_renditions")


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for pattern in _SOURCES:
        for path in sorted(ROOT.glob(pattern)) + sorted((ROOT / "site").glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
