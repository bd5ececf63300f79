"""What a juror takes away on paper: applications as jurors read them, each with its scoring sheet."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from contest.domain.application_pdfs import Block, row_blocks
from contest.domain.juror_reading import EntryForJuror, ReadSection, entries_for_jurors
from contest.domain.pdf_pictures import small_photo
from contest.domain.receipts import moment_in_full
from contest.domain.scoring_sheets import SheetBook, SheetCriterion, category_of
from contest.models import Application, Juror
from contest.typesetting.documents import make_pdf

MOST_IN_PACK = 25


def jury_pack(
    applications: Collection[Application], *, juror: Juror, book: SheetBook, language: str, at: datetime
) -> bytes:
    """Return the applications in this order as one PDF, with empty sheets to score on. Raises DocumentTooLong."""
    with translation.override(language):
        pictures: dict[str, bytes] = {}
        data = pack_data(applications, juror=juror, book=book, at=at, pictures=pictures)
    return make_pdf("jury_pack", data, language=language, at=at, pictures=pictures)


def pack_data(
    applications: Collection[Application], *, juror: Juror, book: SheetBook, at: datetime, pictures: dict[str, bytes]
) -> dict[str, Any]:  # fmt: skip
    """Return what the document is made of, in the active language; photos that jurors see go into `pictures`."""
    entries = entries_for_jurors(applications, policy=book.row)
    edition = juror.call.edition.name
    return {
        "title": _("Applications to score"),
        "author": str(settings.WAGTAIL_SITE_NAME),
        "description": f"{edition} · {juror.name}",
        "edition": edition,
        "facts": _facts(juror, len(applications), at=at),
        "words": _words(),
        "entries": [_entry(entries[row.pk], book.sheet(category_of(row)), pictures) for row in applications],
    }


def _facts(juror: Juror, number: int, *, at: datetime) -> list[tuple[str, str]]:
    facts = [
        (_("Juror"), juror.name),
        (_("Applications"), str(number)),
        (_("Printed"), moment_in_full(at, zone=juror.call.zone)),
    ]
    until = juror.call.judging_closes_at
    return [*facts, (_("Score until"), moment_in_full(until, zone=juror.call.zone))] if until else facts


def _words() -> dict[str, str]:
    return {"sheet": _("Scoring sheet"), "weight": _("Weight"), "notes": _("Notes"), "photos": _("Photos")}


def _entry(entry: EntryForJuror, sheet: list[SheetCriterion], pictures: dict[str, bytes]) -> dict[str, Any]:
    facts = [(_("Reference"), entry.reference), (_("Category"), entry.category)]
    photos = _photos(entry, pictures)
    enclosed = [*entry.photos, *entry.documents]
    if enclosed:
        names = "; ".join(f"{file.name} — {file.words}" if file.words else file.name for file in enclosed)
        facts.append((_("Photos and documents, on the site"), names))
    return {
        "title": entry.title,
        "reference": entry.reference,
        "facts": [(name, words) for name, words in facts if words],
        "sections": [
            {"heading": str(section.section.label), "blocks": list(_blocks(section))}
            for section in entry.sections
        ],
        "photos": photos,
        "sheet": [_criterion(each) for each in sheet],
    }


def _photos(entry: EntryForJuror, pictures: dict[str, bytes]) -> list[dict[str, str]]:
    """Put the photos of the entry among the pictures, those that were redacted are not in it."""
    shown = []
    for file in entry.photos:
        content = small_photo(entry.kept[file.id])
        if content is None:
            continue
        name = f"photo-{len(pictures) + 1}.jpg"
        pictures[name] = content
        shown.append({"picture": name, "alt": file.words or file.name, "caption": file.words or file.name})
    return shown


def _blocks(section: ReadSection) -> Iterator[Block]:
    yield from row_blocks(section.lines)
    for item in section.items:
        yield {"kind": "heading", "label": item.label, "level": 4}
        yield from row_blocks(item.lines)


def _criterion(each: SheetCriterion) -> dict[str, Any]:
    boxes = [str(score) for score in each.scores] if each.is_chosen else []
    return {
        "name": each.name,
        "description": each.description,
        "weight": formats.number_format(each.weight.normalize(), use_l10n=True),
        "scale": f"{each.low}–{each.high}",
        "boxes": boxes,
        "anchors": [(str(step.score), step.text) for step in each.anchors if step.text],
    }
