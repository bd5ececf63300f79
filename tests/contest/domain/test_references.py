"""A reference names one application only, and its number comes after the last one."""

import pytest

from contest.domain.references import reference_of, take_numbers
from tests.contest.factories import at, make_call


@pytest.mark.django_db
def test_references_and_numbers_of_a_call():
    call = make_call(opens_at=at("2026-11-25 10:00"))
    # It closes on 25 December.
    assert reference_of(call, slug="youth-engagement", number=42) == "2026-YE-0042"
    assert reference_of(call, slug="recovery-and-development", number=10_000) == "2026-RD-10000"
    assert [take_numbers(call), take_numbers(call, count=3), take_numbers(call)] == [1, 2, 5]


@pytest.mark.django_db
def test_year_is_that_of_the_zone_in_which_the_call_closes():
    call = make_call(opens_at=at("2026-12-01 22:30"))
    # New Year's Eve in UTC, New Year in Kyiv.
    call.closes_at = at("2026-12-31 22:30")
    assert reference_of(call, slug="a", number=1) == "2027-A-0001"
