"""Databases to measure with, kept in `var/bench` between runs."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
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
    "stories/domain/search_index*.py", "stories/text/*.py", "contest/domain/sample_*.py", "contest/data/*.toml",
)  # fmt: skip

Say = Callable[[str], None]


@dataclass(frozen=True)
class Database:
    """A prepared database: which engine, how many stories, where."""

    engine: str
    stories: int
    url: str
    # What it is for, where pages of stories are not all that is measured with it.
    purpose: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "config.settings.bench",
            "BENCH_DIR": str(BENCH_DIR),
            "FRESHNESS_URL": str(BENCH_DIR / f"freshness-{self.engine}-{self.stories}{self.purpose}"),
            "PAGE_CACHE_URL": str(BENCH_DIR / "pages"),
            "CONN_MAX_AGE": "60",
        }

    def manage(self, *arguments: str, settings: Mapping[str, str] | None = None) -> str:
        """Run one of Django's commands, with these settings in its environment too, and return what it printed."""
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env={**os.environ, **self.environment, **(settings or {})},
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
        if _comment(connection, name) == _fingerprint():
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


def with_applications(
    own: Database, number: int, *, drafts: bool, address: str, say: Say
) -> Database:  # fmt: skip
    """A database for one run: a copy of the eleven stories' one with so many invented applications to its call.

    One with the applications is kept too, so that the next run only has to copy it.
    """
    purpose = f"{'drafts' if drafts else 'desk'}_{number}"
    kept = _copy(own, purpose, address=address, anew=False)
    if kept is None:
        say(f"preparing {own.engine} with {number:,} applications …")
        kept = _copy(own, purpose, address=address, anew=True)
        assert kept is not None  # noqa: S101 - a copy made anew is there
        kept.manage("bench_applicants", "--only-call")
        kept.manage("make_applications", str(number), *(["--drafts"] if drafts else []))
        _keep(kept)
    if not drafts:
        return kept
    run = _copy(kept, "run", address=address, anew=True)
    assert run is not None  # noqa: S101 - the same
    return run


def with_judging(own: Database, entries: int, *, address: str, say: Say) -> Database:
    """A database in which ten jurors read so many invented applications; kept for the next run."""
    purpose = f"judging_{entries}"
    kept = _copy(own, purpose, address=address, anew=False)
    if kept is None:
        desk = with_applications(own, entries, drafts=False, address=address, say=say)
        say(f"preparing {own.engine} with jurors of {entries:,} applications …")
        kept = _copy(desk, purpose, address=address, anew=True)
        assert kept is not None  # noqa: S101 - a copy made anew is there
        kept.manage("bench_judging")
        _keep(kept)
    return kept


def _copy(source: Database, purpose: str, *, address: str, anew: bool) -> Database | None:
    """The copy that was kept under this purpose, or None; with `anew` a fresh one."""
    if source.engine == "SQLite":
        file = BENCH_DIR / f"{purpose}.sqlite3"
        copy = replace(source, url=f"sqlite:///{file}", purpose=f"-{purpose}")
        mark = file.with_name(f"{file.name}.mark")
        if not anew:
            return copy if mark.exists() and mark.read_text() == _fingerprint() else None
        for leftover in BENCH_DIR.glob(f"{file.name}*"):
            leftover.unlink()
        # Not the file alone: what was written last may still stand beside it.
        with sqlite3.connect(source.url.removeprefix("sqlite:///")) as connection:
            connection.execute("VACUUM INTO ?", [str(file)])
        return copy
    name = f"bench_{purpose}"
    with psycopg.connect(address, autocommit=True) as connection:
        if not anew:
            kept = replace(source, url=_beside(address, name), purpose=f"-{purpose}")
            return kept if _comment(connection, name) == _fingerprint() else None
        template = urlsplit(source.url).path.removeprefix("/")
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    return replace(source, url=_beside(address, name), purpose=f"-{purpose}")


def _keep(database: Database) -> None:
    """Mark the database as ready."""
    if database.engine == "SQLite":
        Path(f"{database.url.removeprefix('sqlite:///')}.mark").write_text(_fingerprint())
        return
    name = urlsplit(database.url).path.removeprefix("/")
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(_fingerprint()))
        )


def _comment(connection: psycopg.Connection, name: str) -> str | None:
    found = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    return found[0] if found else None


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
