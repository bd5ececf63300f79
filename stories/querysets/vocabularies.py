"""Small tables whose rows nearly every page shows, kept in the process until they are written to."""

from typing import TypeVar

from django.db import models

from freshness.versions import token

RowT = TypeVar("RowT", bound=models.Model)

_kept: dict[str, tuple[str, dict[int, models.Model]]] = {}


def vocabulary(model: type[RowT]) -> dict[int, RowT]:
    """All rows of a small table by their keys. They are shared by all readers: nobody may change or save them."""
    table = model._meta.db_table
    version = token(table)
    known = _kept.get(table)
    if version is not None and known is not None and known[0] == version:
        return known[1]  # type: ignore[return-value] # kept under the model's own table
    rows = {row.pk: row for row in model._default_manager.all()}
    if version is not None:
        _kept[table] = (version, dict(rows))
    return rows
