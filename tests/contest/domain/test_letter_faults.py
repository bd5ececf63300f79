"""Why a letter has not left is told in the language of whoever reads it."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from contest.domain.letter_faults import Fault, told, written, written_by

AT = datetime(2026, 10, 20, 21, 30, tzinfo=UTC)


def in_both_languages(kept):
    found = []
    for language in ("uk", "en"):
        with translation.override(language):
            found.append(told(kept))
    return found


@pytest.mark.parametrize(
    ("kept", "sentences"),
    [
        (
            written(Fault.ADDRESS_REFUSED, "550 5.1.1 No such user: 100%"),
            [
                "Поштовий сервер не прийняв адреси одержувача. Його відповідь: 550 5.1.1 No such user: 100%",
                "The mail server did not take the recipient’s address. It answered: 550 5.1.1 No such user: 100%",
            ],
        ),
        (
            written(Fault.PERSON_LEFT),
            ["Ця людина вже не працює над заявкою.", "The person does not work on the application any more."],
        ),
        (
            # Half past nine in the evening by UTC is the next day in Kyiv.
            written_by("Оля: Секретар", at=AT),
            ["Скасовано: Оля: Секретар, 21 жовтня 2026.", "Cancelled: Оля: Секретар, 21 October 2026."],
        ),
    ],
)
def test_fault_is_told_in_the_language_of_the_reader(kept, sentences):
    assert in_both_languages(kept) == sentences


def test_every_fault_has_words_of_its_own_in_each_language():
    kept = [written(fault) for fault in Fault if fault != Fault.KEPT_BACK]
    ukrainian, english = zip(*(in_both_languages(one) for one in kept), strict=True)
    assert (len({*ukrainian, *english}), len(kept)) == (22, 11)


@pytest.mark.parametrize(
    "kept",
    ["", "Обліковий запис цієї людини закрито.", "550", "Відповідь: 550 5.1.1", "kept_back:yesterday Оля"],
)
def test_sentence_of_an_earlier_version_is_told_as_it_stands(kept):
    assert in_both_languages(kept) == [kept, kept]
