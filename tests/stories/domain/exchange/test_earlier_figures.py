"""Days, and what a figure was before, as a person types them and as the site writes them."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from stories.domain.exchange.cell_values import CellFault
from stories.domain.exchange.days import Day
from stories.domain.exchange.earlier_figures import EarlierFigures
from stories.enums import Qualifier

FIGURES = EarlierFigures()


def then(as_of, value, qualifier="exact"):
    return {"as_of": as_of, "value": value, "qualifier": qualifier}


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (None, []),
        ("", []),
        ([], []),
        (" ; ", []),
        ("2024-06=1200", [then("2024-06", 1200)]),
        ("?=900; 06.2024 = 1 200,5;", [then(None, 900), then("2024-06", Decimal("1200.5"))]),
        ("2025-01=about 1500", [then("2025-01", 1500, "about")]),
        ("2025-01=понад 30", [then("2025-01", 30, "more_than")]),
        ("2025-01=More than 30", [then("2025-01", 30, "more_than")]),
        ("2025-01=up_to 0", [then("2025-01", 0, "up_to")]),
        ([{"value": 12}], [then(None, 12)]),
        (
            [{"as_of": "2024-06", "value": Decimal("9.5"), "qualifier": "up_to"}],
            [then("2024-06", Decimal("9.5"), "up_to")],
        ),
    ],
)
def test_earlier_figures_are_read(raw, read):
    assert FIGURES.read(raw) == read


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("1200", "“1200” is no earlier figure. Write month and figure"),
        ("=1200", "“=1200” is no earlier figure."),
        ("2024-06=", "“2024-06=” is no earlier figure."),
        ("2024-06=12 people", "“2024-06=12 people” is no earlier figure."),
        ("2024=12", "“2024” is no month."),
        ("2024-13=12", "“2024-13” is no month."),
        ("2024-06=-5", "“-5”: a number from nought up is wanted."),
        ("2024-06=1.234", "“1.234”: write thousands without a mark"),
        ("2024-06=nearly 5", "“nearly” is none of: exact, more_than, about, up_to."),
        (["2024-06=5"], "“2024-06=5” is no earlier figure: an object"),
        (
            [{"value": 5, "when": "2024-06"}],
            "“{'value': 5, 'when': '2024-06'}” is no earlier figure: an object",
        ),
        ([{"as_of": "2024-06"}], "“{'as_of': '2024-06'}” is no earlier figure."),
        ([{"value": {"a": 1}}], "“{'a': 1}” is no number."),
    ],
)
def test_what_cannot_be_an_earlier_figure_is_told_with_its_text(raw, told):
    with translation.override("en"), pytest.raises(CellFault) as fault:
        FIGURES.read(raw)
    assert str(fault.value)[: len(told)] == told


def test_earlier_figures_are_written_plainly():
    value = [then(None, Decimal(900)), then("2024-06", Decimal("9.50"), "about")]
    assert FIGURES.to_cell(value) == "?=900; 2024-06=about 9.5"
    assert FIGURES.to_json(value) == [then(None, 900), then("2024-06", 9.5, "about")]
    assert (FIGURES.to_cell(None), FIGURES.to_json(None)) == ("", [])


MONTHS = st.none() | st.dates(datetime(1991, 1, 1).date(), datetime(2100, 1, 1).date()).map("{:%Y-%m}".format)  # noqa: DTZ001


@given(
    st.lists(
        st.builds(
            then,
            MONTHS,
            st.integers(0, 10**12).map(lambda cents: Decimal(cents) / 100),
            st.sampled_from(Qualifier.values),
        ),
        max_size=6,
    )
)
def test_what_is_written_is_read_back(figures):
    assert FIGURES.read(FIGURES.to_cell(figures)) == figures


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("2025-05-12", "2025-05-12"),
        ("12.05.2025", "2025-05-12"),
        ("2025-5-2", "2025-05-02"),
        (datetime(2025, 5, 12), "2025-05-12"),  # noqa: DTZ001 - as a spreadsheet keeps it
        ("2025-05-12T00:00:00", "2025-05-12"),
        ("", None),
        (None, None),
    ],
)
def test_day_is_read(raw, read):
    assert Day().read(raw) == read


@pytest.mark.parametrize("raw", ["2025-05", "2025-02-30", "1812-05-12", "май", "2025-05-12T10:00:00"])
def test_what_is_no_day_is_told(raw):
    with translation.override("en"), pytest.raises(CellFault, match=f"“{raw}” is no day"):
        Day().read(raw)
