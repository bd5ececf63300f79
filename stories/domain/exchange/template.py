"""An empty workbook to fill in and import: notes under the head, lists to choose from, a sheet of definitions."""

from collections.abc import Sequence
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from stories.domain.exchange.columns import Column
from stories.domain.exchange.definitions import definition_of
from stories.domain.exchange.kinds import Code, Flag, Number
from stories.domain.exchange.story_columns import FLAT_COLUMNS, LISTS
from stories.domain.exchange.workbook import LISTED, STORIES, add_definitions, add_sheet, list_columns
from stories.models import Category, Community, Edition

NOTE_MARK = "#"
_FIRST_ROW, _LAST_ROW = 3, 1000
_NOTE_FONT, _NOTE_ALIGNMENT = Font(italic=True, color="4B5264"), Alignment(wrap_text=True, vertical="top")
_LONGEST_TITLE, _LONGEST_PROMPT = 32, 255


def write_template(*, language: str) -> IO[bytes]:
    """Write the template in words of the language into a temporary file and return it, rewound."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    with override(language):
        choices = _Choices()
        _add_form(workbook, STORIES, FLAT_COLUMNS, choices)
        add_definitions(workbook, language=language)
        for column in LISTS:
            if not column.read_only:
                _add_form(workbook, column.name, list_columns(column), choices)
        choices.write(workbook)
    file = NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 - whoever asked for the template closes it
    workbook.save(file)
    file.seek(0)
    return file


class _Choices:
    """Lists to choose from, each in a column of its own sheet; a list used twice is written once."""

    def __init__(self) -> None:
        self.lists: dict[str, list[str]] = {}

    def formula(self, column: Column, *, sheet: str) -> str:
        """The range that holds the values of the column, "" for a column without a list."""
        name, values = self._values(column, sheet)
        if not values:
            return ""
        self.lists.setdefault(name, values)
        letter = get_column_letter(list(self.lists).index(name) + 1)
        return f"{LISTED}!${letter}$2:${letter}${len(values) + 1}"

    def _values(self, column: Column, sheet: str) -> tuple[str, list[str]]:
        kind = column.kind
        if isinstance(kind, Code):
            return kind.choices.__name__, [str(label) for label in kind.choices.labels]
        if isinstance(kind, Flag):
            return "yes", [_("yes"), _("no")]
        if column.name == "community":
            return "community", _communities()
        if sheet == STORIES and column.name == "category":
            return "category", [category.name for category in Category.objects.all()]
        if sheet == STORIES and column.name == "edition":
            return "edition", [edition.name for edition in Edition.objects.all()]
        return "", []

    def write(self, workbook: Workbook) -> None:
        sheet = workbook.create_sheet(LISTED)
        sheet.sheet_state = "hidden"
        for position, (name, values) in enumerate(self.lists.items(), start=1):
            for row, value in enumerate([name, *values], start=1):
                sheet.cell(row=row, column=position, value=value).data_type = "s"


def _communities() -> list[str]:
    rows = Community.objects.filter(in_register=True).with_region().order_by("ordering", "code")
    return [f"{row.display_name}, {row.region.name}, {row.code}" for row in rows]


def _add_form(workbook: Workbook, title: str, columns: Sequence[Column], choices: _Choices) -> None:
    columns = [column for column in columns if not column.read_only]
    sheet = add_sheet(workbook, title, columns)
    for position, column in enumerate(columns, start=1):
        letter = get_column_letter(position)
        definition = definition_of(column)
        # As text, or a spreadsheet makes a day of «2023-07».
        sheet.column_dimensions[letter].number_format = "General" if isinstance(column.kind, Number) else "@"
        note = sheet.cell(
            row=2,
            column=position,
            value=f"{NOTE_MARK} {definition.label}" if position == 1 else definition.label,
        )
        note.font, note.alignment = _NOTE_FONT, _NOTE_ALIGNMENT
        sheet.add_data_validation(
            _validation(column, letter, definition, choices.formula(column, sheet=title))
        )


def _validation(column: Column, letter: str, definition: Any, formula: str) -> DataValidation:
    validation = DataValidation(
        type="list" if formula else None,
        formula1=formula or None,
        allow_blank=True,
        showInputMessage=True,
        # A community may also be typed: a code, or a name that only one has.
        showErrorMessage=bool(formula) and column.name != "community",
        promptTitle=definition.label[:_LONGEST_TITLE],
        prompt=definition.note[:_LONGEST_PROMPT] or None,
    )
    validation.add(f"{letter}{_FIRST_ROW}:{letter}{_LAST_ROW}")
    return validation
