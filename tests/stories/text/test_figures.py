"""Numbers in both languages."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from stories.text.figures import format_figure, format_number


@pytest.mark.parametrize(
    ("number", "uk", "en"),
    [
        (0, "0", "0"),
        (7, "7", "7"),
        (100, "100", "100"),
        (1000, "1\u00a0000", "1,000"),
        (61000, "61\u00a0000", "61,000"),
        (1234567, "1\u00a0234\u00a0567", "1,234,567"),
        (Decimal("13.30"), "13,3", "13.3"),
        (Decimal("4.00"), "4", "4"),
        (Decimal("1200.05"), "1\u00a0200,05", "1,200.05"),
        (0.5, "0,5", "0.5"),
        (Decimal("1E+3"), "1\u00a0000", "1,000"),
        (-1200, "-1\u00a0200", "-1,200"),
    ],
)
def test_number_is_written_as_its_reader_expects(number, uk, en):
    with translation.override("uk"):
        assert format_number(number) == uk
    with translation.override("en"):
        assert format_number(number) == en


@pytest.mark.parametrize(
    ("language", "qualifier", "text"),
    [
        ("uk", "exact", "30"),
        ("uk", "more_than", "понад 30"),
        ("uk", "about", "близько 30"),
        ("uk", "up_to", "до 30"),
        ("en", "exact", "30"),
        ("en", "more_than", "more than 30"),
        ("en", "about", "about 30"),
        ("en", "up_to", "up to 30"),
    ],
)
def test_figure_says_how_exact_it_is(language, qualifier, text):
    with translation.override(language):
        assert format_figure(30, qualifier) == text


@given(st.decimals(min_value=0, max_value=10**12, places=4))
def test_number_can_be_read_back(number):
    with translation.override("uk"):
        assert Decimal(format_number(number).replace("\u00a0", "").replace(",", ".")) == number
    with translation.override("en"):
        assert Decimal(format_number(number).replace(",", "")) == number


@given(st.integers(-(10**12), 10**12), st.sampled_from(["uk", "en"]))
def test_number_never_breaks_over_two_lines(number, language):
    with translation.override(language):
        assert " " not in format_number(number)
