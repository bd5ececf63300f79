"""Watches the statements of every database connection: which tables they read, which they write.

A write counts when it is committed. Until then it is remembered on its connection, so that this thread alone knows of
it; a rollback leaves nothing behind.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from freshness import reads
from freshness.place import store
from freshness.statements import EVERYTHING, NOTHING, Write, understand

_known: frozenset[str] = frozenset()


def know_tables(tables: Iterable[str]) -> None:
    """Name the tables of the site."""
    global _known  # noqa: PLW0603 - set once, when all models are there
    _known = frozenset(tables)


class Watch:
    """Stands around every statement of one connection, and around its commit and rollback."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.written: set[str] = set()
        self.unseen: frozenset[str] = frozenset()
        self._write = 0
        self._commit, self._rollback = connection.commit, connection.rollback
        # Not on_commit(): a hook of somebody else's that fails would keep the ones after it from running.
        connection.commit = self.commit  # type: ignore[method-assign]
        connection.rollback = self.rollback  # type: ignore[method-assign]

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]  # noqa: FBT001
    ) -> Any:  # fmt: skip
        statement = understand(_text(sql), _known)
        if statement is NOTHING:
            return execute(sql, params, many, context)
        reads.note_all(statement.reads)
        tables = {write.table for write in statement.writes if not is_quiet(write)} - self.unseen
        if not tables:
            return execute(sql, params, many, context)
        self._begin(tables)
        try:
            return execute(sql, params, many, context)
        finally:
            # A failed statement may have been carried out all the same, if only its answer was lost.
            if not self.is_in_transaction:
                self._tell()

    @property
    def is_in_transaction(self) -> bool:
        return self.connection.in_atomic_block or not self.connection.autocommit

    def commit(self) -> None:
        if self.connection.in_atomic_block:
            # Refused, because the block around it commits by itself.
            self._commit()
            return
        try:
            self._commit()
        finally:
            self._tell()

    def rollback(self) -> None:
        if self.connection.in_atomic_block:
            self._rollback()
            return
        try:
            self._rollback()
        finally:
            self._end(())

    def lose(self) -> None:
        """The connection was made anew: what became of the last transaction nobody knows."""
        self._tell()

    def _begin(self, tables: set[str]) -> None:
        if not self.written:
            self._write = store().begin_write()
        self.written |= tables

    def _tell(self) -> None:
        if self.written:
            self._end(self.written)

    def _end(self, tables: Iterable[str]) -> None:
        if self.written:
            told, self.written = tuple(tables), set()
            store().end_write(self._write, tables=told)


def _text(sql: Any) -> str:
    if isinstance(sql, str):
        return sql
    # psycopg's composed statements; anything else counts as a write to every table.
    return sql.as_string(None) if hasattr(sql, "as_string") else str(sql)


def is_quiet(write: Write) -> bool:
    """Whether a change is bookkeeping that no reader can see: what an editor's draft leaves on a published page."""
    quiet = settings.FRESHNESS_QUIET_COLUMNS.get(write.table)
    return quiet is not None and write.columns is not None and write.columns <= quiet


@contextmanager
def unseen(tables: Iterable[str]) -> Iterator[None]:
    """Make nothing stale that was made from these tables, whatever is written to them inside the block.

    Whoever uses it vouches that no reader can see these changes: that they are of rows which every page leaves out,
    before and after.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    watch = watch_of(connection)
    if watch is None:
        yield
        return
    before = watch.unseen
    watch.unseen = before | {table.lower() for table in tables}
    try:
        yield
    finally:
        watch.unseen = before


def watch_connection(connection: BaseDatabaseWrapper) -> None:
    """Watch a connection from now on; a second call does nothing."""
    if watch_of(connection) is None:
        # First, because whoever adds a wrapper for a while takes the last one away again.
        connection.execute_wrappers.insert(0, Watch(connection))


def watch_new_connection(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """Handle `connection_created`, which is sent for every reconnection too."""
    watch = watch_of(connection)
    if watch is None:
        watch_connection(connection)
    else:
        watch.lose()


def watch_of(connection: BaseDatabaseWrapper) -> Watch | None:
    """The watch that stands around a connection."""
    return next((wrapper for wrapper in connection.execute_wrappers if isinstance(wrapper, Watch)), None)


def has_written(tables: Iterable[str] = ()) -> bool:
    """Whether this thread is in a transaction that has written to one of the tables; without tables, to any."""
    for connection in connections.all(initialized_only=True):
        watch = watch_of(connection)
        if watch is None or not watch.written or not watch.is_in_transaction:
            continue
        if not tables or EVERYTHING in watch.written or not watch.written.isdisjoint(map(str.lower, tables)):
            return True
    return False
