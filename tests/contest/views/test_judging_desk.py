"""The secretariat sees where the judging stands; nobody else sees that there is any."""

import pytest

from contest.domain.judging_steps import steps_of
from contest.domain.judging_terms import policy_row
from tests.contest.juries import assign, make_entry, make_judged_call, make_juror, open_jury


@pytest.fixture
def call(db):
    return make_judged_call()


def address(call):
    return f"/cms/contest/calls/{call.pk}/judging/"


def done(call):
    return [step.is_done for step in steps_of(call, policy_row(call), at=call.judging_opens_at)]


def test_steps_follow_what_has_been_done(call):
    assert done(call) == [False] * 6
    entry, juror = make_entry(call), make_juror(call)
    assert done(call) == [True, False, False, False, False, False]
    open_jury(call, evaluations_per_entry=1)
    assign(juror, entry)
    assert done(call) == [True, True, True, False, False, False]


def test_step_that_cannot_be_taken_says_what_is_missing(call):
    steps = steps_of(call, policy_row(call), at=call.opens_at)
    assert [len(step.faults) for step in steps] == [0, 3, 0, 0, 0, 0]


def test_invited_juror_who_has_not_answered_is_waited_for(call):
    make_juror(call)
    make_juror(call, joined_at=None)
    assert done(call)[0] is False


def test_page_shows_the_steps(secretary, call):
    answer = secretary.get(address(call))
    assert (answer.status_code, len(answer.context["steps"])) == (200, 6)


def test_page_of_no_call_is_not_found(secretary, db):
    assert secretary.get("/cms/contest/calls/99/judging/").status_code == 404
