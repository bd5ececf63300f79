"""Writes the chosen stories as a workbook: a sheet of stories, one for each list inside them, one of definitions."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from tempfile import NamedTemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from stories.domain.exchange.columns import Column
from stories.domain.exchange.definitions import definition_rows
from stories.domain.exchange.story_columns import FLAT_COLUMNS, LISTS
from stories.text.cells import is_error, is_risky, unprotect

STORIES, CONTINUED, DEFINITIONS, LISTED = "stories", "continued", "definitions", "lists"
CONTINUED_COLUMNS = ("sheet", "key", "number", "column", "text")
# What one cell of a workbook can hold, counted as Excel counts; a longer text goes on in the sheet `continued`.
LONGEST_CELL = 32_767
_PIECE = 16_000
_WIDTH, _WIDE = 18, 46
_HEAD_FONT, _HEAD_FILL = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E8C")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_workbook(records: Iterable[dict[str, Any]], *, language: str) -> IO[bytes]:
    """Write the workbook into a temporary file and return it, rewound; it vanishes when it is closed.

    No text becomes a formula. Rows go to disk as they come, so memory doesn't grow with the number of stories.
    """
    workbook = Workbook(write_only=True)
    writer = _Writer(workbook)
    for record in records:
        writer.add(record)
    add_definitions(workbook, language=language)
    file = NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 - whoever asked for the workbook closes it
    workbook.save(file)
    file.seek(0)
    return file


class _Writer:
    """Adds stories to the sheets of a workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self.stories = add_sheet(workbook, STORIES, FLAT_COLUMNS)
        self.lists = {column.name: add_sheet(workbook, column.name, list_columns(column)) for column in LISTS}
        self.continued = workbook.create_sheet(CONTINUED)
        self.continued.append([head_cell(self.continued, name) for name in CONTINUED_COLUMNS])

    def add(self, record: dict[str, Any]) -> None:
        key = record["key"]
        self.stories.append(list(self._cells(self.stories, FLAT_COLUMNS, record, key=key)))
        for column in LISTS:
            sheet = self.lists[column.name]
            for number, row in enumerate(record[column.name] or (), start=1):
                cells = self._cells(sheet, column.kind.columns, row, key=key, number=number)
                sheet.append([key, *cells])

    def _cells(
        self,
        sheet: Any,
        columns: Sequence[Column],
        row: dict[str, Any],
        *,
        key: str,
        number: int | None = None,
    ) -> Iterator[Any]:
        for column in columns:
            value = column.kind.to_cell(row.get(column.name))
            if isinstance(value, str):
                first, *others = _pieces(value)
                for text in others:
                    self.continued.append(
                        [sheet.title, key, number, column.name, text_cell(self.continued, text)]
                    )
                value = text_cell(sheet, first)
            yield value


def list_columns(column: Column) -> tuple[Column, ...]:
    """Columns of the sheet of a list: the story's key, then the list's own."""
    key = FLAT_COLUMNS[0]
    return (key, *column.kind.columns)


def add_sheet(workbook: Workbook, title: str, columns: Sequence[Column]) -> Any:
    """Add a sheet with its head, which stays in sight."""
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "B2"
    for position, column in zip(count(1), columns, strict=False):
        wide = (
            column.kind.type == "string"
            and not column.kind.format
            and not getattr(column.kind, "one_line", False)
        )
        is_prose = column.kind.format == "markdown"
        sheet.column_dimensions[get_column_letter(position)].width = _WIDE if wide or is_prose else _WIDTH
    sheet.append([head_cell(sheet, column.name) for column in columns])
    return sheet


def add_definitions(workbook: Workbook, *, language: str) -> None:
    """Add the sheet that says what each column holds, in the language."""
    sheet = workbook.create_sheet(DEFINITIONS)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFG", (16, 20, 26, 60, 16, 46, 36), strict=True):
        sheet.column_dimensions[letter].width = width
    titles, rows = definition_rows(language)
    sheet.append([head_cell(sheet, title) for title in titles])
    for row in rows:
        sheet.append([text_cell(sheet, text, wrapped=True) for text in row])


def head_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
    return cell


def text_cell(sheet: Any, text: str, *, wrapped: bool = False) -> Any:
    """A cell that shows the text and never calculates it."""
    # An apostrophe that `unprotect` would take off is the text's own, so it gets another.
    value = f"'{text}" if unprotect(text) != text else text
    if not wrapped and not is_risky(value) and not is_error(value):
        return value or None
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    cell.quotePrefix = is_risky(value)
    if wrapped:
        cell.alignment = _WRAPPED
    return cell


def _pieces(text: str) -> list[str]:
    # Two bytes a unit; one unit is kept for an apostrophe.
    if len(text) <= _PIECE or len(text.encode("utf-16-le")) < 2 * LONGEST_CELL:
        return [text]
    return [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
