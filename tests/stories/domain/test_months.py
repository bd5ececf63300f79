"""Months are those of the calendar, where people live."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.domain.months import months_after

KYIV = ZoneInfo("Europe/Kyiv")
BEGINNING = datetime(2020, 1, 1, tzinfo=KYIV)


@pytest.mark.parametrize(
    ("begins", "months", "ends"),
    [
        ("2026-08-31 12:00", 6, "2027-02-28 12:00"),
        ("2027-08-31 12:00", 6, "2028-02-29 12:00"),
        ("2026-12-15 09:30", 1, "2027-01-15 09:30"),
        ("2026-01-31 00:00", 120, "2036-01-31 00:00"),
        # From winter time to summer time the hour of the day stays.
        ("2026-03-01 10:00", 1, "2026-04-01 10:00"),
        # An hour that the clocks skip comes an hour later.
        ("2026-02-28 03:30", 13, "2027-03-28 04:30"),
    ],
)
def test_months_are_those_of_the_calendar_in_the_zone(begins, months, ends):
    first, last = (datetime.fromisoformat(text).replace(tzinfo=KYIV) for text in (begins, ends))
    assert months_after(first.astimezone(UTC), months=months, zone=KYIV) == last.astimezone(UTC)


@given(
    begins=st.integers(0, 20 * 366 * 24 * 3600).map(lambda s: BEGINNING + timedelta(seconds=s)),
    months=st.integers(1, 119),
)
def test_a_month_more_is_never_earlier_and_never_more_than_a_month(begins, months):
    shorter, longer = (months_after(begins, months=number, zone=KYIV) for number in (months, months + 1))
    assert timedelta(days=27) < longer - shorter < timedelta(days=32)
