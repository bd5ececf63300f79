"""Applications as a table: what is known of each, and a column for every answer of the form. Streamed, row by row."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from io import StringIO
from tempfile import NamedTemporaryFile
from typing import IO, Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from openpyxl import Workbook

from contest.domain.content import without_removed
from contest.domain.form_fields import CONDITIONS, OWN_QUESTIONS, all_fields, items_of
from contest.domain.reading import AnswerReader, yes_or_no
from contest.models import Answer, Application, Call
from contest.querysets.applications import ApplicationQuerySet
from stories.domain.exchange.files import BOM
from stories.domain.exchange.workbook import LONGEST_CELL, head_cell, text_cell
from stories.text.cells import join_list, plain, protect

Cell = str | int | None
_CHUNK = 200
# Room in a cell for an apostrophe and the mark of what was cut.
_LONGEST_TEXT = LONGEST_CELL - 10


def do_nothing() -> None:
    """What is told of progress where nobody listens."""


class ApplicationTable:
    """The rows of the chosen applications in the active language, in the order in which they were begun.

    What was submitted is read from its newest version, a draft as it stands. Four queries and those of the vocabularies,
    however many applications; none is kept in memory. `told` is called when a row is made.
    """

    def __init__(
        self,
        applications: ApplicationQuerySet,
        *,
        calls: Iterable[Call],
        told: Callable[[], None] = do_nothing,
    ) -> None:
        self._applications, self._told = applications, told
        self._readers = {call.pk: AnswerReader(call) for call in calls}

    def head(self) -> list[str]:
        """The names of the columns."""
        fields = [
            f"{part.label}: {field.label}" if part else str(field.label)
            for _section, part, field in all_fields()
        ]
        return [*self._facts_head(), *fields, *(str(row) for _call, row in self._conditions()),
                *(row.label for _call, row in self._questions())]  # fmt: skip

    def rows(self) -> Iterator[list[Cell]]:
        """The cells of each application under `head`."""
        for application, values in read_each(self._applications):
            yield self._row(application, values)
            self._told()

    def _row(self, application: Application, values: dict[str, Any]) -> list[Cell]:
        reader = self._readers[application.call_id]
        cells: list[Cell] = [*_facts(application)]
        for _section, part, field in all_fields():
            if part is None:
                value = values.get(field.name, "")
                cells.append(reader.text_of(field, value) if value else "")
                continue
            found = [
                values.get(f"{part.name}/{item}/{field.name}", "") for item in items_of(part.name, values)
            ]
            texts = [reader.text_of(field, value) if value else "" for value in found]
            # Kept side by side: the second date belongs to the second stage.
            cells.append(join_list(texts) if any(texts) else "")
        for call, condition in self._conditions():
            own = call == application.call_id
            cells.append(yes_or_no(values.get(f"{CONDITIONS}/{condition.pk}")) if own else "")
        for call, question in self._questions():
            value = values.get(f"{OWN_QUESTIONS}/{question.code}", "") if call == application.call_id else ""
            cells.append(reader.text_of_question(question, value) if value else "")
        return cells

    def _conditions(self) -> Iterator[tuple[int, Any]]:
        return ((pk, row) for pk, reader in self._readers.items() for row in reader.conditions)

    def _questions(self) -> Iterator[tuple[int, Any]]:
        return ((pk, row) for pk, reader in self._readers.items() for row in reader.questions)

    def _facts_head(self) -> list[str]:
        return [
            _("Reference"), _("Edition"), _("Status"), _("Status as the applicant knows it"), _("Arrived"), _("Begun"),
            _("First submitted"), _("Last submitted"), _("Region"), _("KATOTTG code"), _("Words"), _("Files"),
        ]  # fmt: skip


def read_each(applications: ApplicationQuerySet) -> Iterator[tuple[Application, dict[str, Any]]]:
    """Yield each application with its answers: those of the newest version, a draft's as they stand."""
    drafts = _drafts(applications)
    waiting = next(drafts, None)
    chosen = applications.for_desk().with_newest_version().order_by("pk")
    for application in chosen.iterator(chunk_size=_CHUNK):
        while waiting and waiting[0] < application.pk:
            waiting = next(drafts, None)
        if application.newest_content:
            values = json.loads(application.newest_content)["answers"]
        else:
            values = waiting[1] if waiting and waiting[0] == application.pk else {}
        yield application, without_removed(values)


def _drafts(applications: ApplicationQuerySet) -> Iterator[tuple[int, dict[str, Any]]]:
    """The answers of what was never submitted, application by application, in the order of their keys."""
    chosen = applications.filter(first_submitted_at__isnull=True).order_by().values("pk")
    answers = Answer.objects.filter(application__in=chosen).order_by("application", "path")
    key: int | None = None
    values: dict[str, Any] = {}
    for application, path, value in answers.values_list("application", "path", "value").iterator(_CHUNK):
        if key is not None and application != key:
            yield key, values
            values = {}
        key, values[path] = application, value
    if key is not None:
        yield key, values


def _facts(application: Application) -> list[Cell]:
    zone, community = application.call.zone, application.community
    index = getattr(application, "index", None)
    return [
        application.reference or "", application.call.edition.name, str(application.get_status_display()),
        str(application.get_released_status_display()), str(application.get_punctuality_display()),
        _moment(application.created_at, zone), _moment(application.first_submitted_at, zone),
        _moment(application.submitted_at, zone), community.region.name if community else "",
        community.code if community else "", index.words if index else None, index.files if index else None,
    ]  # fmt: skip


def csv_pieces(table: ApplicationTable) -> Iterator[bytes]:
    """Yield the table after RFC 4180 in UTF-8 that Excel opens. What it might calculate has an apostrophe before it."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([protect(name) for name in table.head()])
    yield BOM.encode()
    for row in table.rows():
        writer.writerow([protect(plain(cell)) if isinstance(cell, str) else cell for cell in row])
        yield _taken(stream)
    yield _taken(stream)


def write_workbook(table: ApplicationTable) -> IO[bytes]:
    """Write the table as a workbook into a temporary file and return it, rewound; it vanishes when it is closed.

    No text becomes a formula. Rows go to disk as they come.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_("Applications"))
    sheet.freeze_panes = "B2"
    sheet.append([head_cell(sheet, name) for name in table.head()])
    for row in table.rows():
        sheet.append(
            [text_cell(sheet, _fitting(plain(cell))) if isinstance(cell, str) else cell for cell in row]
        )
    file = NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 - whoever asked for the workbook closes it
    workbook.save(file)
    file.seek(0)
    return file


def _taken(stream: StringIO) -> bytes:
    text = stream.getvalue()
    stream.seek(0)
    stream.truncate()
    return text.encode()


def _fitting(text: str) -> str:
    """What one cell can hold, counted as Excel counts; a cut is marked, and the CSV has the whole text."""
    if len(text.encode("utf-16-le")) <= 2 * _LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * _LONGEST_TEXT].decode("utf-16-le", "ignore") + " […]"


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if at else ""
