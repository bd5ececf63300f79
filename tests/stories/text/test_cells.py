"""Text in spreadsheet cells: nothing is calculated, and nothing is lost on the way there and back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stories.text.cells import is_error, is_risky, join_list, plain, protect, split_list, unprotect


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+380501234567", "-рядок", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a"],
)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(text):
    assert (is_risky(text), protect(text), is_risky(protect(text))) == (True, f"'{text}", False)


@pytest.mark.parametrize("text", ["", "Хаб", "'слово'", "2+2=4", " =1", "’=1"])
def test_other_text_stays_as_it_is(text):
    assert (is_risky(text), protect(text), unprotect(text)) == (False, text, text)


@given(st.text())
@example("'=1")
@example("''=1")
@example("'")
def test_apostrophe_comes_off_again(text):
    assert unprotect(protect(text)) == text


@given(st.text(alphabet="'=+-@\t\r\nа ", max_size=8))
def test_protected_text_is_never_risky(text):
    assert is_risky(protect(text)) is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [("#REF!", True), (" #name? ", True), ("#N/A", True), ("#хаб", False), ("", False), ("REF", False)],
)
def test_errors_of_spreadsheets_are_known(text, expected):
    assert is_error(text) is expected


def test_plain_text_has_one_kind_of_line_end_and_no_control_characters():
    assert plain("а\r\nб\rв\n\x00\x0b\ud800г\ufffe\tґ") == "а\nб\nв\nг\tґ"


_items = st.lists(st.text(alphabet="аб;\\ c", min_size=1).map(str.strip).filter(bool), max_size=5)


@given(_items)
def test_list_in_a_cell_is_read_back(items):
    assert split_list(join_list(items)) == items


def test_empty_places_of_a_list_stay():
    assert split_list("а; ; б;") == ["а", "", "б", ""]


def test_empty_cell_is_an_empty_list():
    assert split_list("  ") == []
