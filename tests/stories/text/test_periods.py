"""Months and periods in both languages."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from stories.text.periods import format_day, format_month, format_period

months = st.dates(date(1991, 1, 1), date(2100, 12, 1)).map(lambda day: day.replace(day=1))
ONGOING = {"uk": "триває", "en": "ongoing"}
UK_MONTHS = [
    "січень", "лютий", "березень", "квітень", "травень", "червень",
    "липень", "серпень", "вересень", "жовтень", "листопад", "грудень",
]  # fmt: skip


@pytest.mark.parametrize(("number", "name"), list(enumerate(UK_MONTHS, start=1)))
def test_ukrainian_month_stands_in_the_nominative_and_small(number, name):
    with translation.override("uk"):
        assert format_month(date(2023, number, 1)) == f"{name} 2023"


@pytest.mark.parametrize(("language", "text"), [("uk", "2 травня 2025"), ("en", "2 May 2025")])
def test_day_has_its_month_whole_and_in_the_right_form(language, text):
    with translation.override(language):
        assert format_day(date(2025, 5, 2)) == text


def test_english_month_has_a_capital():
    with translation.override("en"):
        assert format_month(date(2023, 7, 1)) == "July 2023"


@pytest.mark.parametrize(
    ("language", "start", "end", "text"),
    [
        ("uk", date(2022, 3, 1), None, "березень 2022"),
        ("uk", date(2022, 3, 1), date(2022, 3, 1), "березень 2022"),
        ("uk", date(2022, 9, 1), date(2022, 12, 1), "вересень — грудень 2022"),
        ("uk", date(2022, 12, 1), date(2023, 1, 1), "грудень 2022 — січень 2023"),
        ("en", date(2022, 3, 1), None, "March 2022"),
        ("en", date(2022, 9, 1), date(2022, 12, 1), "September — December 2022"),
        ("en", date(2022, 12, 1), date(2023, 1, 1), "December 2022 — January 2023"),
    ],
)
def test_period_says_each_year_once(language, start, end, text):
    with translation.override(language):
        assert format_period(start=start, end=end) == text


@pytest.mark.parametrize(
    ("language", "text"), [("uk", "липень 2023 — триває"), ("en", "July 2023 — ongoing")]
)
def test_ongoing_period_says_so(language, text):
    with translation.override(language):
        assert format_period(start=date(2023, 7, 1), ongoing=True) == text


@given(st.sampled_from(["uk", "en"]), months, st.none() | months)
def test_ongoing_period_always_says_so_and_never_tells_an_end(language, start, end):
    with translation.override(language):
        text = format_period(start=start, end=end, ongoing=True)
        assert text == f"{format_month(start)} — {ONGOING[language]}"


@given(st.sampled_from(["uk", "en"]), months, months)
def test_period_names_both_of_its_months(language, start, end):
    start, end = sorted([start, end])
    with translation.override(language):
        text = format_period(start=start, end=end)
        assert text.startswith(format_month(start).split(" ")[0])
        assert text.endswith(format_month(end))
