"""Until when a call keeps what applicants wrote."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.kept_until import drafts_kept_until, months_after, personal_data_kept_until
from tests.contest.factories import at

KYIV = ZoneInfo("Europe/Kyiv")


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
    begins=st.integers(0, 20 * 366 * 24 * 3600).map(lambda s: at("2020-01-01 00:00") + timedelta(seconds=s)),
    months=st.integers(1, 119),
)
def test_a_month_more_is_never_earlier_and_never_more_than_a_month(begins, months):
    shorter, longer = (months_after(begins, months=number, zone=KYIV) for number in (months, months + 1))
    assert timedelta(days=27) < longer - shorter < timedelta(days=32)


def test_drafts_are_kept_no_longer_than_personal_data():
    dates = {"results_at": at("2026-06-30 12:00"), "zone": KYIV}
    call = SimpleNamespace(drafts_kept_months=12, personal_data_kept_months=6, **dates)
    assert drafts_kept_until(call) == personal_data_kept_until(call) == at("2026-12-30 13:00")
    assert drafts_kept_until(SimpleNamespace(**{**vars(call), "results_at": None})) is None
