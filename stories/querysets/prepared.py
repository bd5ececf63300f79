"""Queries that Django writes out once and the process asks again and again with other values.

Building a query from a queryset takes Django several times as long as the database takes to answer it. The pages that
everybody reads ask the same few questions each time; only a key or a slug differs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators

# What stands in the written query for the numbers and the texts that come later.
_FIRST_NUMBER = -7_000_001
_TEXT = "\x01later {}"
# Lists are asked for in these lengths: a shorter one repeats its last member, which changes no answer to "in".
_LENGTHS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 36, 48, 72, 96, 144, 192)


@dataclass(frozen=True)
class _Later:
    """A parameter that is given when the query is asked: its name, and its place in a list."""

    name: str
    place: int | None = None


@dataclass(frozen=True)
class _Plan:
    """A written query: its text, its parameters, and what makes objects of its rows."""

    sql: str
    parameters: tuple[Any, ...]
    converters: tuple[tuple[int, tuple[Sequence[Callable[..., Any]], Any]], ...]
    make: Callable[[Sequence[Any]], Any]


class Prepared:
    """A question whose answer depends on a few values.

    `build` makes the queryset from numbers, texts or lists of numbers, given by name. Lists are for "in" alone, and no
    text may be changed on its way into the query, as `startswith` changes it. Prefetches are not made.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._plans: dict[tuple[Any, ...], _Plan] = {}

    def rows(self, **values: int | str | Sequence[int]) -> list[Any]:
        """The answer: model instances, or tuples where the queryset asks for values."""
        asked = {
            name: value if isinstance(value, (int, str)) else _padded(value) for name, value in values.items()
        }
        if any(value == () for value in asked.values()):
            return []
        connection = connections[DEFAULT_DB_ALIAS]
        plan = self._plan(connection.vendor, asked)
        parameters = [_value(asked, each) if isinstance(each, _Later) else each for each in plan.parameters]
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, parameters)
            found = cursor.fetchall()
        if plan.converters:
            found = [_converted(row, plan, connection) for row in found]
        return [plan.make(row) for row in found]

    def _plan(self, vendor: str, asked: dict[str, Any]) -> _Plan:
        shape = tuple(
            (name, len(value) if isinstance(value, tuple) else type(value)) for name, value in asked.items()
        )
        if (vendor, shape) not in self._plans:
            self._plans[vendor, shape] = _write(self._build, asked)
        return self._plans[vendor, shape]


def _padded(values: Sequence[int]) -> tuple[int, ...]:
    """The list in one of the usual lengths, so that few queries are written."""
    given = tuple(values)
    length = next((length for length in _LENGTHS if length >= len(given)), len(given)) if given else 0
    return given + given[-1:] * (length - len(given))


def _value(asked: dict[str, Any], later: _Later) -> int | str:
    value: Any = asked[later.name]
    found: int | str = value if later.place is None else value[later.place]
    return found


def _write(build: Callable[..., QuerySet[Any, Any]], asked: dict[str, Any]) -> _Plan:
    """Have Django write the query with marks in the place of the values."""
    marks: dict[Any, _Later] = {}
    stand_ins: dict[str, Any] = {}
    for name, value in asked.items():
        if isinstance(value, tuple):
            stand_ins[name] = [_mark(marks, _Later(name, place), int) for place in range(len(value))]
        else:
            stand_ins[name] = _mark(marks, _Later(name), type(value))
    queryset = build(**stand_ins)
    compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    columns = [column for column, *_rest in compiler.select[: compiler.col_count]]
    return _Plan(
        sql=sql,
        parameters=tuple(
            marks.get(each, each) if isinstance(each, (int, str)) else each for each in parameters
        ),
        converters=tuple(compiler.get_converters(columns).items()),
        make=_maker(compiler) if issubclass(queryset._iterable_class, ModelIterable) else tuple,  # noqa: SLF001
    )


def _mark(marks: dict[Any, _Later], later: _Later, kind: type) -> int | str:
    mark: int | str = _FIRST_NUMBER - len(marks) if kind is int else _TEXT.format(later.name)
    marks[mark] = later
    return mark


def _maker(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What Django's own iteration over a queryset does for each row, `select_related` included."""
    info, select = compiler.klass_info, compiler.select
    model, start, end = info["model"], info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, *_rest in select[start:end]]
    populators = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg] # of Django 6.1

    def make(row: Sequence[Any]) -> Any:
        found = model.from_db(DEFAULT_DB_ALIAS, names, row[start:end])
        for populator in populators:
            populator.populate(row, found)
        return found

    return make


def _converted(row: Sequence[Any], plan: _Plan, connection: Any) -> list[Any]:
    values = list(row)
    for place, (functions, column) in plan.converters:
        for function in functions:
            values[place] = function(values[place], column, connection)
    return values
