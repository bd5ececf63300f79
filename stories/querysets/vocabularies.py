"""Small tables whose rows nearly every page shows, kept in the process until they are written to."""

from collections.abc import Iterable
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from freshness.versions import token

RowT = TypeVar("RowT", bound=models.Model)

_kept: dict[str, tuple[str, dict[int, models.Model]]] = {}


class _Rows(dict[int, RowT]):
    """Rows by their keys. One that was added since they were read, say by another process just now, is read by itself."""

    def __init__(self, model: type[RowT], rows: Iterable[RowT]) -> None:
        super().__init__((row.pk, row) for row in rows)
        self._model = model

    def __missing__(self, key: int) -> RowT:
        try:
            return self._model._default_manager.get(pk=key)
        except ObjectDoesNotExist:
            raise KeyError(key) from None


def vocabulary(model: type[RowT]) -> dict[int, RowT]:
    """All rows of a small table by their keys. They are shared by all readers: nobody may change or save them."""
    table = model._meta.db_table
    version = token(table)
    known = _kept.get(table)
    if version is not None and known is not None and known[0] == version:
        return known[1]  # type: ignore[return-value] # kept under the model's own table
    rows = _Rows(model, model._default_manager.all())
    if version is not None:
        _kept[table] = (version, rows)  # type: ignore[assignment] # kept under the model's own table
    return rows
