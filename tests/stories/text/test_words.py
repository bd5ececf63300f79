"""Words of a text, folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.text.words import LONGEST_WORD, fold_word, spellings_of, wholes_of, words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Громада ГРОМАДА громада", ["громада", "громада", "громада"]),
        ("здоровʼя здоров’я здоров'я здоров`я здоров´я", ["здоров'я"] * 5),
        ("«Ветеранський хаб» — це №1!", ["ветеранський", "хаб", "це", "1"]),
        ("за́мок замо́к", ["замок", "замок"]),
        ("café naïve Łódź Ærø", ["cafe", "naive", "lodz", "aero"]),
        ("їжак ґанок єдність йти", ["їжак", "ґанок", "єдність", "йти"]),
        ("community's veterans' O'Brien", ["community", "veterans", "o'brien"]),
        ("не\u00adпрозорий нуль\u200bовий", ["непрозорий", "нульовий"]),
        ("веб-сайт", ["веб", "сайт"]),
        ("ﬁnance ² Ⅳ", ["finance", "2", "iv"]),
        ("a_b", ["a", "b"]),
        ("\x00 \ud800 🙂 ... '", []),
    ],
)
def test_words_are_folded(text, expected):
    assert spellings_of(text) == expected


def test_letters_with_marks_of_their_own_survive_being_written_apart():
    assert spellings_of("и\u0306ти і\u0308жак") == ["йти", "їжак"]


def test_stress_on_a_letter_with_its_own_mark_is_dropped():
    assert spellings_of("ї\u0301жак") == ["їжак"]


def test_hyphenated_word_is_also_written_as_one():
    assert wholes_of("Мій веб-сайт, Івано-Франківськ і навчально-виробничий\u2011комбінат — ось") == [
        "вебсайт",
        "іванофранківськ",
        "навчальновиробничийкомбінат",
    ]


def test_dash_between_words_joins_nothing():
    assert wholes_of("слово—слово слово – слово -слово слово- слово") == []


def test_word_knows_its_place_in_the_text():
    text = "«За́мок» і веб-сайт"
    assert [text[word.start : word.end] for word in words_of(text)] == ["За́мок", "і", "веб", "сайт"]


def test_long_word_is_cut():
    assert [len(word) for word in spellings_of("а" * 5000)] == [LONGEST_WORD]


@given(st.text())
def test_any_text_has_words_in_their_order_and_both_ways_agree(text):
    words = list(words_of(text))
    assert [word.spelling for word in words] == spellings_of(text)
    places = [place for word in words for place in (word.start, word.end)]
    assert places == sorted(places)
    assert all(word.folded for word in words)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    folded = spellings_of(text)
    assert [fold_word(word) for word in folded] == folded


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", min_size=1, max_size=40))
def test_ukrainian_letters_stay_themselves(word):
    assert spellings_of(word.upper()) == [word]


def test_text_that_is_a_word_and_a_hyphen_has_no_hyphenated_word():
    assert [word.after_hyphen for word in words_of("а-")] == [False]
