"""An application on paper."""

from io import BytesIO

import pytest
from PIL import Image

from contest.domain import application_pdfs
from contest.domain.application_pdfs import _item_blocks, application_pdf, row_blocks
from contest.domain.form_fields import RESULTS, SECTIONS, STAGES
from contest.domain.pdf_pictures import MOST_BYTES, printed_photo
from contest.domain.reading import Item, Row
from contest.enums import FileKind
from contest.models import ApplicationFile
from tests.contest.factories import complete_answers, make_application, make_call, make_submitted
from tests.contest.file_samples import photo, send
from tests.contest.typesetting.pdf_reading import everything, letters, pages, xmp

ITEM = "photos/0123456789abcdef"


class Stored:
    """A file as the storage gives it out, without a storage."""

    kind, name, size, pk = FileKind.PHOTO, "x.jpg", 1, 1

    def __init__(self, content):
        self.content, self.file = content, self

    def open(self, _mode):
        if self.content is None:
            raise FileNotFoundError
        return BytesIO(self.content)


def noise(size, mode="RGB"):
    out = BytesIO()
    Image.effect_noise(size, 120).convert(mode).save(out, "PNG")
    return out.getvalue()


def test_photo_of_any_content_stays_small():
    content, height = printed_photo(Stored(noise((2400, 1600))))
    with Image.open(BytesIO(content)) as made:
        assert (made.format, made.mode, round(height, 2), len(content) <= MOST_BYTES) == (
            "JPEG",
            "RGB",
            0.67,
            True,
        )


def test_transparent_photo_stands_on_white():
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    content, _height = printed_photo(Stored(out.getvalue()))
    with Image.open(BytesIO(content)) as made:
        assert made.getpixel((10, 10)) == (255, 255, 255)


def test_lost_photo_is_named_instead_of_shown():
    assert printed_photo(Stored(None)) is None
    item = Item("Світлина 1", [Row("Світлина", "", name="file", file=Stored(None))], None)
    blocks = list(_item_blocks([item], {}, "uk", level=3))
    assert [block["kind"] for block in blocks] == ["heading", "line"]


@pytest.mark.parametrize(("language", "alt"), [("uk", "Зала"), ("en", "The hall")])
def test_photo_has_its_description_in_the_language_and_its_credit(language, alt):
    rows = [
        Row("Світлина", "", name="file", file=Stored(noise((30, 40)))), Row("Опис", "Зала", name="alt_uk"),
        Row("Опис", "The hall", name="alt_en"), Row("Хто знімав", "Ґ. Їжак", name="credit"),
    ]  # fmt: skip
    pictures = {}
    [block] = _item_blocks([Item("Світлина 1", rows, None)], pictures, language, level=3)
    assert (block["alt"], block["caption"], list(pictures)) == (
        alt,
        f"Світлина 1. {alt} · Хто знімав: Ґ. Їжак",
        [block["picture"]],
    )


def test_table_leaves_out_columns_that_nobody_filled_in():
    part = next(part for part in RESULTS.parts if part.name == "indicators")
    items = [
        Item("1", [Row("", "12", name="value"), Row("", "людей", name="unit")], part),
        Item("2", [Row("", "7", name="value"), Row("", "рада", name="source")], part),
    ]
    table = application_pdfs._table(part, items, label="")
    assert table["rows"] == [["12", "людей", ""], ["7", "", "рада"]]
    assert len(table["head"]) == len(table["widths"]) == 3


def test_tables_know_every_field_of_their_lists():
    parts = {part.name: part for group in SECTIONS for part in group.parts}
    assert {name: len(parts[name].fields) for name in application_pdfs._TABLES} == {
        name: len(widths) for name, widths in application_pdfs._TABLES.items()
    }


def test_answers_stand_as_their_length_asks():
    rows = [
        Row("Назва", "Коротка"), Row("Розповідь", "Перше.\n\nДруге.", is_long=True, words=2),
        Row("Сайт", "https://example.org", is_link=True), Row("Сайт", "https://" + "x" * 3_000, is_link=True),
    ]  # fmt: skip
    blocks = list(row_blocks(rows))
    assert [block["kind"] for block in blocks] == ["line", "text", "link", "line"]
    assert blocks[1]["paragraphs"] == ["Перше.", "Друге."]


def test_item_is_named_by_its_title():
    item = Item("Етап 1", [Row("Назва", "Ремонт", name="title")], STAGES.parts[0])
    assert [block["label"] for block in _item_blocks([item], {}, "uk", level=3)] == ["Етап 1. Ремонт"]


@pytest.mark.django_db
def test_version_and_draft_are_set_in_both_languages(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call = make_call()
    draft = make_application(call, answers={"title": "Чернетка без світлин"})
    owner = draft.members.get()
    other = make_application(call)
    file = send(other, photo((640, 480)), kind=FileKind.PHOTO, name="Зала.jpg", by=owner)
    answers = {
        ITEM: "0", f"{ITEM}/file": str(file.public_id), f"{ITEM}/alt_uk": "Зала з вікном", f"{ITEM}/credit": "Рада",
    }  # fmt: skip
    ApplicationFile.objects.filter(pk=file.pk).update(application=draft)
    for path, value in answers.items():
        draft.answers.create(path=path, value=value, saved_at=draft.changed_at)
    version = make_submitted(call, answers=complete_answers(call)).versions.get()
    for language in ("uk", "en"):
        first = application_pdf(version.application, version=version, language=language)
        assert first == application_pdf(version.application, version=version, language=language)
        assert (version.application.reference in xmp(first), set(version.sha256) - letters(first)) == (
            True,
            set(),
        )
        second = application_pdf(draft, language=language)
        assert (pages(second), everything(second).count(b"/Subtype/Image")) == (1, 1)
