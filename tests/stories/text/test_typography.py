"""Lines that break where a reader would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.text.typography import bind

texts = st.text(alphabet="аівзїйЯ№§5 —–-(«»,.\u00a0\nabc")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Молодь у громаді", "Молодь у~громаді"),
        ("і в місті", "і~в~місті"),
        ("Це й у них є", "Це~й~у~них є"),
        ("(з нею) «до них»", "(з~нею) «до~них»"),
        ("11 історій", "11~історій"),
        ("№ 55, § 3", "№~55, §~3"),
        ("61 000 гривень", "61 000~гривень"),
        ("Громада — це люди", "Громада~— це~люди"),
        ("2022 – 2023", "2022~– 2023"),
        ("A hub of its own", "A~hub of its own"),
        ("слово за словом", "слово за~словом"),
        ("день при дні", "день при дні"),
        ("кінець у", "кінець у"),
        ("Івано-Франківськ", "Івано-Франківськ"),
        ("", ""),
    ],
)
def test_short_words_and_numbers_stay_with_what_follows(text, bound):
    assert bind(text).replace("\u00a0", "~") == bound


@given(texts)
def test_only_blanks_change(text):
    assert bind(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")


@given(texts)
def test_bound_text_stays_as_it_is(text):
    assert bind(bind(text)) == bind(text)
