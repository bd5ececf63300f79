"""What a section's page sends back, as changes to save."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.http import QueryDict

from contest.domain.answers import Change, Value
from contest.domain.form_fields import CONDITIONS, OWN_QUESTIONS, FieldKind, field_at, is_item, section_at
from contest.enums import QuestionKind, Section
from contest.models import Call

BASE, FIND = "base:", "find:"
# What the script of the page had sent for a field without getting an answer, as JSON.
OWN = "own:"
# Inputs of the page that shows two texts of one field: what is chosen, one's own text, both put together, and the version
# of the other text.
CHOSEN, YOURS, MERGED, OVER = "chosen:", "yours:", "merged:", "over:"
_MARK_LENGTH = 12


def mark_of(value: Value | None) -> str:
    """A short mark of what stood in a field, so that an untouched field is told from one that was written in."""
    text = json.dumps(value or "", ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_MARK_LENGTH]


def base_of(value: Value | None, version: int) -> str:
    """What a page says of the state in which it showed a field: its version, and the mark of its value."""
    return f"{version}.{mark_of(value)}"


def posted_changes(data: QueryDict, *, section: Section, call: Call) -> list[Change]:
    """Return what was written on the page; fields that were not touched are left out.

    A page names each of its fields by a hidden input with the state it was shown in, so a box without a tick is told
    from a field that wasn't there.
    """
    changes = []
    for key in data:
        path = key.removeprefix(BASE)
        if path == key or section_at(path) != section or is_file(path, call=call):
            continue
        if is_item(path) and path not in data:
            # An item goes by its place being empty, never by its place being left out.
            continue
        version, _point, mark = str(data[key]).partition(".")
        value = posted_value(data, path, key=path, call=call)
        if mark_of(value) != mark:
            own = tuple(own_values(data.getlist(f"{OWN}{path}")))
            changes.append(Change(path, value, int(version) if version.isdecimal() else 0, own))
    return changes


def own_values(texts: list[str]) -> Iterator[Value]:
    """Return the texts that the page's script had sent without an answer; what is no JSON is left out."""
    for text in texts:
        with suppress(ValueError, RecursionError):
            yield json.loads(text)


def posted_value(data: QueryDict, path: str, *, key: str, call: Call) -> Value:
    """Return what the page sends for the field under the key, as it was typed, with line ends as scripts write them."""
    if takes_several(path, call=call):
        return data.getlist(key)
    value = data.get(key, "").replace("\r\n", "\n")
    field = field_at(path)
    if field and field.kind == FieldKind.YES:
        return "yes" if value else ""
    return value


def resolved_changes(data: QueryDict, *, section: Section, call: Call) -> list[Change]:
    """Return what the person chose where two had written: one's own text, or one made of both; theirs is there already."""
    changes = []
    for key in data:
        path = key.removeprefix(CHOSEN)
        if path == key or section_at(path) != section or data[key] not in {"yours", "merged"}:
            continue
        source = YOURS if data[key] == "yours" else MERGED
        version = data.get(f"{OVER}{path}", "0")
        value = posted_value(data, path, key=f"{source}{path}", call=call)
        changes.append(Change(path, value, int(version) if version.isdecimal() else 0))
    return changes


def searched_in(data: QueryDict, *, section: Section) -> tuple[str, str] | None:
    """Return the community field whose search was filled in, with what to look for; the one whose button was pressed first."""
    pressed = data.get("do", "").removeprefix(FIND)
    paths = sorted(
        (key.removeprefix(FIND) for key in data if key.startswith(FIND)), key=lambda path: path != pressed
    )
    for path in paths:
        text = str(data[f"{FIND}{path}"]).replace("\x00", "").strip()
        if text and section_at(path) == section:
            return path, text[:200]
    return None


def is_file(path: str, *, call: Call) -> bool:
    """Whether the field holds a file, which arrives by another way."""
    field = field_at(path)
    return field.kind == FieldKind.FILE if field else _kind_of_question(path, call=call) == QuestionKind.FILE


def takes_several(path: str, *, call: Call) -> bool:
    """Whether the field holds any number of choices."""
    field = field_at(path)
    if field:
        return field.kind == FieldKind.CHOICES
    return _kind_of_question(path, call=call) == QuestionKind.CHOICES


def _kind_of_question(path: str, *, call: Call) -> str:
    head, _slash, code = path.partition("/")
    if head == CONDITIONS or head != OWN_QUESTIONS:
        return ""
    return next((question.kind for question in call.questions.all() if question.code == code), "")


def as_shown(value: Any, *, several: bool) -> Any:
    """The kept value as a widget takes it."""
    if several:
        return value if isinstance(value, list) else [value] if value else []
    return value[0] if isinstance(value, list) and value else "" if isinstance(value, list) else value
