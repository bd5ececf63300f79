"""Dates and countdowns in words of both languages."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.moments import changes_in, countdown, moment_of
from contest.enums import TimeZone
from tests.contest.domain.test_phases import Dates
from tests.contest.factories import at

CLOSES = at("2026-04-01 15:00")
KYIV = ZoneInfo("Europe/Kyiv")


def words(moment, language, zone=KYIV):
    with translation.override(language):
        found = moment_of(at(moment), zone=zone)
    return found.day, found.hour, found.iso


def test_date_is_said_in_ukrainian_with_its_zone():
    assert words("2026-12-26 16:00", "uk") == (
        "26 грудня 2026",
        "18:00 за Києвом (EET)",
        "2026-12-26T18:00+02:00",
    )


def test_date_is_said_in_english_with_its_zone():
    assert words("2026-12-26 16:00", "en") == (
        "26 December 2026",
        "18:00 Kyiv time (EET)",
        "2026-12-26T18:00+02:00",
    )


def test_summer_time_is_named_as_such():
    assert words("2026-07-01 15:00", "uk")[1:] == ("18:00 за Києвом (EEST)", "2026-07-01T18:00+03:00")


def test_date_is_the_one_of_the_zone_not_of_the_server():
    assert words("2026-12-31 23:30", "uk")[0] == "1 січня 2027"


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("UTC", "16:00 UTC"), ("Europe/Brussels", "17:00, zone: Brussels (CET)")],
)
def test_other_zones_are_named(zone, hour):
    assert words("2026-12-26 16:00", "en", ZoneInfo(zone))[1] == hour


def test_every_zone_on_offer_exists():
    assert [ZoneInfo(zone).key for zone in TimeZone.values] == TimeZone.values


@pytest.mark.parametrize(
    ("left", "uk", "en"),
    [
        (timedelta(days=21), "залишився 21 день", "21 days left"),
        (timedelta(days=12, hours=23), "залишилося 12 днів", "12 days left"),
        (timedelta(days=2), "залишилося 2 дні", "2 days left"),
        (timedelta(days=2) - timedelta(seconds=1), "залишилося 47 годин", "47 hours left"),
        (timedelta(hours=21), "залишилася 21 година", "21 hours left"),
        (timedelta(hours=2), "залишилося 2 години", "2 hours left"),
        (timedelta(hours=2) - timedelta(seconds=1), "залишилося 119 хвилин", "119 minutes left"),
        (timedelta(seconds=59), "залишилася 1 хвилина", "1 minute left"),
        (timedelta(seconds=1), "залишилася 1 хвилина", "1 minute left"),
    ],
)
def test_time_left_is_counted_in_days_then_hours_then_minutes(left, uk, en):
    said = []
    for language in ("uk", "en"):
        with translation.override(language):
            said.append(countdown(Dates(), at=CLOSES - left))
    assert said == [uk, en]


def test_nothing_is_counted_after_the_last_date():
    assert (
        countdown(Dates(), at=at("2030-01-01 00:00")),
        changes_in(Dates(), at=at("2030-01-01 00:00")),
    ) == ("", None)


@pytest.mark.parametrize(
    ("left", "changes"),
    [
        (timedelta(days=3, hours=5), timedelta(hours=5)),
        (timedelta(days=3), timedelta(seconds=1)),
        (timedelta(hours=5, minutes=10), timedelta(minutes=10)),
        (timedelta(seconds=30), timedelta(seconds=30)),
    ],
)
def test_page_says_the_same_until_a_unit_has_gone(left, changes):
    assert changes_in(Dates(), at=CLOSES - left) == changes


@given(st.timedeltas(min_value=timedelta(seconds=2), max_value=timedelta(days=40)))
def test_countdown_stays_the_same_until_the_change_that_is_foretold(left):
    now = CLOSES - left
    change = changes_in(Dates(opens_at=now - timedelta(days=100)), at=now)
    before = now + change - timedelta(seconds=1)
    dates = Dates(opens_at=now - timedelta(days=100))
    assert countdown(dates, at=max(now, before)) == countdown(dates, at=now)
