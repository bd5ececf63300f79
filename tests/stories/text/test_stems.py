"""Endings of words that no dictionary has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.text.stems import ukrainian_stem


@pytest.mark.parametrize(
    ("stem", "forms"),
    [
        ("хаб", "хаб хаби хабу хабом хабів хабах хабами"),
        ("укрит", "укриття укриттю укриттям укриттів"),
        ("шполянськ", "шполянська шполянської шполянській шполянську шполянські шполянських"),
        ("коворкінг", "коворкінг коворкінги коворкінгів коворкінгом"),
        ("медіац", "медіація медіації медіацією медіацій"),
    ],
)
def test_forms_of_a_word_have_one_stem(stem, forms):
    assert {ukrainian_stem(form) for form in forms.split()} == {stem}


@pytest.mark.parametrize("word", ["рік", "ця", "є", "дім", "оон", "впо"])
def test_short_word_stays_whole(word):
    assert ukrainian_stem(word) == word


@given(st.text(max_size=60))
def test_stem_is_the_beginning_of_its_word(word):
    stem = ukrainian_stem(word)
    assert word.startswith(stem)
    assert len(stem) >= min(3, len(word))
