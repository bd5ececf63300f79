"""Writes the chosen stories as JSON and CSV, piece by piece, so that ten thousand take no more memory than ten."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Any

from stories.domain.exchange.columns import Rows
from stories.domain.exchange.story_columns import STORY_COLUMNS
from stories.text.cells import protect

BOM = "\ufeff"
_PIECE = 50
Record = dict[str, Any]


def json_pieces(records: Iterable[Record], *, about: dict[str, Any]) -> Iterator[bytes]:
    """Yield one JSON object: what `about` says, then `stories`, an array with a line for each."""
    head = json.dumps(about, ensure_ascii=False, indent=2)
    yield f'{head[:-2]},\n  "stories": ['.encode()
    separator = "\n"
    for batch in _batches(records):
        lines = [json.dumps(to_json(record), ensure_ascii=False, separators=(",", ":")) for record in batch]
        yield (separator + ",\n".join(lines)).encode()
        separator = ",\n"
    yield b"\n]}\n"


def to_json(record: Record) -> Record:
    """The record as it stands in the JSON file."""
    return {column.name: column.kind.to_json(record[column.name]) for column in STORY_COLUMNS}


def csv_pieces(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield a table after RFC 4180 in UTF-8 that Excel opens; the lists inside a story are JSON in their cell.

    Text that a spreadsheet might calculate has an apostrophe before it.
    """
    yield (BOM + _lines([[column.name for column in STORY_COLUMNS]])).encode()
    for batch in _batches(records):
        yield _lines(
            [[_csv_cell(column.kind, record[column.name]) for column in STORY_COLUMNS] for record in batch]
        ).encode()


def _csv_cell(kind: Any, value: Any) -> str:
    if isinstance(kind, Rows):
        rows = kind.to_json(value)
        return json.dumps(rows, ensure_ascii=False) if rows else ""
    written = kind.to_cell(value)
    if written is None:
        return ""
    if isinstance(written, bool):
        return "true" if written else "false"
    return protect(written) if isinstance(written, str) else str(written)


def _lines(rows: Sequence[Sequence[str]]) -> str:
    stream = StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL).writerows(rows)
    return stream.getvalue()


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    remaining = iter(records)
    while batch := list(islice(remaining, _PIECE)):
        yield batch
