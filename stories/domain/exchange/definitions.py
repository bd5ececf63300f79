"""What each column means, in both languages: for people on a page and in a sheet, for programs as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from stories.domain.exchange.cell_values import choice_names, in_every_language
from stories.domain.exchange.columns import Column, Rows
from stories.domain.exchange.earlier_figures import EarlierFigures
from stories.domain.exchange.kinds import TYPE_NAMES, Code, Many
from stories.domain.exchange.story_columns import STORY_COLUMNS

_FORMAT_NAMES: dict[str, Promise] = {
    "markdown": pgettext_lazy("kind of a column", "text with marks"),
    "uri": pgettext_lazy("kind of a column", "address"),
    "email": pgettext_lazy("kind of a column", "e-mail address"),
    "slug": pgettext_lazy("kind of a column", "key"),
    "month": pgettext_lazy("kind of a column", "month"),
    "date": pgettext_lazy("kind of a column", "day"),
    "figures": pgettext_lazy("kind of a column", "list: month and figure"),
    "date-time": pgettext_lazy("kind of a column", "day and hour"),
    "rows": pgettext_lazy("kind of a column", "rows"),
}
DEFINITION_TITLES = (
    gettext_lazy("List"), gettext_lazy("Column"), gettext_lazy("Name"), gettext_lazy("What it says"),
    pgettext_lazy("of a column", "Kind"), gettext_lazy("Possible values"), gettext_lazy("Example"),
)  # fmt: skip
_LANGUAGE_NOTES: dict[str, Promise] = {"uk": gettext_lazy("in Ukrainian"), "en": gettext_lazy("in English")}


@dataclass(frozen=True)
class Definition:
    """A column in words of the active language; `inside` is the list that it belongs to, "" for the story itself."""

    inside: str
    name: str
    label: str
    description: str
    kind: str
    values: str
    example: str
    required: bool
    read_only: bool

    @property
    def note(self) -> str:
        """The description with what an import needs to know."""
        notes = [self.description]
        if self.required:
            notes.append(_("Must be filled in."))
        if self.read_only:
            notes.append(_("Written for readers; an import passes over it."))
        return " ".join(filter(None, notes))


def definitions() -> Iterator[Definition]:
    """Every column of a story in the order of the files, each list followed by its own columns."""
    for column in STORY_COLUMNS:
        yield definition_of(column)
        if isinstance(column.kind, Rows):
            for inner in column.kind.columns:
                yield definition_of(inner, inside=column.name)


def definitions_in_pairs() -> Iterator[tuple[str, str, list[tuple[list[str], Definition]]]]:
    """Columns to read on a page, in words of the active language: a column of each language stands once, under all names.

    First comes the story itself, then each list: its name, its label, its columns.
    """
    yield "", "", _paired(STORY_COLUMNS)
    for column in STORY_COLUMNS:
        if isinstance(column.kind, Rows):
            yield column.name, str(column.label), _paired(column.kind.columns)


def definition_rows(language: str) -> tuple[list[str], list[list[str]]]:
    """Titles and rows of the sheet of definitions in the language."""
    with override(language):
        rows = [
            [each.inside, each.name, each.label, each.note, each.kind, each.values, each.example]
            for each in definitions()
        ]
        return [str(title) for title in DEFINITION_TITLES], rows


def notes_on_reading() -> list[tuple[str, str]]:
    """How values are written, in words of the active language: what is meant, and how it looks."""
    return [
        (
            _("Languages"),
            _(
                "A name that ends in _uk or _en is in that language; every other column "
                "holds for both. A story may be told in one language only."
            ),
        ),
        (
            _("Key"),
            _(
                "It never changes and is the same in all files, so that you can put them "
                "together. Titles and addresses may change."
            ),
        ),
        (_("Months"), _("2023-07 is July 2023; 2023 alone means that only the year is known.")),
        (
            _("Lists in a cell"),
            _("Parted by semicolons: a; b; c. A semicolon of the text itself has a backslash before it."),
        ),
        (
            _("Lists of rows"),
            _(
                "Stages, figures, partners and the like: arrays in JSON, the same arrays as "
                "text in CSV, sheets of their own in Excel, where the key joins them."
            ),
        ),
        (
            _("Running text"),
            _(
                "In Markdown: a blank line parts paragraphs; **bold**, _italic_, "
                "[link](https://…), lines with “-” or “1.” are lists. “>” begins a "
                "quotation, whose source follows a dash. Lines with “+” are points, under a "
                "heading with “####”."
            ),
        ),
        (
            _("An apostrophe first"),
            _(
                "In CSV a text that begins with =, +, - or @ has an apostrophe before it, so "
                "that no spreadsheet calculates it. Take it off if you read the file with a "
                "program."
            ),
        ),
        (
            _("Long texts"),
            _("An Excel cell holds 32,767 characters. What is longer goes on in the sheet “continued”."),
        ),
    ]


def field_definitions() -> list[dict[str, Any]]:
    """Every column for a program: names, types and limits, with words in both languages."""
    return [_described(column) for column in STORY_COLUMNS]


def _paired(columns: Sequence[Column]) -> list[tuple[list[str], Definition]]:
    pairs: list[tuple[list[str], Definition]] = []
    for (base, _is_word), alike in groupby(columns, key=lambda column: (column.base, bool(column.language))):
        same = list(alike)
        definition = definition_of(same[0])
        if len(same) > 1:
            definition = replace(definition, name=base, label=str(same[0].label))
        pairs.append(([column.name for column in same], definition))
    return pairs


def definition_of(column: Column, *, inside: str = "") -> Definition:
    """The column in words of the active language."""
    label = str(column.label)
    if column.language:
        label = _("%(name)s, %(language)s") % {"name": label, "language": _LANGUAGE_NOTES[column.language]}
    return Definition(
        inside=inside, name=column.name, label=label, description=str(column.description), kind=_kind_name(column.kind),
        values=_values_in_words(column.kind), example=column.example, required=column.required,
        read_only=column.read_only,
    )  # fmt: skip


def _kind_name(kind: Any) -> str:
    if isinstance(kind, Many):
        return _("list: %(kind)s") % {"kind": _kind_name(kind.item)}
    return str(_FORMAT_NAMES.get(kind.format) or TYPE_NAMES[kind.type])


def _values_in_words(kind: Any) -> str:
    return (
        "; ".join(f"{code} — {label}" for code, label in kind.choices.choices)
        if isinstance(kind, Code)
        else ""
    )


def _described(column: Column) -> dict[str, Any]:
    kind = column.kind
    found: dict[str, Any] = {
        "name": column.name,
        "type": kind.type,
        "format": kind.format or None,
        "title": in_every_language(column.label),
        "description": in_every_language(column.description) if column.description else None,
        "language": column.language or None,
        "required": column.required,
        "read_only": column.read_only,
        "max_length": getattr(kind, "max_length", 0) or None,
        "example": column.example or None,
    }
    if isinstance(kind, Code):
        found["values"] = [
            {"code": code, "title": names} for code, names in choice_names(kind.choices).items()
        ]
    if isinstance(kind, Many):
        found["items"] = {"type": kind.item.type, "format": kind.item.format or None}
    if isinstance(kind, EarlierFigures):
        found["fields"] = [
            {"name": name, "type": part.type, **({"format": part.format} if part.format else {})}
            for name, part in kind.parts.items()
        ]
    if isinstance(kind, Rows):
        found["fields"] = [_described(inner) for inner in kind.columns]
    return {name: value for name, value in found.items() if value is not None}
