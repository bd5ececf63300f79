"""Phases of a call, to the second, across changes of the clocks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.phases import (
    boundaries,
    has_opened,
    is_open_for_submission,
    moment_in,
    next_boundary,
    phase_by_dates,
    phase_of,
    punctuality_of,
    time_left,
)
from contest.enums import Phase, Punctuality
from tests.contest.factories import at

KYIV = ZoneInfo("Europe/Kyiv")
SECOND = timedelta(seconds=1)
ORDER = list(Phase)


OPENS, CLOSES = at("2026-03-01 08:00"), at("2026-04-01 15:00")
JUDGED_FROM, JUDGED_UNTIL = at("2026-04-10 08:00"), at("2026-05-10 15:00")
RESULTS = at("2026-05-20 09:00")


@dataclass
class Dates:
    """A timetable and nothing else."""

    opens_at: datetime | None = OPENS
    closes_at: datetime | None = CLOSES
    judging_opens_at: datetime | None = JUDGED_FROM
    judging_closes_at: datetime | None = JUDGED_UNTIL
    results_at: datetime | None = RESULTS
    live: bool = True
    grace_seconds: int = 120


EMPTY = Dates(None, None, None, None, None)


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        ("2026-02-28 23:59", "announced"),
        ("2026-03-01 07:59:59", "announced"),
        ("2026-03-01 08:00", "open"),
        ("2026-04-01 14:59:59", "open"),
        ("2026-04-01 15:00", "screening"),
        ("2026-04-10 08:00", "judging"),
        ("2026-05-10 15:00", "deliberating"),
        ("2026-05-20 08:59:59", "deliberating"),
        ("2026-05-20 09:00", "results"),
        ("2099-01-01 00:00", "results"),
    ],
)
def test_phase_begins_with_its_date_to_the_second(moment, phase):
    assert phase_of(Dates(), at=at(moment)) == phase


@pytest.mark.parametrize("moment", ["2026-02-01 00:00", "2026-03-15 00:00", "2027-01-01 00:00"])
def test_call_that_is_not_public_is_hidden_whatever_its_dates(moment):
    assert phase_of(Dates(live=False), at=at(moment)) == "hidden"


def test_call_without_dates_is_announced_for_ever():
    now = at("2026-03-01 08:00")
    assert (phase_of(EMPTY, at=now), next_boundary(EMPTY, at=now), time_left(EMPTY, at=now)) == (
        "announced",
        None,
        None,
    )


def test_date_that_is_not_set_is_passed_over():
    dates = Dates(judging_opens_at=None, judging_closes_at=None)
    assert [phase_by_dates(dates, at=at(day)) for day in ("2026-04-15 00:00", "2026-05-20 09:00")] == [
        "screening", "results",
    ]  # fmt: skip


def test_judging_that_opens_at_the_deadline_itself_leaves_no_screening():
    dates = Dates(judging_opens_at=at("2026-04-01 15:00"))
    assert phase_by_dates(dates, at=at("2026-04-01 15:00")) == "judging"
    assert moment_in(dates, Phase.SCREENING) is None


def test_next_date_and_the_time_until_it_are_told():
    boundary = next_boundary(Dates(), at=at("2026-03-31 15:00"))
    assert (boundary.name, boundary.begins) == ("closes_at", "screening")
    assert time_left(Dates(), at=at("2026-03-31 15:00")) == timedelta(days=1)


def test_nothing_is_left_after_the_last_date():
    assert time_left(Dates(), at=at("2026-05-20 09:00")) is None


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-01 07:59:59", "early"),
        ("2026-03-01 08:00", "in_time"),
        ("2026-04-01 14:59:59", "in_time"),
        ("2026-04-01 15:00", "grace"),
        ("2026-04-01 15:01:59", "grace"),
        ("2026-04-01 15:02", "late"),
    ],
)
def test_punctuality_is_kept_to_the_second(moment, expected):
    assert punctuality_of(Dates(), at=at(moment)) == expected


def test_without_grace_the_deadline_is_the_end():
    assert punctuality_of(Dates(grace_seconds=0), at=at("2026-04-01 15:00")) == Punctuality.LATE


@pytest.mark.parametrize(
    ("extension", "moment", "expected"),
    [
        ("2026-04-03 15:00", "2026-04-03 14:59:59", True),
        ("2026-04-03 15:00", "2026-04-03 15:00", False),
        ("2026-03-20 15:00", "2026-03-31 00:00", True),
    ],
    ids=["later-deadline-holds", "and-no-longer", "earlier-one-changes-nothing"],
)
def test_extension_moves_the_deadline_of_one_applicant_later_only(extension, moment, expected):
    assert is_open_for_submission(Dates(), at=at(moment), extension=at(extension)) is expected


def test_grace_follows_an_extension_too():
    extension = at("2026-04-03 15:00")
    assert punctuality_of(Dates(), at=extension, extension=extension) == Punctuality.GRACE


def test_extension_opens_nothing_before_the_opening():
    assert (
        punctuality_of(Dates(), at=at("2026-02-01 00:00"), extension=at("2026-04-03 15:00"))
        == Punctuality.EARLY
    )


@pytest.mark.parametrize("dates", [EMPTY, Dates(closes_at=None), Dates(opens_at=None), Dates(live=False)])
def test_call_without_its_dates_or_its_public_takes_nothing(dates):
    assert is_open_for_submission(dates, at=at("2026-03-15 00:00")) is False


@pytest.mark.parametrize(
    ("dates", "moment", "expected"),
    [
        (Dates(), "2026-03-01 07:59:59", False),
        (Dates(), "2026-03-01 08:00", True),
        (Dates(), "2030-01-01 00:00", True),
        (Dates(live=False), "2026-03-15 00:00", False),
        (EMPTY, "2026-03-15 00:00", False),
    ],
)
def test_people_rely_on_a_call_once_it_has_opened(dates, moment, expected):
    assert has_opened(dates, at=at(moment)) is expected


# Clocks in Kyiv go back on 25 October 2026 at 04:00 (01:00 UTC) and forward on 28 March 2027 at 03:00 (01:00 UTC).


def test_deadline_in_the_hour_that_happens_twice_strikes_once():
    closes = datetime(2026, 10, 25, 3, 30, tzinfo=KYIV, fold=1)
    dates = Dates(
        opens_at=at("2026-10-01 08:00"),
        closes_at=closes,
        judging_opens_at=None,
        judging_closes_at=None,
        results_at=None,
    )
    first = datetime(2026, 10, 25, 3, 30, tzinfo=KYIV, fold=0)
    answers = [
        phase_of(dates, at=moment) for moment in (first, at("2026-10-25 01:29:59"), at("2026-10-25 01:30"))
    ]
    assert answers == ["open", "open", "screening"]


def test_last_day_has_25_hours_when_the_clocks_go_back():
    closes = datetime(2026, 10, 25, 18, tzinfo=KYIV)
    dates = Dates(closes_at=closes, judging_opens_at=None, judging_closes_at=None, results_at=None)
    assert time_left(
        dates, at=datetime(2026, 10, 24, 18, tzinfo=KYIV).astimezone(ZoneInfo("UTC"))
    ) == timedelta(hours=25)


def test_last_day_has_23_hours_when_the_clocks_go_forward():
    closes = datetime(2027, 3, 28, 18, tzinfo=KYIV)
    dates = Dates(closes_at=closes, judging_opens_at=None, judging_closes_at=None, results_at=None)
    assert time_left(
        dates, at=datetime(2027, 3, 27, 18, tzinfo=KYIV).astimezone(ZoneInfo("UTC"))
    ) == timedelta(hours=23)


# For any dates in order

# Hypothesis takes the bounds without a zone and adds the zone itself.
instants = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(ZoneInfo("UTC")),
)


@st.composite
def timetables(draw):
    moments = sorted(draw(st.lists(instants, min_size=5, max_size=5)))
    return Dates(*moments, grace_seconds=draw(st.integers(0, 3600)))


@given(timetables(), instants, instants)
def test_phases_only_ever_go_forward(dates, one, other):
    earlier, later = sorted([one, other])
    assert ORDER.index(phase_of(dates, at=earlier)) <= ORDER.index(phase_of(dates, at=later))


@given(timetables(), instants)
def test_nothing_changes_before_the_next_date(dates, now):
    coming = next_boundary(dates, at=now)
    if coming and coming.at - now > SECOND:
        assert phase_of(dates, at=coming.at - SECOND) == phase_of(dates, at=now)


@given(timetables(), instants)
def test_call_is_open_exactly_in_its_open_phase(dates, now):
    assert is_open_for_submission(dates, at=now) is (phase_of(dates, at=now) == Phase.OPEN)


@given(timetables())
def test_moment_in_a_phase_lies_in_it(dates):
    phases = [phase for phase in ORDER if phase != Phase.HIDDEN]
    found = {phase: moment_in(dates, phase) for phase in phases}
    assert all(phase_of(dates, at=moment) == phase for phase, moment in found.items() if moment)


def test_dates_come_in_the_order_of_the_phases():
    assert [boundary.begins for boundary in boundaries(Dates())] == ORDER[2:]
