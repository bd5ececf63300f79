"""One spelling for a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.text.folding import fold


@pytest.mark.parametrize(
    "text", ["Кам’янка", "кам'янка", "КАМʼЯНКА", "Кам`янка", "Кам´янка", "Кам‘янка", "Кам′янка"]
)
def test_apostrophes_and_capitals_fold_into_one(text):
    assert fold(text) == "камянка"


@pytest.mark.parametrize(
    "text",
    [
        "Івано-Франківськ",
        "івано франківськ",
        " Івано – Франківськ ",
        "Івано\u2011Франківськ\n",
        "Івано—\u00a0Франківськ",
    ],
)
def test_dashes_and_blanks_fold_into_one_blank(text):
    assert fold(text) == "івано франківськ"


def test_letters_never_fold_onto_each_other():
    assert len({fold(letter) for letter in "гґеєиіїй"}) == 8


def test_letter_typed_as_two_characters_is_one_letter():
    assert fold("Краі\u0308на и\u0306") == "країна й"


@pytest.mark.parametrize("text", ["", "  ", "’", "—", "\x00"])
def test_nothing_to_search_for_folds_to_nothing(text):
    assert fold(text) == ""


@given(st.text())
def test_folded_text_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folded_text_has_no_null_and_no_blank_at_its_ends(text):
    folded = fold(text)
    assert "\x00" not in folded
    assert folded == folded.strip()


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАЄІЇҐЯ’ -"))
def test_capitals_fold_like_small_letters(text):
    assert fold(text.upper()) == fold(text)
