"""Setting documents: text is only ever text, and the same data give the same file."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.typesetting import documents
from contest.typesetting.documents import DocumentTooLong, make_pdf
from tests.contest.typesetting.pdf_reading import everything, letters, pages, xmp

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1h-1z"/></svg>'
PICTURES = {"ornament.svg": SVG}


def document(*paragraphs, title="Заявка", label="Що зроблено", **changes):
    texts = {"kind": "text", "label": label, "paragraphs": list(paragraphs), "note": ""}
    return {
        "title": title, "author": "Громади", "description": "Конкурс", "edition": "Третій конкурс", "running": title,
        "reference": "2026-YE-0042", "mark": "SHA-256", "place": "", "facts": [["Номер", "1"]],
        "sections": [{"heading": "Історія", "blocks": [texts]}], **changes,
    }  # fmt: skip


def made(*paragraphs, language="uk", at=AT, **changes):
    return make_pdf(
        "application", document(*paragraphs, **changes), language=language, at=at, pictures=PICTURES
    )


def test_same_data_give_the_same_bytes_and_another_date_others():
    assert made("Текст") == made("Текст")
    assert made("Текст") != made("Текст", at=AT.replace(day=2))


@pytest.mark.parametrize("language", ["uk", "en"])
def test_document_is_tagged_and_says_its_title_and_language(language):
    pdf = made("Текст", language=language)
    found = everything(pdf)
    assert [
        mark in found for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Outlines", b"/DisplayDocTitle true")
    ] == [True] * 4
    assert f"/Lang({language})".encode() in found.replace(b"/Lang (", b"/Lang(")
    assert [part in xmp(pdf) for part in ("Заявка", "<pdfuaid:part>1</pdfuaid:part>", "2026-03-01")] == [
        True
    ] * 3


def test_ukrainian_letters_and_signs_have_a_face():
    text = "ҐґЄєІіЇї «лапки» — пів’яблука № ₴ …"
    assert set(text) - {" "} - letters(made(text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd") #include "house.typ" #import "@preview/x:1.0.0": *',
        "$x^2$ = *bold* _soft_ `raw` <label> @ref // remark /* remark */ \\ \\u{41}",
        '"}], "title": "x", "sections": [',
        "= Heading\n- point\n+ number\n/ term: x",
    ],
)
def test_what_looks_like_markup_comes_out_as_it_was_typed(text):
    assert set(text) - set(" \n") - letters(made(text, title="т", label="м")) == set()


def test_controls_and_turned_directions_are_dropped():
    hostile = "а\x00б\x07в\u202eг\u2066д\ufeffе\u200b\ud800"
    assert made(hostile) == made("абвгде")


def test_letters_without_a_face_become_boxes():
    pdf = made("Свято 🎉 漢字 👨‍👩‍👧 \ue000")
    assert [letter in letters(pdf) for letter in "□Свято🎉漢"] == [True] * 6 + [False] * 2


def test_right_to_left_is_set():
    assert set("שלום") - letters(made("שלום")) == set()


def test_long_word_and_long_text_stay_on_pages():
    assert pages(made("я" * 10_000)) > 1
    assert pages(made(*["Слово за словом. " * 60] * 10)) == 3


def test_too_much_text_is_refused():
    with pytest.raises(DocumentTooLong):
        made("x" * documents.MOST_CHARACTERS)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.text(min_size=1, max_size=60))
def test_any_text_can_be_set(text, label):
    assert made(text, label=label).startswith(b"%PDF-")
