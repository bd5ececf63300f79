"""Two people press the same button of the deliberation in the same moment: it is done once, and the protocol stays whole."""

import pytest

from contest.domain.declaring import declare_ranking
from contest.domain.motions import cast_vote, close_motion, propose_motion
from contest.domain.tie_decisions import decide_tie
from contest.enums import MotionOutcome, VoteChoice
from contest.errors import ContestError
from contest.models import Application, Call, Motion, ProtocolEvent, Vote
from stories.models import Category
from tests.contest.domain.test_submitting_at_once import at_once
from tests.contest.rankings import faults_of, make_scored
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("several_connections")


def refusals(action, rows):
    """How many of the attempts were refused."""

    def attempt(row):
        try:
            action(row)
        except ContestError:
            return 1
        return 0

    return sum(at_once(attempt, rows))


def test_motion_is_closed_once():
    call, (entry,), jurors = make_scored([[5, 5]])
    staff, at = make_user("staff@example.org"), call.judging_closes_at
    motion = propose_motion(entry, MotionOutcome.WINNER, by=jurors[0], at=at)
    for juror in jurors:
        cast_vote(motion, VoteChoice.FOR, by=juror, at=at)
    rows = [Motion.objects.get() for _number in range(4)]
    assert refusals(lambda row: close_motion(row, by=staff, at=at), rows) == 3
    assert ProtocolEvent.objects.filter(kind="decided").count() == 1
    assert faults_of(call) == []


def test_juror_in_two_windows_has_one_vote():
    call, (entry,), (juror, _other) = make_scored([[5, 5]])
    motion = propose_motion(entry, MotionOutcome.WINNER, by=juror, at=call.judging_closes_at)
    choices = [VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAINED]
    at_once(lambda choice: cast_vote(motion, choice, by=juror, at=call.judging_closes_at), choices)
    assert Vote.objects.count() == 1


def test_tie_is_decided_once():
    call, (first, second), _jurors = make_scored([[4, 4], [4, 4]])
    staff = make_user("staff@example.org")
    orders = [[first.reference, second.reference], [second.reference, first.reference]]

    def decide(order):
        category = Category.objects.get(slug="youth")
        decide_tie(Call.objects.get(), category, order, minutes="Так.", by=staff, at=call.judging_closes_at)

    assert refusals(decide, orders) == 1
    assert ProtocolEvent.objects.filter(kind="tie_decided").count() == 1


def test_ranking_declared_twice_at_once_is_the_same_both_times():
    call, _entries, _jurors = make_scored([[5, 5], [3, 3]])
    staff = make_user("staff@example.org")
    rows = [Call.objects.get() for _number in range(2)]
    assert refusals(lambda row: declare_ranking(row, by=staff, at=call.judging_closes_at), rows) == 0
    assert sorted(Application.objects.values_list("status", flat=True)) == ["not_awarded", "winner"]
    assert faults_of(call) == []
