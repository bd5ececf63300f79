"""An application on paper: every answer, its photos and the list of its documents, as the form asks for them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.translation import gettext as _

from contest.domain.content import answers_of
from contest.domain.form_fields import ItemList
from contest.domain.juror_reading import Line
from contest.domain.pdf_pictures import printed_photo
from contest.domain.reading import AnswerReader, Item, Passage, Row
from contest.domain.receipts import NO_COMMUNITY, moment_in_full
from contest.enums import FileKind
from contest.models import Application, ApplicationFile, ApplicationVersion
from contest.typesetting.documents import make_pdf
from contest.typesetting.drawings import ornament
from contest.typesetting.legible import paragraphs_of

Block = dict[str, Any]

# Lists whose items are short enough for a row of a table.
_TABLES = {"indicators": (2, 2, 2, 4, 2, 3), "partners": (4, 3, 3), "communities": (4, 3)}
# A longer answer to a short question is set as a text of its own.
_LONGEST_LINE = 160
_LONGEST_LINK = 2_000
_ALT = {"uk": ("alt_uk", "alt_en"), "en": ("alt_en", "alt_uk")}


@dataclass(frozen=True)
class Stamp:
    """What says which version it is: its number, its hash and when it was submitted."""

    number: int
    sha256: str
    submitted_at: datetime


def newest_stamp(application: Application) -> Stamp | None:
    """Return the stamp of an application read by `with_newest_version`; None for what was never submitted."""
    if getattr(application, "newest_content", None) is None or application.submitted_at is None:
        return None
    return Stamp(application.newest_number, application.newest_sha256, application.submitted_at)  # type: ignore[attr-defined]


def application_pdf(
    application: Application, *, version: ApplicationVersion | None = None, language: str
) -> bytes:
    """Return a submitted version as a PDF in the language; without one the draft as it stands."""
    values = json.loads(version.content)["answers"] if version else answers_of(application)
    codes = {value for path, value in values.items() if path.endswith("community") and isinstance(value, str)}
    return answers_pdf(
        application, values, reader=AnswerReader(application.call, communities=codes), files=application.files.all(),
        stamp=Stamp(version.number, version.sha256, version.submitted_at) if version else None, language=language,
    )  # fmt: skip


def answers_pdf(
    application: Application, values: dict[str, Any], *, reader: AnswerReader, files: Iterable[ApplicationFile],
    stamp: Stamp | None, language: str,
) -> bytes:  # fmt: skip
    """Return the answers as a PDF; the reader may serve many applications."""
    code = application.community.code if application.community else NO_COMMUNITY
    pictures = {"ornament.svg": ornament(code)}
    with translation.override(language):
        passages = reader.passages(values, files=files)
        sections = [
            {"heading": str(passage.section.label), "blocks": list(_blocks(passage, pictures, language))}
            for passage in passages
        ]
        data = {**_head(application, values, stamp), "sections": sections}
    at = stamp.submitted_at if stamp else application.changed_at
    return make_pdf("application", data, language=language, at=at, pictures=pictures)


def _head(application: Application, values: dict[str, Any], stamp: Stamp | None) -> dict[str, Any]:
    title = str(values.get("title") or application.title or _("Draft without a title"))
    reference = application.reference or _("Draft")
    edition = application.call.edition.name
    mark = f"{reference} · {_('Version')} {stamp.number} · SHA-256 {stamp.sha256}" if stamp else reference
    return {
        "title": title, "description": f"{reference} · {edition}", "author": str(settings.WAGTAIL_SITE_NAME),
        "edition": edition, "reference": reference, "running": _cut(title), "mark": mark,
        "place": str(application.community or ""), "facts": _facts(application, stamp),
    }  # fmt: skip


def _facts(application: Application, stamp: Stamp | None) -> list[tuple[str, str]]:
    zone = application.call.zone
    category = (_("Category"), str(application.category or "—"))
    if stamp is None:
        changed = moment_in_full(application.changed_at, zone=zone)
        return [category, (_("Status"), _("a draft, never submitted")), (_("Last changed"), changed)]
    submitted = moment_in_full(stamp.submitted_at, zone=zone)
    return [
        (_("Reference"), str(application.reference)), category, (_("Submitted"), submitted),
        (_("Version"), str(stamp.number)),
    ]  # fmt: skip


def _blocks(passage: Passage, pictures: dict[str, bytes], language: str) -> Iterator[Block]:
    yield from row_blocks(passage.rows)
    lists = [(part, list(items)) for part, items in groupby(passage.items, key=lambda item: item.part)]
    # «Stages» under «Stages» says nothing.
    is_named = len(lists) > 1 or bool(passage.rows)
    for part, items in lists:
        if part.name in _TABLES:
            yield _table(part, items, label=str(part.label) if is_named else "")
            continue
        if is_named:
            yield {"kind": "heading", "label": str(part.label), "level": 3}
        yield from _item_blocks(items, pictures, language, level=4 if is_named else 3)


def _item_blocks(
    items: list[Item], pictures: dict[str, bytes], language: str, *, level: int
) -> Iterator[Block]:
    for item in items:
        photo = next((row.file for row in item.rows if row.file and row.file.kind == FileKind.PHOTO), None)
        if photo and (block := _photo(item, photo, pictures, language)):
            yield block
            continue
        title = next((row.text for row in item.rows if row.name == "title"), "")
        yield {"kind": "heading", "label": f"{item.label}. {title}" if title else item.label, "level": level}
        yield from row_blocks([row for row in item.rows if row.name != "title"], is_item=True)


def row_blocks(rows: Iterable[Row | Line], *, is_item: bool = False) -> Iterator[Block]:
    """Give short answers side by side with their questions, long ones under theirs; in an item without heading."""
    for is_short, group in groupby(rows, key=_is_short):
        if is_short:
            yield {"kind": "line", "rows": [(row.label, _told(row)) for row in group]}
            continue
        for row in group:
            if row.is_link:
                yield {"kind": "link", "label": row.label, "address": row.text}
                continue
            note = _("Words: %(count)s") % {"count": row.words} if row.words and not is_item else ""
            label = "" if is_item else row.label
            yield {"kind": "text", "label": label, "paragraphs": paragraphs_of(row.text), "note": note}


def _is_short(row: Row | Line) -> bool:
    if row.is_link:
        return len(row.text) > _LONGEST_LINK
    return not (row.is_long or len(row.text) > _LONGEST_LINE or "\n" in row.text)


def _told(row: Row | Line) -> str:
    return f"{row.file.name} ({filesizeformat(row.file.size)})" if row.file else row.text


def _table(part: ItemList, items: list[Item], *, label: str) -> Block:
    rows = [{row.name: row.text for row in item.rows} for item in items]
    shown = [
        (field, width)
        for field, width in zip(part.fields, _TABLES[part.name], strict=True)
        if any(row.get(field.name) for row in rows)
    ]
    return {
        "kind": "table", "label": label, "head": [str(field.label) for field, _width in shown],
        "widths": [width for _field, width in shown],
        "rows": [[row.get(field.name, "") for field, _width in shown] for row in rows],
    }  # fmt: skip


def _photo(item: Item, file: ApplicationFile, pictures: dict[str, bytes], language: str) -> Block | None:
    made = printed_photo(file)
    if made is None:
        return None
    content, height = made
    name = f"photo-{len(pictures)}.jpg"
    pictures[name] = content
    told = {row.name: row.text for row in item.rows}
    alt = next((told[key] for key in _ALT[language] if told.get(key)), file.name)
    credit = [f"{row.label}: {row.text}" for row in item.rows if row.name in {"credit", "consent"}]
    # An upright photo is narrower, so that it leaves room for its words on the page.
    width = min(0.7, max(0.2, 0.55 / height))
    return {
        "kind": "photo", "picture": name, "alt": alt, "width": width,
        "caption": " · ".join([f"{item.label}. {alt}", *credit]),
    }  # fmt: skip


def _cut(text: str, most: int = 90) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
