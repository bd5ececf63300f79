"""An entry as a juror reads it: its newest submitted version, without what jurors are not to know.

Everything that shows an entry to jurors (pages, print, files) comes from here, so nothing can be forgotten in one place.
"""

import json
import mimetypes
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contest.domain.content import without_removed
from contest.domain.juror_values import Values, reads_blind, values_for_juror
from contest.domain.reading import Answered, AnswerReader, Item, Passage, Row
from contest.enums import FileKind, Section
from contest.models import Application, ApplicationFile, JudgingPolicy, Question, Redaction

_TITLE = "title"


@dataclass(frozen=True)
class FileForJuror:
    """A photo or document. `name` is neutral in blind reading; `words` say what it is or shows."""

    id: UUID
    name: str
    words: str
    is_photo: bool
    size: int
    width: int | None
    height: int | None


@dataclass(frozen=True)
class Line(Answered):
    """A question with its answer as a juror reads it; `file` where the answer is one, never the file itself."""

    file: FileForJuror | None = None


@dataclass(frozen=True)
class ReadItem:
    """An item of a list: «Етап 2»."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ReadSection:
    """A section with something to read in it."""

    section: Section
    lines: tuple[Line, ...]
    items: tuple[ReadItem, ...]


@dataclass(frozen=True)
class EntryForJuror:
    """What a juror reads of an application. `kept` are the files themselves, for the view that gives them out."""

    reference: str
    title: str
    category: str
    language: str
    sections: tuple[ReadSection, ...]
    photos: tuple[FileForJuror, ...]
    documents: tuple[FileForJuror, ...]
    files: Mapping[UUID, FileForJuror] = field(default_factory=dict)
    kept: Mapping[UUID, ApplicationFile] = field(default_factory=dict, repr=False)


def entry_for_juror(application: Application, *, policy: JudgingPolicy) -> EntryForJuror:
    """Return what a juror reads of the application, in the active language."""
    return entries_for_jurors([application], policy=policy)[application.pk]


def entries_for_jurors(
    applications: Collection[Application], *, policy: JudgingPolicy
) -> dict[int, EntryForJuror]:
    """Return by the applications' keys what jurors read of them, at a number of queries that doesn't grow.

    All are of the policy's call.
    """
    call, blind = policy.call, reads_blind(policy)
    questions = {row.code: row for row in call.questions.prefetch_related("options")}
    read = _values_read([row.pk for row in applications], blind=blind, questions=questions)
    codes = {
        str(value) for values in read.values() for path, value in values.items() if path.endswith("community")
    }
    reader, files = AnswerReader(call, communities=codes, for_others=True), _files_of(applications)
    return {
        row.pk: _entry(row, read.get(row.pk, {}), reader=reader, files=files.get(row.pk, []), blind=blind)
        for row in applications
    }


def titles_for_jurors(applications: Collection[Application], *, policy: JudgingPolicy) -> dict[int, str]:
    """Return by the applications' keys the titles as jurors read them; the reference where there is none to read."""
    read = _values_read([row.pk for row in applications], blind=reads_blind(policy), questions={})
    return {row.pk: _title(row, read.get(row.pk, {})) for row in applications}


def submitted_values(application: Application) -> Values:
    """Return the answers of the newest submitted version."""
    return newest_values([application.pk]).get(application.pk, {})


def newest_values(keys: Collection[int]) -> dict[int, Values]:
    """Return by the applications' keys the answers of their newest submitted versions."""
    newest = Application.objects.filter(pk__in=keys).with_newest_version()
    return {row.pk: _answers_in(row.newest_content) for row in newest.only("pk")}


def _values_read(keys: list[int], *, blind: bool, questions: Mapping[str, Question]) -> dict[int, Values]:
    redactions: dict[int, dict[str, Redaction]] = {}
    for row in Redaction.objects.filter(application__in=keys):
        redactions.setdefault(row.application_id, {})[row.path] = row
    return {
        pk: values_for_juror(values, redactions.get(pk, {}), blind=blind, questions=questions)
        for pk, values in newest_values(keys).items()
    }


