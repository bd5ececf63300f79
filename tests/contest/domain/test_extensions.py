"""More time for an application, a community or a region."""

from datetime import timedelta

import pytest

from contest.domain.applying import start_application, submit_application
from contest.domain.extensions import give_extension
from contest.domain.writing import deadline_of, writable_sections
from contest.errors import ApplyingRefused, ExtensionRefused, ReasonMissing
from contest.models import DeadlineExtension
from tests.contest.factories import at, complete_answers, make_application, make_call
from tests.factories import make_community, make_edition, make_region, make_user

pytestmark = pytest.mark.django_db

OPENS = at("2026-03-01 08:00")
CLOSES = OPENS + timedelta(days=30)
LATER = CLOSES + timedelta(days=5)
SECOND = timedelta(seconds=1)


@pytest.fixture
def call():
    return make_call(opens_at=OPENS)


@pytest.fixture
def staff():
    return make_user("staff@example.org", first_name="Софія")


def make(call, community=None):
    return make_application(call, at=OPENS, answers=complete_answers(call, community=community))


def give(call, staff, *, until=LATER, now=OPENS, reason_uk="Блекаут", **options):
    return give_extension(call, until=until, reason_uk=reason_uk, by=staff, at=now, **options)


def test_application_gets_more_time_and_its_history_says_why(call, staff):
    application, other = make(call), make(call)
    given = give(call, staff, application=application)
    assert (deadline_of(application), deadline_of(other), given.given_by_name) == (LATER, CLOSES, "Софія")
    assert application.history.filter(kind="extended").values_list("reason", "by_name").get() == (
        "Блекаут",
        "Софія",
    )


def test_region_gets_more_time_for_every_community_there(call, staff):
    place = make_community(region=make_region("UA-63", "Харківська область", "Kharkiv region"))
    there, elsewhere = make(call, place), make(call)
    give(call, staff, region=place.region)
    assert (deadline_of(there), deadline_of(elsewhere)) == (LATER, CLOSES)
    give(call, staff, community=place, until=LATER + SECOND)
    assert deadline_of(there) == LATER + SECOND


@pytest.mark.parametrize(
    ("until", "now"),
    [
        (CLOSES, OPENS), (CLOSES - SECOND, OPENS), (CLOSES + SECOND, CLOSES + SECOND),
        (OPENS + timedelta(days=40) + SECOND, OPENS), (CLOSES + timedelta(days=50), OPENS + timedelta(days=40)),
    ],
)  # fmt: skip
def test_deadline_moves_later_ahead_of_now_and_not_into_the_judging(call, staff, until, now):
    with pytest.raises(ExtensionRefused):
        give(call, staff, until=until, now=now, community=make_community())
    assert DeadlineExtension.objects.count() == 0


def test_extension_may_last_until_judging_opens_but_never_gets_shorter(call, staff):
    place, opens = make_community(), OPENS + timedelta(days=40)
    give(call, staff, region=place.region, until=opens, now=opens - SECOND)
    with pytest.raises(ExtensionRefused):
        give(call, staff, community=place, until=opens - SECOND)


def test_extension_is_for_one_thing_of_this_call_with_a_reason(call, staff):
    place, foreign = make_community(), make(make_call(edition=make_edition(4), opens_at=OPENS))
    for whom in ({}, {"community": place, "region": place.region}, {"application": foreign}):
        with pytest.raises(ExtensionRefused):
            give(call, staff, **whom)
    with pytest.raises(ReasonMissing):
        give(call, staff, community=place, reason_uk=" ")


def test_application_is_begun_and_submitted_in_the_time_of_its_region_and_not_elsewhere(call, staff):
    place, now = make_community(), CLOSES + timedelta(hours=1)
    elsewhere = make_community(region=make_region("UA-63", "Харківська область", "Kharkiv region"))
    owner = make_user("late@example.org")
    with pytest.raises(ApplyingRefused):
        start_application(call, by=owner, at=now, language="uk")
    give(call, staff, region=place.region)
    blank = start_application(call, by=owner, at=now, language="uk")
    assert len(writable_sections(blank, at=now)) == 10
    late = [
        make_application(call, at=now, answers=complete_answers(call, community=where))
        for where in (place, elsewhere)
    ]
    assert submit_application(late[0], by=owner, at=now).punctuality == "in_time"
    with pytest.raises(ApplyingRefused):
        submit_application(late[1], by=owner, at=now)


def test_extension_of_one_application_opens_the_call_for_nobody_else(call, staff):
    give(call, staff, application=make(call))
    with pytest.raises(ApplyingRefused):
        start_application(call, by=make_user("late@example.org"), at=CLOSES, language="uk")


def test_public_list_names_no_application(call, staff):
    place = make_community()
    give(call, staff, application=make(call))
    given = give(call, staff, community=place)
    assert list(DeadlineExtension.objects.public(call)) == [given]
