"""Reads the table of the register out of a workbook or a CSV file, without knowing what its rows mean."""

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as BrokenStream  # noqa: N812 - zlib names its exception in lower case

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from stories.errors import RegisterError
from stories.text.folding import fold

LEVELS = ("Перший рівень", "Другий рівень", "Третій рівень", "Четвертий рівень", "Додатковий рівень")
CATEGORY = "Категорія об’єкта"
NAME = "Назва об’єкта"
COLUMNS = (*LEVELS, CATEGORY, NAME)

# The register unpacks to 12 MB and has 31,749 rows and 7 columns: these bounds stop bombs, not growth.
_LARGEST_BYTES = 200 * 1024 * 1024
_MOST_ROWS = 200_000
_MOST_COLUMNS = 50
# What zipfile, the XML parsers and openpyxl raise, when opening and when reading, on a file that is broken.
_NOT_A_WORKBOOK = (
    BadZipFile, BrokenStream, InvalidFileException, ParseError, AttributeError, EOFError, LookupError,
    OSError, OverflowError, RuntimeError, TypeError, ValueError,
)  # fmt: skip


class TableRow(NamedTuple):
    """`number` counts from 1 as a spreadsheet shows it; `cells` has the text of each of COLUMNS, trimmed."""

    number: int
    cells: tuple[str, ...]


def read_table(path: Path) -> list[TableRow]:
    """Return the rows below the header, blank ones left out. Raises RegisterError for any other file."""
    if not path.is_file():
        raise RegisterError([f"{path.name}: there is no such file"])
    if path.suffix.lower() == ".xlsx":
        sheets = _workbook_sheets(path)
    elif path.suffix.lower() == ".csv":
        sheets = [_csv_rows(path)]
    else:
        raise RegisterError([f"{path.name}: the register is an .xlsx or a .csv file"])
    for rows in sheets:
        for position, row in enumerate(rows):
            titles = [fold(cell) for cell in row]
            if sum(fold(column) in titles for column in COLUMNS) > 1:
                return list(_rows_below(rows, header=position, titles=titles))
    raise RegisterError([f"{path.name}: no header row with «{CATEGORY}» and «{NAME}»"])


def _rows_below(rows: list[list[str]], *, header: int, titles: list[str]) -> Iterator[TableRow]:
    missing = [column for column in COLUMNS if fold(column) not in titles]
    if missing:
        raise RegisterError([f"row {header + 1}: no column «{column}»" for column in missing])
    places = [titles.index(fold(column)) for column in COLUMNS]
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        cells = tuple(row[place] if place < len(row) else "" for place in places)
        if any(cells):
            yield TableRow(number, cells)


def _workbook_sheets(path: Path) -> list[list[list[str]]]:
    try:
        with ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked <= _LARGEST_BYTES:
            # openpyxl parses with defusedxml where that is installed, and it is among our dependencies.
            with closing(load_workbook(path, read_only=True, data_only=True)) as workbook:
                return [_sheet_rows(sheet) for sheet in workbook.worksheets]
    except _NOT_A_WORKBOOK as error:
        # openpyxl wraps what it met into advice of several lines.
        reason = str(error.__cause__ or error).partition("\n")[0]
        raise RegisterError([f"{path.name}: not an .xlsx workbook that can be read ({reason})"]) from error
    raise RegisterError([f"{path.name}: the workbook unpacks to more than {_LARGEST_BYTES // 1024**2} MB"])


def _sheet_rows(sheet: Any) -> list[list[str]]:
    # Some programs write a wrong size into the sheet, and rows beyond it would be lost.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
    return _bounded(["" if cell is None else str(cell).strip() for cell in row] for row in rows)


def _csv_rows(path: Path) -> list[list[str]]:
    if path.stat().st_size > _LARGEST_BYTES:
        raise RegisterError([f"{path.name}: the file has more than {_LARGEST_BYTES // 1024**2} MB"])
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel under Ukrainian Windows saves CSV in the system's own encoding.
        text = content.decode("cp1251", errors="replace")
    delimiter = max(";,\t", key=text.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return _bounded([cell.strip() for cell in row] for row in lines)
    except csv.Error as error:
        raise RegisterError([f"{path.name}: not a CSV file that can be read ({error})"]) from error


def _bounded(rows: Iterator[list[str]]) -> list[list[str]]:
    kept = list(islice(rows, _MOST_ROWS + 1))
    if len(kept) > _MOST_ROWS:
        raise RegisterError([f"row {_MOST_ROWS + 1}: a register of more than {_MOST_ROWS} rows is not read"])
    return kept
