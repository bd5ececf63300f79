"""Reads the tables of a file that somebody sent: a workbook, a CSV table or JSON, with bounds that stop bombs.

Nothing is calculated or executed here, and nothing is known of what the columns mean.
"""

import csv
import io
import json
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile
from zlib import error as BrokenStream  # noqa: N812 - zlib names its exception in lower case

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from stories.files.document_refusals import DocumentRefused
from stories.files.office_files import check_office_file
from stories.files.uploads import MEBIBYTE

MAX_BYTES: Final = 100 * MEBIBYTE
MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 300
_LONGEST_CELL: Final = 4 * MEBIBYTE
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BROKEN = (
    BadZipFile, BrokenStream, InvalidFileException, AttributeError, EOFError, LookupError, OSError, OverflowError,
    RuntimeError, SyntaxError, TypeError, ValueError,
)  # fmt: skip
_csv_limit = threading.Lock()


class TableRefused(ValueError):
    """The file cannot be read at all; the message says why and what to do."""


@dataclass(frozen=True)
class Formula:
    """A cell that is calculated; its text is what would be calculated."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows below a head; `rows` are pairs of the row's number, as a spreadsheet counts, and its values by column."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)


def read_tables(path: Path, *, marker: str, skip: Collection[str] = ()) -> list[Table]:
    """Return the tables of an .xlsx or a .csv, each with its head where one column is called `marker`.

    Sheets without such a head or named in `skip` are passed over, as are empty rows and rows whose first cell begins
    with "# "; a column whose title begins with "#" or is empty is left out. Raises TableRefused.
    """
    content = _content(path)
    kind = _kind(path, content)
    if kind == "xlsx":
        return _workbook_tables(content, marker, skip)
    return list(_tables([("", _csv_rows(content))], marker))


def read_json(path: Path) -> Any:
    """Return what the JSON file holds, decimal numbers exactly as written. Raises TableRefused."""
    text = _decoded(_content(path))
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except RecursionError:
        raise TableRefused(_("The file nests lists and objects too deeply.")) from None
    except ValueError as fault:
        place = f"{fault.lineno}:{fault.colno}" if isinstance(fault, json.JSONDecodeError) else "?"
        raise TableRefused(_("This is no JSON: line and character %(place)s.") % {"place": place}) from fault


def kind_of(path: Path) -> str:
    """Return xlsx, csv or json by the file's name. Raises TableRefused for any other."""
    kind = path.suffix.lower().removeprefix(".")
    if kind == "xls":
        raise TableRefused(_("This is an old Excel file (.xls). Open it and save it as .xlsx."))
    if kind not in ("xlsx", "csv", "json"):
        raise TableRefused(_("A file ending in .xlsx, .csv or .json is wanted."))
    return kind


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as fault:
        raise TableRefused(
            _("The file cannot be opened: %(reason)s.") % {"reason": fault.strerror}
        ) from fault
    if len(content) > MAX_BYTES:
        raise TableRefused(
            _("The file is larger than %(megabytes)s MB.") % {"megabytes": MAX_BYTES // MEBIBYTE}
        )
    if not content.strip():
        raise TableRefused(_("The file is empty."))
    return content


def _kind(path: Path, content: bytes) -> str:
    kind = kind_of(path)
    if content.startswith(_OLD_OFFICE):
        raise TableRefused(
            _(
                "By its content this is an old Excel file or one with a password. Save it as .xlsx without a password."
            )
        )
    if (kind == "xlsx") != content.startswith(_ZIP):
        raise TableRefused(
            _(
                "The name ends in .%(kind)s, but the content is something else. Save the file anew in that form."
            )
            % {"kind": kind}
        )
    return kind


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as fault:
            raise TableRefused(_("The file begins as UTF-16, but isn't.")) from fault
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise TableRefused(
            _(
                "The file is not in UTF-8 (line %(line)s); it looks like %(encoding)s. Save it anew: in Excel as “CSV UTF-8”."
            )
            % {"line": line, "encoding": _likely_encoding(content)}
        ) from fault


def _likely_encoding(content: bytes) -> str:
    """Ukrainian words in the three old encodings have their small letters in different ranges."""
    high = [byte for byte in content[:100_000] if byte > 0x7F]  # noqa: PLR2004 - the end of ASCII
    ranges = {"Windows-1251": range(0xE0, 0x100), "KOI8-U": range(0xC0, 0xE0), "IBM 866": range(0xA0, 0xB0)}
    return max(ranges, key=lambda name: sum(byte in ranges[name] for byte in high))


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _csv_rows(content: bytes) -> Iterator[list[Any]]:
    text = _decoded(content)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    # The limit is the whole process's, so it is held only while the rows are read: whoever stops in the middle of them
    # would keep everybody else waiting.
    with _csv_limit:
        usual = csv.field_size_limit(_LONGEST_CELL)
        try:
            rows = list(_bounded(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)))
        except csv.Error as fault:
            raise TableRefused(_("This is no CSV table: %(reason)s.") % {"reason": fault}) from fault
        finally:
            csv.field_size_limit(usual)
    for row in rows:
        yield [Formula(cell) if cell.startswith("=") else cell for cell in row]


