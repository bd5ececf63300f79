"""Ukrainian alphabetical order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.text.ordering import KEY_LENGTH, ordering_key

ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"


def test_letters_stand_as_in_the_alphabet():
    backwards = ALPHABET[::-1]
    assert sorted(backwards, key=ordering_key) == list(ALPHABET)


def test_names_sort_as_in_a_ukrainian_index():
    names = [
        "Гайсин", "Ґорґани", "Довге", "Елеватор", "Єнакієве", "Жовква", "Зінків", "Ивасики", "Іваничі",
        "Їжаківка", "Йосипівка", "Калуш", "Щастя", "Юріївка", "Яблунівка",
    ]  # fmt: skip
    assert sorted(sorted(names), key=ordering_key) == names


def test_shorter_name_precedes_the_longer_one_and_a_blank_precedes_letters():
    names = ["Біла", "Біла Криниця", "Біла Церква", "Білаки"]
    backwards = names[::-1]
    assert sorted(backwards, key=ordering_key) == names


def test_figures_precede_cyrillic_and_cyrillic_precedes_latin():
    assert sorted(["zoo", "яр", "абетка", "2023"], key=ordering_key) == ["2023", "абетка", "яр", "zoo"]


@pytest.mark.parametrize("other", ["Камянка", "Кам'янка", "Камʼянка", "КАМ’ЯНКА", "Кам-янка", "Камʹянка"])
def test_marks_and_capitals_do_not_count(other):
    assert ordering_key(other) == ordering_key("Кам’янка")


@pytest.mark.parametrize("other", [" Біла Церква", "Біла\u00a0Церква", "Біла  Церква\n"])
def test_runs_of_blanks_count_as_one(other):
    assert ordering_key(other) == ordering_key("Біла Церква")


def test_letter_typed_as_two_characters_is_one_letter():
    assert ordering_key("и\u0306і\u0308") == ordering_key("йї")


@given(st.text())
def test_key_is_made_of_digits_and_fits_its_column(text):
    key = ordering_key(text)
    assert all(character in "0123456789" for character in key)
    assert len(key) <= KEY_LENGTH


@given(st.text(alphabet=ALPHABET + ALPHABET.upper(), max_size=20), st.text(alphabet=ALPHABET, max_size=20))
def test_order_of_keys_is_the_order_of_letters(first, second):
    places = [[ALPHABET.index(letter) for letter in word.lower()] for word in (first, second)]
    assert (ordering_key(first) < ordering_key(second)) == (places[0] < places[1])
    assert (ordering_key(first) == ordering_key(second)) == (places[0] == places[1])


@given(st.text(alphabet=st.characters(codec="cp1251")))
def test_capitals_equal_small_letters(text):
    assert ordering_key(text.upper()) == ordering_key(text.lower())
