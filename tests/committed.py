"""Rows kept aside and put back as the database holds them, without making each anew through the models."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction

from contest.models import ProtocolEvent


@dataclass(frozen=True)
class Rows:
    """All rows of one table."""

    table: str
    columns: tuple
    values: tuple


def rows_of(tables):
    """What stands in the tables now; empty ones are left out, and so are columns that the database fills by itself."""
    columns = {
        model._meta.db_table: tuple(field.column for field in model._meta.local_concrete_fields)
        for model in _models()
    }
    quote = connection.ops.quote_name
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT {', '.join(map(quote, columns[table]))} FROM {quote(table)}")
            if values := tuple(cursor.fetchall()):
                found.append(Rows(table, columns[table], values))
    return tuple(found)


def put_in(kept):
    """Add the rows as they were."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for rows in kept:
            columns = ", ".join(quote(column) for column in rows.columns)
            marks = ", ".join(["%s"] * len(rows.columns))
            cursor.executemany(f"INSERT INTO {quote(rows.table)} ({columns}) VALUES ({marks})", rows.values)
    go_on_counting(rows.table for rows in kept)


def go_on_counting(tables):
    """Let new rows be numbered after those that are there."""
    tables = set(tables)
    models = [model for model in _models() if model._meta.db_table in tables]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)


def all_rows():
    """Everything in the database."""
    return rows_of(_tables())


def put_back(kept):
    """Empty the database and bring these rows into it."""
    ContentType.objects.clear_cache()
    with transaction.atomic(), connection.constraint_checks_disabled():
        with _protocol_deletable(), connection.cursor() as cursor:
            for table in _tables():
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        put_in(kept)
    ContentType.objects.clear_cache()


@contextmanager
def _protocol_deletable():
    """Lift the triggers that keep the protocol of judging from being deleted, where a test has written one."""
    table = ProtocolEvent._meta.db_table
    if not ProtocolEvent.objects.exists():
        yield
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
            )
            kept = cursor.fetchall()
            off, on = [f"DROP TRIGGER {name}" for name, _sql in kept], [sql for _name, sql in kept]
        else:
            off, on = ([f"ALTER TABLE {table} {what} TRIGGER USER"] for what in ("DISABLE", "ENABLE"))
        for statement in off:
            cursor.execute(statement)
        yield
        for statement in on:
            cursor.execute(statement)


def _models():
    """Those with a table of rows: full-text tables of SQLite are kept in step by triggers."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.db_table.endswith("_fts")
    ]


def _tables():
    return list(dict.fromkeys(model._meta.db_table for model in _models()))
