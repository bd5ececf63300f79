"""Which call people are invited to."""

from contest.domain.call_page import call_page
from contest.domain.invitation import call_to_invite_to
from freshness import reads
from tests.contest.factories import at, make_call
from tests.factories import make_edition

NOW = at("2026-03-15 12:00")


def calls(*openings, **fields):
    return [
        make_call(edition=make_edition(number), opens_at=at(opens), **fields)
        for number, opens in enumerate(openings, start=3)
    ]


def test_open_call_is_invited_to_before_an_announced_one(db):
    _announced, open_call = calls("2026-03-20 08:00", "2026-03-01 08:00")
    assert call_to_invite_to(at=NOW) == open_call


def test_of_two_open_calls_the_one_that_closes_first(db):
    _later, sooner = calls("2026-03-10 08:00", "2026-03-01 08:00")
    assert call_to_invite_to(at=NOW) == sooner


def test_of_two_announced_calls_the_one_that_opens_first(db):
    _later, sooner = calls("2026-05-01 08:00", "2026-04-01 08:00")
    assert call_to_invite_to(at=NOW) == sooner


def test_nobody_is_invited_to_a_call_that_is_over_or_not_public(db):
    calls("2025-03-01 08:00")
    make_call(edition=make_edition(9), opens_at=at("2026-03-01 08:00"), live=False)
    assert call_to_invite_to(at=NOW) is None


def test_choosing_takes_one_query(db, django_assert_num_queries):
    calls("2026-03-20 08:00", "2026-03-01 08:00", "2025-03-01 08:00")
    with django_assert_num_queries(1):
        str(call_to_invite_to(at=NOW))


def kept_until(make):
    with reads.recording(start=None) as reading:
        make()
    return reading.until


def test_page_with_an_invitation_is_kept_only_until_another_call_may_be_invited_to(db):
    calls("2026-03-20 08:00", "2026-03-01 08:00")
    assert kept_until(lambda: call_to_invite_to(at=NOW)) == at("2026-03-20 08:00")


def test_page_without_any_call_is_kept_for_ever(db):
    assert kept_until(lambda: call_to_invite_to(at=NOW)) is None


def test_page_of_a_call_is_kept_until_its_countdown_says_something_else(db):
    (call,) = calls("2026-03-01 08:00")
    assert kept_until(lambda: call_page(call, at=NOW)) == at("2026-03-16 08:00")
