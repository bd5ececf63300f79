"""Rows kept aside and put back as the database holds them, without making each anew through the models."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction


@dataclass(frozen=True)
class Rows:
    """All rows of one table."""

    table: str
    columns: tuple
    values: tuple


def rows_of(tables):
    """What stands in the tables now; empty ones are left out."""
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            values = tuple(cursor.fetchall())
            if values:
                found.append(
                    Rows(
                        table,
                        tuple(
                            column.name if hasattr(column, "name") else column[0]
                            for column in cursor.description
                        ),
                        values,
                    )
                )
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


def rows_of_migrations():
    """Everything in the database."""
    return rows_of(_tables())


def put_back(kept):
    """Empty the database and bring these rows into it."""
    ContentType.objects.clear_cache()
    with transaction.atomic(), connection.constraint_checks_disabled():
        with connection.cursor() as cursor:
            for table in _tables():
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        put_in(kept)
    ContentType.objects.clear_cache()


def _models():
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _tables():
    return list(dict.fromkeys(model._meta.db_table for model in _models()))
