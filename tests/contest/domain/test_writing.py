"""Until when, and where, an application may be written in."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from contest.domain.status import Actor, change_status, release_status
from contest.domain.writing import deadline_of, open_clarification, punctuality, writable_sections
from contest.enums import Section
from contest.models import Application, Clarification, DeadlineExtension
from tests.contest.factories import at, make_application, make_call, make_submitted
from tests.factories import make_community

pytestmark = pytest.mark.django_db

ALL = tuple(Section)
KYIV = ZoneInfo("Europe/Kyiv")
# The clocks go back at 04:00 on 25 October 2026: the hour from three to four comes twice.
BEFORE, AFTER = at("2026-10-25 00:30"), at("2026-10-25 01:30")


def closing(closes_at, **fields):
    dates = {"closes_at": closes_at, "judging_opens_at": closes_at + timedelta(days=9)}
    later = {
        "judging_closes_at": closes_at + timedelta(days=19),
        "results_at": closes_at + timedelta(days=29),
    }
    return make_call(opens_at=closes_at - timedelta(days=30), grace_seconds=60, **dates, **later, **fields)


def draft(closes_at, **fields):
    return make_application(closing(closes_at), at=closes_at - timedelta(days=1), **fields)


def extend(call, until, **whom):
    DeadlineExtension.objects.create(
        call=call, until=until, reason_uk="Блекаут", given_at=until, given_by_name="С", **whom
    )


@pytest.mark.parametrize(
    ("seconds", "arrives", "sections"),
    [(-1, "in_time", ALL), (0, "grace", ALL), (59, "grace", ALL), (60, "late", ()), (3600, "late", ())],
)
def test_deadline_holds_to_the_second_and_the_grace_after_it(seconds, arrives, sections):
    application = draft(BEFORE)
    now = BEFORE + timedelta(seconds=seconds)
    assert (punctuality(application, at=now), writable_sections(application, at=now)) == (arrives, sections)


@pytest.mark.parametrize("deadline", [BEFORE, AFTER])
@pytest.mark.parametrize(("seconds", "arrives"), [(-1, "in_time"), (0, "grace"), (60, "late")])
def test_hour_that_comes_twice_is_two_hours(deadline, seconds, arrives):
    application = draft(deadline)
    now = (deadline + timedelta(seconds=seconds)).astimezone(KYIV)
    assert punctuality(application, at=now) == arrives


def test_extension_from_one_three_o_clock_to_the_other_is_an_hour():
    application = draft(BEFORE)
    extend(application.call, AFTER.astimezone(KYIV), application=application)
    assert deadline_of(application) - BEFORE == timedelta(hours=1)
    assert punctuality(application, at=AFTER.astimezone(KYIV) - timedelta(seconds=1)) == "in_time"


def test_latest_of_what_was_given_holds_and_an_earlier_one_changes_nothing():
    application = draft(BEFORE)
    place = application.community
    later = [BEFORE + timedelta(hours=hours) for hours in (-5, 3, 2, 1)]
    assert deadline_of(application) == BEFORE
    found = []
    whom = (
        {"application": application},
        {"community": place},
        {"region": place.region},
        {"application": application},
    )
    for until, target in zip(later, whom, strict=True):
        extend(application.call, until, **target)
        found.append(deadline_of(application))
    assert found == [BEFORE, later[1], later[1], later[1]]
    assert deadline_of(make_application(application.call, at=BEFORE - timedelta(days=1))) == later[2]


def test_extension_of_another_community_or_application_is_not_theirs():
    application = draft(BEFORE)
    other = make_application(application.call, at=BEFORE - timedelta(days=1))
    extend(application.call, AFTER, application=other)
    extend(application.call, AFTER, community=make_community())
    assert deadline_of(application) == BEFORE


@pytest.mark.parametrize("number", [1, 3])
def test_deadline_is_found_in_one_query(number, django_assert_num_queries):
    application = draft(BEFORE)
    for hours in range(number):
        extend(application.call, BEFORE + timedelta(hours=hours), community=application.community)
    application = Application.objects.with_names().get()
    with django_assert_num_queries(1):
        deadline_of(application)


def test_call_that_was_taken_back_takes_nothing():
    application = draft(BEFORE)
    application.call.live = False
    assert writable_sections(application, at=BEFORE - timedelta(hours=1)) == ()


@pytest.fixture
def returned():
    """Sent back after the deadline, to be answered within a day."""
    now = timezone.now()
    application = make_submitted(make_call(opens_at=now - timedelta(days=31)), at=now - timedelta(days=2))
    change_status(application, to="returned", actor=Actor.SECRETARIAT, by=None, at=now, reason="Бракує дат")
    Clarification.objects.create(
        application=application, sections=["stages", "files"], message="Бракує дат", asked_at=now,
        until=now + timedelta(days=1),
    )  # fmt: skip
    return Application.objects.get()


@pytest.mark.parametrize(("seconds", "sections"), [(-1, (Section.STAGES, Section.FILES)), (0, ()), (1, ())])
def test_only_returned_sections_reopen_until_their_own_date(returned, seconds, sections):
    now = open_clarification(returned).until + timedelta(seconds=seconds)
    assert writable_sections(returned, at=now) == sections


def test_answered_request_closes_the_sections_again(returned):
    Clarification.objects.update(answered_at=timezone.now())
    assert (open_clarification(returned), writable_sections(returned, at=timezone.now())) == (None, ())


@pytest.mark.parametrize(
    "status", ["eligible", "ineligible", "shortlisted", "winner", "not_awarded", "withdrawn"]
)
def test_nothing_is_written_once_the_applicant_knows_that_it_was_decided(status):
    application = make_submitted()
    application.status = application.released_status = status
    assert writable_sections(application, at=timezone.now()) == ()


def test_decision_that_waits_to_be_made_known_closes_nothing():
    application = make_submitted()
    for status in ("eligible", "ineligible", "shortlisted", "winner", "not_awarded"):
        application.status = status
        assert writable_sections(application, at=timezone.now()) == ALL


def test_question_may_be_answered_although_it_was_decided_without_waiting(returned):
    change_status(returned, to="eligible", actor=Actor.SECRETARIAT, by=None, at=timezone.now(), reason="Ясно")
    application = Application.objects.get()
    assert writable_sections(application, at=timezone.now()) == (Section.STAGES, Section.FILES)
    release_status(application, by=None, at=timezone.now())
    application = Application.objects.get()
    assert (writable_sections(application, at=timezone.now()), open_clarification(application)) == ((), None)
    assert Clarification.objects.get().answered_at is not None