def _answers_in(content: str | None) -> Values:
    return without_removed(json.loads(content)["answers"]) if content else {}


def _files_of(applications: Iterable[Application]) -> dict[int, list[ApplicationFile]]:
    files: dict[int, list[ApplicationFile]] = {}
    for row in ApplicationFile.objects.filter(application__in=[each.pk for each in applications]):
        files.setdefault(row.application_id, []).append(row)
    return files


def _title(application: Application, values: Values) -> str:
    return str(values.get(_TITLE) or application.reference or "")


def _entry(
    application: Application, values: Values, *, reader: AnswerReader, files: list[ApplicationFile], blind: bool
) -> EntryForJuror:  # fmt: skip
    shelf = _Shelf(blind=blind)
    sections = [_section(passage, shelf) for passage in reader.passages(values, files=files)]
    return EntryForJuror(
        reference=application.reference or "",
        title=_title(application, values),
        category=application.category.name if application.category else "",
        language=application.language,
        sections=tuple(each for each in sections if each.lines or each.items),
        photos=tuple(shelf.photos),
        documents=tuple(shelf.documents),
        files=shelf.files,
        kept=shelf.kept,
    )


class _Shelf:
    """Takes the files of an entry as they come, and gives them the names under which jurors see them."""

    def __init__(self, *, blind: bool) -> None:
        self._blind = blind
        self.photos: list[FileForJuror] = []
        self.documents: list[FileForJuror] = []
        self.files: dict[UUID, FileForJuror] = {}
        self.kept: dict[UUID, ApplicationFile] = {}

    def take(self, row: ApplicationFile, *, words: str = "") -> FileForJuror:
        is_photo = row.kind == FileKind.PHOTO
        number = 1 + sum(each.is_photo == is_photo for each in self.files.values())
        name = _neutral_name(row, number) if self._blind else row.name
        taken = FileForJuror(row.public_id, name, words, is_photo, row.size, row.width, row.height)
        self.files[row.public_id], self.kept[row.public_id] = taken, row
        return taken


def _neutral_name(row: ApplicationFile, number: int) -> str:
    kind = _("photo") if row.kind == FileKind.PHOTO else _("document")
    return f"{kind}-{number}{mimetypes.guess_extension(row.content_type) or ''}"


def _section(passage: Passage, shelf: _Shelf) -> ReadSection:
    items = []
    for item in passage.items:
        if item.part.name == "photos":
            shelf.photos += _shelved(item, shelf, words=_alternative_text(item))
        elif item.part.name == "documents":
            shelf.documents += _shelved(item, shelf, words=_text_at(item, "title"))
        elif item.rows:
            items.append(ReadItem(item.label, tuple(_line(row, shelf) for row in item.rows)))
    lines = tuple(_line(row, shelf) for row in passage.rows if row.name != _TITLE)
    return ReadSection(passage.section, lines, tuple(items))


def _shelved(item: Item, shelf: _Shelf, *, words: str) -> list[FileForJuror]:
    return [shelf.take(row.file, words=words) for row in item.rows if row.file]


def _line(row: Row, shelf: _Shelf) -> Line:
    line = Line(row.label, row.text, row.name, row.is_long, row.is_link, row.words)
    if row.file is None:
        return line
    file = shelf.take(row.file, words=row.label)
    return replace(line, text=file.name, file=file)


def _alternative_text(item: Item) -> str:
    """Return what the photo shows in the active language, else in the other."""
    own, other = ("alt_en", "alt_uk") if get_language() == "en" else ("alt_uk", "alt_en")
    return _text_at(item, own) or _text_at(item, other)


def _text_at(item: Item, name: str) -> str:
    return next((row.text for row in item.rows if row.name == name), "")
