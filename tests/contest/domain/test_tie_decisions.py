"""The chair decides ties that are really undecided, with minutes, and nothing else."""

import pytest

from contest.domain.protocol import hash_of_words
from contest.domain.ranking import rank_call
from contest.domain.tie_decisions import OpenTie, decide_tie, open_ties
from contest.errors import MotionRefused, ReasonMissing
from contest.models import ProtocolEvent, TieDecision
from tests.contest.juries import make_conflict
from tests.contest.rankings import faults_of, make_scored
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db
MINUTES = "Голова обрала сталіше рішення."


@pytest.fixture
def staff():
    return make_user("staff@example.org")


def decide(call, entries, *, by, minutes=MINUTES):
    order = [entry.reference for entry in entries]
    return decide_tie(call, make_category("youth"), order, minutes=minutes, by=by, at=call.judging_closes_at)


def test_decided_tie_orders_the_entries_and_stands_in_the_protocol(staff):
    call, (first, second, _third), (chair, _other) = make_scored([[4, 4], [4, 4], [2, 2]])
    tie = OpenTie("youth", 1, (first.reference, second.reference), at_edge=True)
    assert open_ties(rank_call(call)) == [tie]
    row = decide(call, [second, first], by=staff)
    ranking = rank_call(call)
    assert (open_ties(ranking), ranking.category("youth").winners) == ([], (second.reference,))
    assert (row.decided_by, row.decided_by_name, row.minutes) == (staff, chair.name, MINUTES)
    newest = ProtocolEvent.objects.of_call(call).newest()
    assert (newest.kind, newest.data) == (
        "tie_decided",
        {"category": "youth", "entries": [second.reference, first.reference], "minutes_sha256": hash_of_words(MINUTES)},
    )  # fmt: skip
    assert faults_of(call) == []


def test_entries_that_are_not_tied_or_only_a_part_of_them_are_refused(staff):
    call, (first, second, third, last), _jurors = make_scored([[4, 4], [4, 4], [4, 4], [2, 2]])
    for entries in ([first, second], [third, last], [first, second, third, third], []):
        with pytest.raises(MotionRefused):
            decide(call, entries, by=staff)
    assert TieDecision.objects.count() == 0


def test_tie_is_not_decided_twice_nor_without_minutes(staff):
    call, (first, second), _jurors = make_scored([[4, 4], [4, 4]])
    with pytest.raises(ReasonMissing):
        decide(call, [first, second], by=staff, minutes=" ")
    decide(call, [first, second], by=staff)
    with pytest.raises(MotionRefused):
        decide(call, [second, first], by=staff)


def test_rules_without_the_chair_leave_no_tie_to_it(staff):
    call, (first, second), _jurors = make_scored([[4, 4], [4, 4]], tie_breaks=["median"])
    with pytest.raises(MotionRefused):
        decide(call, [first, second], by=staff)


def test_chair_in_a_conflict_and_no_chair_are_refused(staff):
    call, (first, second), (chair, _other) = make_scored([[4, 4], [4, 4]])
    make_conflict(chair, second)
    with pytest.raises(MotionRefused):
        decide(call, [first, second], by=staff)
    chair.is_chair = False
    chair.save()
    with pytest.raises(MotionRefused):
        decide(call, [first, second], by=staff)


def test_tie_before_judging_closes_is_refused(staff):
    call, (first, second), _jurors = make_scored([[4, 4], [4, 4]], closed=False)
    with pytest.raises(MotionRefused):
        decide(call, [first, second], by=staff)