def _workbook_tables(content: bytes, marker: str, skip: Collection[str]) -> list[Table]:
    _check_workbook(content)
    try:
        # openpyxl parses with defusedxml where that is installed, and it is among our dependencies.
        with closing(load_workbook(io.BytesIO(content), read_only=True, data_only=False)) as workbook:
            sheets = [sheet for sheet in workbook.worksheets if sheet.title not in skip]
            return list(_tables(((sheet.title, _sheet_rows(sheet)) for sheet in sheets), marker))
    except TableRefused:
        raise
    except _BROKEN as fault:
        raise TableRefused(_("The workbook is damaged. Open it, save a copy and import the copy.")) from fault


def _check_workbook(content: bytes) -> None:
    try:
        kind = check_office_file(content)
    except DocumentRefused as refusal:
        if refusal.code == "too_much_inside":
            raise TableRefused(
                _("The workbook unpacks to far more than a table should. Save a copy and import the copy.")
            ) from refusal
        raise TableRefused(" ".join(refusal.messages)) from refusal
    if kind != "xlsx":
        raise TableRefused(_("This is no Excel workbook, though its name says so."))


def _sheet_rows(sheet: Any) -> Iterator[list[Any]]:
    # Some programs write a wrong size into the sheet, and rows beyond it would be lost.
    sheet.reset_dimensions()
    return _bounded([_cell(cell) for cell in row] for row in sheet.iter_rows(max_col=MAX_COLUMNS))


def _cell(cell: Any) -> Any:
    return Formula(str(cell.value)) if cell.data_type == "f" else cell.value


def _bounded(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    for number, row in enumerate(rows, start=1):
        if number > MAX_ROWS:
            raise TableRefused(_("The table has more than %(rows)s rows.") % {"rows": MAX_ROWS})
        yield row[:MAX_COLUMNS]


def _tables(sheets: Iterable[tuple[str, Iterator[list[Any]]]], marker: str) -> Iterator[Table]:
    for name, rows in sheets:
        table: Table | None = None
        for number, row in enumerate(rows, start=1):
            if table is None:
                titles = tuple(str(cell).strip() if cell is not None else "" for cell in row)
                if marker in titles:
                    _refuse_doubles(titles)
                    table = Table(name, titles)
            elif any(cell not in (None, "") for cell in row) and not _is_note(row):
                values = zip(table.columns, row, strict=False)
                table.rows.append((number, {column: value for column, value in values if _is_read(column)}))
        if table is not None:
            yield table


def _is_read(title: str) -> bool:
    return bool(title) and not title.startswith("#")


def _is_note(row: list[Any]) -> bool:
    return isinstance(row[0], str) and row[0].startswith("# ")


def _refuse_doubles(titles: tuple[str, ...]) -> None:
    read = [title for title in titles if _is_read(title)]
    twice = sorted({title for title in read if read.count(title) > 1})
    if twice:
        raise TableRefused(_("These columns stand twice: %(columns)s.") % {"columns": ", ".join(twice)})
