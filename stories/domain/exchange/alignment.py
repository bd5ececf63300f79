"""Puts the rows that a story has in each language side by side, so that a fact stands once."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from stories.domain.exchange.columns import LANGUAGES, Rows


class Row(NamedTuple):
    """A row of one language: the id that its translation shares, and its values without a language in their names."""

    id: str
    values: Mapping[str, Any]


def side_by_side(told: Mapping[str, Sequence[Row]], *, rows: Rows) -> list[dict[str, Any]]:
    """Merge the rows of the languages into rows that hold both.

    Rows are the same if they share their id and their facts; where no id is shared at all, the facts alone decide. A
    row that only one language has stays by itself, in its place. The order of either language is kept.
    """
    first, second = (list(told.get(language, ())) for language in LANGUAGES)
    shares_ids = bool({row.id for row in first} & {row.id for row in second})
    ours, theirs = ([_key(row, rows, with_id=shares_ids) for row in side] for side in (first, second))
    if ours == theirs:
        return [_merged(rows, one, other) for one, other in zip(first, second, strict=True)]
    merged: list[dict[str, Any]] = []
    for kind, a, b, c, d in SequenceMatcher(a=ours, b=theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            merged += [_merged(rows, one, other) for one, other in zip(first[a:b], second[c:d], strict=True)]
        else:
            merged += [_merged(rows, one, None) for one in first[a:b]]
            merged += [_merged(rows, None, other) for other in second[c:d]]
    return merged


def _key(row: Row, rows: Rows, *, with_id: bool) -> tuple[str, ...]:
    facts = [str(row.values.get(name)) for name in rows.facts]
    return (row.id, *facts) if with_id else tuple(facts)


def _merged(rows: Rows, first: Row | None, second: Row | None) -> dict[str, Any]:
    sides = dict(zip(LANGUAGES, (first, second), strict=True))
    whole = first or second
    merged: dict[str, Any] = {}
    for column in rows.columns:
        side = sides[column.language] if column.language else whole
        merged[column.name] = side.values.get(column.base) if side else None
    return merged
