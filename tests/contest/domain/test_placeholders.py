"""What is put into letters, and that it stays what it is."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.letter_texts import FOOT, TEXTS
from contest.domain.placeholders import (
    PLACEHOLDERS,
    fill,
    one_line,
    placeholders_of,
    sample_values,
    unknown_placeholders,
    values_for,
)
from contest.enums import LetterKind
from tests.contest.factories import make_application, make_call, make_submitted

HOSTILE = [
    "{reference}",
    "%s %(title)s",
    "{{ reference }}",
    "{reference!r}",
    "{0}",
    "{",
    "}{",
    "{title.__class__}",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_value_is_put_in_as_it_is(title):
    assert fill("“{title}” {reference}", {"title": title, "reference": "R"}) == f"“{title}” R"


@given(st.dictionaries(st.sampled_from(sorted(PLACEHOLDERS)), st.text()))
def test_every_value_stands_where_its_placeholder_stood(values):
    text = "".join(f"<{{{name}}}>" for name in values)
    assert fill(text, values) == "".join(f"<{value}>" for value in values.values())


def test_name_without_a_value_stays():
    assert fill("{deadline} {nothing} {not a name}", {}) == "{deadline} {nothing} {not a name}"


def test_unknown_placeholders_are_named_once_in_their_order():
    assert unknown_placeholders("{hash} {titel} {title} {titel} {0}", LetterKind.REMINDER) == [
        "hash",
        "titel",
        "0",
    ]


@given(st.text())
def test_line_of_a_header_has_neither_breaks_nor_control_characters(text):
    line = one_line(text)
    assert line.splitlines() in ([], [line])
    assert [sign for sign in line if ord(sign) < 32 or 127 <= ord(sign) < 160] == []


def test_default_words_hold_known_placeholders_alone_in_both_languages():
    for language in ("uk", "en"):
        with translation.override(language):
            for kind, texts in TEXTS.items():
                assert [unknown_placeholders(str(text), kind) for text in (*texts, FOOT)] == [[], [], []]


def test_translation_says_everything_that_the_original_says():
    names = lambda text, kind: {name for name in placeholders_of(kind) if f"{{{name}}}" in str(text)}  # noqa: E731
    for kind, texts in TEXTS.items():
        for text in (*texts, FOOT):
            with translation.override("en"):
                english, words = names(text, kind), str(text)
            with translation.override("uk"):
                assert (names(text, kind), str(text) != words) == (english, True), kind


@pytest.mark.django_db
def test_values_speak_the_active_language_and_the_zone_of_the_call():
    call = make_call(opens_at=datetime(2026, 10, 1, 15, tzinfo=UTC))
    application = make_application(call, at=datetime(2026, 10, 20, tzinfo=UTC))
    now = datetime(2026, 10, 20, 16, tzinfo=UTC)
    said = {}
    for language in ("uk", "en"):
        with translation.override(language):
            said[language] = values_for(application, LetterKind.REMINDER, recipient=None, at=now)
    assert (said["uk"]["deadline"], said["uk"]["left"]) == (
        "31 жовтня 2026, 17:00 за Києвом (EET)",
        "залишилося 10 днів",
    )
    assert (said["en"]["deadline"], said["en"]["left"]) == (
        "31 October 2026, 17:00 Kyiv time (EET)",
        "10 days left",
    )
    assert said["uk"]["state"] == "Її ще не подано."


@pytest.mark.django_db
def test_values_of_an_empty_draft_say_that_there_is_nothing_yet():
    application = make_application(answers={})
    with translation.override("uk"):
        said = values_for(application, LetterKind.FREE, recipient=None, at=timezone.now())
    assert [said[name] for name in ("reference", "title", "community", "category")] == [
        "ще не надано", "Чернетка без назви", "громаду ще не обрано", "категорію ще не обрано",
    ]  # fmt: skip


@pytest.mark.django_db
def test_sample_is_invented_until_somebody_has_applied():
    call = make_call()
    for kind in LetterKind:
        for language in ("uk", "en"):
            sample = sample_values(call, kind, language)
            assert (list(sample), [name for name, value in sample.items() if not value]) == (
                list(placeholders_of(kind)),
                [],
            )
    assert sample_values(call, LetterKind.FREE, "en")["title"] == "A place for young people"
    application = make_submitted(call)
    shown = sample_values(call, LetterKind.RECEIPT, "uk")
    assert (shown["title"], shown["reference"]) == ("Простір для молоді", application.reference)
