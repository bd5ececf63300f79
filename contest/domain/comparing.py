"""What changed between two versions of an application, field by field and, inside texts, word by word."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from contest.domain.form_fields import (
    CONDITIONS,
    OWN_QUESTIONS,
    SECTIONS,
    Field,
    FieldKind,
    ItemList,
    items_of,
)
from contest.domain.reading import AnswerReader, yes_or_no
from contest.enums import QuestionKind, Section
from contest.models import ApplicationVersion

Values = Mapping[str, Any]
Labelled = tuple[Section, str, str, str]

# Unchanged words around a change; a longer stretch is cut out of its middle.
_CONTEXT = 120
_WORDS = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)


class Kind(Enum):
    """What became of an answer."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Segment:
    """A stretch of text: `kind` is same, added, removed, or skipped for unchanged words that are left out."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """An answer that is not what it was. `segments` tell both texts as one."""

    section: Section
    label: str
    before: str
    after: str
    kind: Kind
    segments: list[Segment] = field(default_factory=list)


def differences_of(
    older: ApplicationVersion, newer: ApplicationVersion, *, reader: AnswerReader
) -> list[Difference]:
    """Return what changed from one version of an application to another, in the order of the form."""
    first, second = json.loads(older.content), json.loads(newer.content)
    names = {file["id"]: file["name"] for content in (first, second) for file in content["files"]}
    return differences(first["answers"], second["answers"], reader=reader, files=names)


def differences(
    older: Values, newer: Values, *, reader: AnswerReader, files: Mapping[str, str] | None = None
) -> list[Difference]:
    """Return what changed from some answers to others, in the order of the form and the words of the active language.

    `files` gives the name of each file that an answer may hold.
    """
    found = []
    for section, label, before, after in _texts(dict(older), dict(newer), reader=reader, files=files or {}):
        if before == after:
            continue
        kind = Kind.ADDED if not before else Kind.REMOVED if not after else Kind.CHANGED
        found.append(Difference(section, label, before, after, kind, segments_of(before, after)))
    return found


def segments_of(before: str, after: str) -> list[Segment]:
    """Return the two texts as one, with what was taken out and put in marked word by word."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    segments = []
    for what, start, end, new_start, new_end in SequenceMatcher(a=old, b=new).get_opcodes():
        if what == "equal":
            segments += _shortened("".join(old[start:end]), first=start == 0, last=end == len(old))
            continue
        if start < end:
            segments.append(Segment("removed", "".join(old[start:end])))
        if new_start < new_end:
            segments.append(Segment("added", "".join(new[new_start:new_end])))
    return segments


def _shortened(text: str, *, first: bool, last: bool) -> list[Segment]:
    head, tail = ("" if first else text[:_CONTEXT]), ("" if last else text[-_CONTEXT:])
    middle = text[len(head) : len(text) - len(tail)]
    if len(head) + len(tail) >= len(text) or len(middle) <= _CONTEXT:
        return [Segment("same", text)]
    parts = [Segment("same", head), Segment("skipped", middle), Segment("same", tail)]
    return [part for part in parts if part.text]


def _texts(
    old: dict[str, Any], new: dict[str, Any], *, reader: AnswerReader, files: Mapping[str, str]
) -> Iterator[Labelled]:
    def told(asked: Field, path: str) -> tuple[str, str]:
        before, after = (_text(asked, values.get(path), reader, files) for values in (old, new))
        return before, after

    yield from _conditions(old, new, reader)
    for group in SECTIONS:
        if group.section == Section.DECLARATIONS:
            yield from _questions(old, new, reader, files)
        for part in group.parts:
            if isinstance(part, Field):
                yield group.section, str(part.label), *told(part, part.name)
                continue
            yield from _order(group.section, part, old, new)
            for place, item in _items(part, old, new):
                for asked in part.fields:
                    label = f"{part.item} {place}, {asked.label}"
                    yield group.section, label, *told(asked, f"{part.name}/{item}/{asked.name}")


def _items(part: ItemList, old: dict[str, Any], new: dict[str, Any]) -> list[tuple[int, str]]:
    """Each item of either version with its place: first those that stand there now, then those that were removed."""
    before, after = items_of(part.name, old), items_of(part.name, new)
    gone = [(place, item) for place, item in enumerate(before, 1) if item not in after]
    return [*enumerate(after, 1), *gone]


def _order(section: Section, part: ItemList, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Labelled]:
    before, after = items_of(part.name, old), items_of(part.name, new)
    stayed = [item for item in before if item in after]
    moved = [item for item in after if item in before]
    if stayed != moved:
        label = _("%(list)s: order") % {"list": part.label}
        places = [", ".join(str(before.index(item) + 1) for item in row) for row in (stayed, moved)]
        yield section, label, places[0], places[1]


def _text(asked: Field, value: Any, reader: AnswerReader, files: Mapping[str, str]) -> str:
    if value in (None, "", []):
        return ""
    return _file(value, files) if asked.kind == FieldKind.FILE else reader.text_of(asked, value)


def _file(value: Any, files: Mapping[str, str]) -> str:
    return files.get(str(value), "") or _("a file") if value else ""


def _conditions(old: dict[str, Any], new: dict[str, Any], reader: AnswerReader) -> Iterator[Labelled]:
    for row in reader.conditions:
        path = f"{CONDITIONS}/{row.pk}"
        yield Section.ABOUT, row.text, yes_or_no(old.get(path)), yes_or_no(new.get(path))


def _questions(
    old: dict[str, Any], new: dict[str, Any], reader: AnswerReader, files: Mapping[str, str]
) -> Iterator[Labelled]:
    for question in reader.questions:
        values = [row.get(f"{OWN_QUESTIONS}/{question.code}") for row in (old, new)]
        if question.kind == QuestionKind.FILE:
            before, after = (_file(value, files) for value in values)
        else:
            before, after = (
                reader.text_of_question(question, value) if value not in (None, "", []) else ""
                for value in values
            )
        yield Section.QUESTIONS, question.label, before, after
