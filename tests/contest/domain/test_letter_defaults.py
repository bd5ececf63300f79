"""The words of letters: those that every call begins with, and a call's own."""

import pytest
from django.utils import translation
from wagtail.models import ModelLogEntry

from contest.domain.letter_defaults import default_words, reset_template, save_template, words_of
from contest.enums import LetterKind
from contest.errors import LetterWordsRefused
from contest.models import LetterTemplate
from tests.contest.factories import make_call
from tests.factories import make_user

OWN = {
    "subject_uk": "Заявка {reference}", "subject_en": "Application {reference}", "body_uk": "Вітаємо!",
    "body_en": "Hello!", "waits": True,
}  # fmt: skip


def test_letters_about_what_one_has_just_done_leave_by_themselves():
    waiting = {kind for kind in LetterKind if default_words(kind, language="uk").waits}
    assert waiting == {
        "eligible", "ineligible", "shortlisted", "winner", "special_award", "not_awarded", "disqualified", "reinstated",
        "free",
    }  # fmt: skip


def test_default_words_don_t_depend_on_who_reads_the_page():
    with translation.override("en"):
        words = default_words(LetterKind.RECEIPT, language="uk")
    assert words.subject == "Заявку {reference} отримано"
    assert words.body.endswith("\n\nЗапитання: {contact}\n\nСекретаріат\n{edition}\n{site}")


@pytest.mark.django_db
def test_call_s_own_words_hold_until_they_are_reset():
    call, by = make_call(), make_user()
    save_template(call, LetterKind.RECEIPT, **OWN, by=by)
    own = words_of(call, LetterKind.RECEIPT, language="en")
    assert (own.subject, own.body, own.waits) == ("Application {reference}", "Hello!", True)
    assert words_of(call, LetterKind.WINNER, language="en") == default_words(LetterKind.WINNER, language="en")
    assert [reset_template(call, LetterKind.RECEIPT, by=by) for _time in range(2)] == [True, False]
    assert words_of(call, LetterKind.RECEIPT, language="en") == default_words(
        LetterKind.RECEIPT, language="en"
    )
    logged = ModelLogEntry.objects.for_instance(call).order_by("pk").values_list("action", flat=True)
    assert list(logged) == ["contest.letters.change", "contest.letters.reset"]


@pytest.mark.django_db
def test_words_with_a_fault_are_refused_at_their_field(english):
    call = make_call()
    wrong = {
        **OWN,
        "subject_en": " ",
        "body_uk": "{reference} {hash} {titel} {titel}",
        "subject_uk": "я" * 201,
    }
    with pytest.raises(LetterWordsRefused) as refusal:
        save_template(call, LetterKind.WINNER, **wrong, by=make_user())
    assert refusal.value.faults == {
        "subject_uk": "At most 200 signs; there are 201.",
        "subject_en": "Write the text in this language too.",
        "body_uk": "These placeholders mean nothing in this letter: {hash}, {titel}.",
    }
    assert refusal.value.unknown == {"body_uk": ["hash", "titel"]}
    assert LetterTemplate.objects.count() == 0


@pytest.mark.django_db
def test_subject_of_several_lines_becomes_one():
    row = save_template(
        make_call(), LetterKind.FREE, **{**OWN, "subject_uk": "Про\r\nBcc: all@example.org"}, by=make_user()
    )
    assert row.subject_uk == "Про Bcc: all@example.org"
