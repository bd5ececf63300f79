"""Motions: who may move and vote, when enough have, what differs from the ranking, and what the protocol holds of it."""

from datetime import timedelta

import pytest

from contest.domain.declaring import declare_ranking
from contest.domain.jury_decisions import decisions_of, result_of
from contest.domain.motions import (
    cast_vote,
    close_motion,
    propose_motion,
    propose_withholding,
    withdraw_motion,
)
from contest.domain.protocol import hash_of_words
from contest.domain.ranking import rank_call
from contest.enums import MotionOutcome, VoteChoice
from contest.errors import MotionRefused
from contest.models import Motion, ProtocolEvent, SpecialAward
from tests.contest.juries import make_conflict, make_judged_call, make_juror
from tests.contest.rankings import faults_of, make_scored
from tests.factories import make_category, make_edition, make_user

pytestmark = pytest.mark.django_db
REASON = "Сталість рішення."


@pytest.fixture
def staff():
    return make_user("staff@example.org")


def later(call, days=1):
    return call.judging_closes_at + timedelta(days=days)


def put(entry, outcome, *, by, reason=REASON, award=None):
    return propose_motion(
        entry, MotionOutcome(outcome), by=by, at=later(entry.call), reason=reason, award=award
    )


def vote(motion, jurors, choices):
    for juror, choice in zip(jurors, choices, strict=True):
        cast_vote(motion, VoteChoice(choice), by=juror, at=later(motion.call))


def decided(call):
    return list(ProtocolEvent.objects.of_call(call).filter(kind="decided").values_list("data", flat=True))


def test_carried_motion_stands_above_the_ranking_and_in_the_protocol(staff):
    call, (first, second), jurors = make_scored([[5, 5, 5], [3, 3, 3]], jurors=3)
    up, down = (
        put(second, "winner", by=jurors[0]),
        put(first, "not_awarded", by=jurors[0]),
    )
    vote(up, jurors, ["for", "for", "against"])
    vote(down, jurors[:2], ["for", "abstained"])
    assert [close_motion(row, by=staff, at=later(call, 2)).state for row in (up, down)] == ["carried"] * 2
    assert result_of(rank_call(call), decisions_of(call)).winners == {"youth": (second.reference,)}
    common = {"differs": True, "category": "youth", "reason_sha256": hash_of_words(REASON)}
    assert decided(call) == [
        {"entry": second.reference, "outcome": "winner", "votes": {"for": 2, "against": 1, "abstained": 0}, **common},
        {"entry": first.reference, "outcome": "not_awarded", "votes": {"for": 1, "against": 0, "abstained": 1}, **common},
    ]  # fmt: skip
    assert faults_of(call) == []


def test_motion_without_a_majority_is_rejected_and_told_nowhere(staff):
    call, (first, _second), jurors = make_scored([[5, 5], [3, 3]])
    motion = put(first, "winner", by=jurors[0], reason="")
    vote(motion, jurors, ["for", "against"])
    assert (close_motion(motion, by=staff, at=later(call)).state, decided(call)) == ("rejected", [])
    with pytest.raises(MotionRefused):
        close_motion(motion, by=staff, at=later(call))


def test_motion_waits_for_more_than_half_of_the_panel(staff, english):
    call, (entry,), jurors = make_scored([[5, 5, 5, 5]], jurors=4)
    motion = put(entry, "winner", by=jurors[0], reason="")
    vote(motion, jurors[:2], ["for", "for"])
    with pytest.raises(MotionRefused, match="2 of 4 have voted; at least 3 must"):
        close_motion(motion, by=staff, at=later(call))
    make_conflict(jurors[3], entry)
    assert close_motion(motion, by=staff, at=later(call)).state == "carried"


def test_vote_of_who_came_into_a_conflict_or_left_counts_no_more(staff):
    call, (entry,), jurors = make_scored([[5, 5, 5]], jurors=3)
    motion = put(entry, "winner", by=jurors[0], reason="")
    vote(motion, jurors, ["against", "for", "for"])
    make_conflict(jurors[1], entry)
    jurors[2].left_at = later(call)
    jurors[2].save()
    assert close_motion(motion, by=staff, at=later(call, 2)).state == "rejected"


def test_conflicted_juror_neither_moves_nor_votes():
    _call, (entry,), jurors = make_scored([[5, 5]])
    make_conflict(jurors[1], entry)
    with pytest.raises(MotionRefused):
        put(entry, "winner", by=jurors[1])
    motion = put(entry, "winner", by=jurors[0])
    with pytest.raises(MotionRefused):
        vote(motion, [jurors[1]], ["for"])
    assert list(Motion.objects.visible_to(jurors[1])) == []
    assert list(Motion.objects.visible_to(jurors[0])) == [motion]


def test_juror_of_another_panel_or_call_neither_moves_nor_votes():
    call, (entry,), jurors = make_scored([[5, 5]])
    elsewhere = make_juror(call, categories=[make_category("recovery")], user=make_user("seat@jury.example"))
    with pytest.raises(MotionRefused):
        put(entry, "winner", by=elsewhere)
    motion = put(entry, "winner", by=jurors[0])
    with pytest.raises(MotionRefused):
        vote(motion, [elsewhere], ["for"])
    assert list(Motion.objects.visible_to(elsewhere)) == []


def test_motion_that_differs_from_the_ranking_needs_a_reason():
    _call, (_first, second), jurors = make_scored([[5, 5], [3, 3]])
    with pytest.raises(MotionRefused):
        put(second, "winner", by=jurors[0], reason=" ")
    assert put(second, "not_awarded", by=jurors[0], reason=" ").differs is False


def test_motion_about_a_tie_at_the_edge_needs_none(staff):
    call, (first, second), jurors = make_scored([[4, 4], [4, 4]])
    for entry, outcome in ((first, "winner"), (second, "not_awarded")):
        motion = put(entry, outcome, by=jurors[0], reason="")
        vote(motion, jurors, ["for", "for"])
        close_motion(motion, by=staff, at=later(call))
    result = result_of(rank_call(call), decisions_of(call))
    assert (result.winners, result.undecided) == ({"youth": (first.reference,)}, {"youth": ()})
    assert faults_of(call) == []


def test_motion_is_not_moved_twice_nor_before_judging_closes(staff):
    call, (entry,), jurors = make_scored([[5]], jurors=1, closed=False)
    with pytest.raises(MotionRefused):
        put(entry, "winner", by=jurors[0])
    call, (entry,), jurors = make_scored(
        [[5]], jurors=1, call=make_judged_call(edition=make_edition(4, slug="fourth"))
    )
    motion = put(entry, "winner", by=jurors[0])
    with pytest.raises(MotionRefused):
        put(entry, "winner", by=jurors[0])
    withdraw_motion(motion, by=staff, at=later(call))
    with pytest.raises(MotionRefused):
        vote(motion, jurors, ["for"])
    assert put(entry, "winner", by=jurors[0]).state == "open"


def test_special_award_is_given_once_by_the_whole_jury(staff):
    call = make_judged_call()
    award = make_category("open-government", special_award=True)
    call.special_awards = [SpecialAward(award=award)]
    call.save()
    call, (first, second), jurors = make_scored([[5, 5], [4, 4]], call=call)
    elsewhere = make_juror(call, categories=[], user=make_user("seat@jury.example"))
    motion = put(second, "special_award", by=elsewhere, award=award)
    assert motion.differs is True
    vote(motion, [*jurors, elsewhere], ["for"] * 3)
    close_motion(motion, by=staff, at=later(call))
    assert result_of(rank_call(call), decisions_of(call)).awards == {"open-government": second.reference}
    with pytest.raises(MotionRefused):
        put(first, "special_award", by=jurors[0], award=award)
    with pytest.raises(MotionRefused):
        put(first, "winner", by=jurors[0], award=award)
    assert faults_of(call) == []


def test_award_that_nobody_is_to_get_stays_ungiven_until_the_jury_decides_otherwise(staff):
    call = make_judged_call()
    award = make_category("open-government", special_award=True)
    call.special_awards = [SpecialAward(award=award)]
    call.save()
    call, (first, second), jurors = make_scored([[5, 5], [4, 4]], call=call)
    with pytest.raises(MotionRefused):
        propose_withholding(award, by=jurors[0], at=later(call), reason=" ")
    motion = propose_withholding(award, by=jurors[0], at=later(call), reason=REASON)
    with pytest.raises(MotionRefused):
        propose_withholding(award, by=jurors[1], at=later(call), reason=REASON)
    assert (motion.differs, list(Motion.objects.visible_to(jurors[1]))) == (True, [motion])
    vote(motion, jurors, ["for", "for"])
    close_motion(motion, by=staff, at=later(call))
    assert decided(call) == [
        {"award": "open-government", "outcome": "not_given", "differs": True, "reason_sha256": hash_of_words(REASON),
         "votes": {"for": 2, "against": 0, "abstained": 0}},
    ]  # fmt: skip
    declared = declare_ranking(call, by=staff, at=later(call, 2))
    assert (declared.awards, declared.winners) == (
        {"open-government": None}, {"youth": (first.reference,)},
    )  # fmt: skip
    assert faults_of(call) == []
    other = put(second, "special_award", by=jurors[0], award=award)
    vote(other, jurors, ["for", "for"])
    close_motion(other, by=staff, at=later(call, 3))
    assert result_of(rank_call(call), decisions_of(call)).awards == {"open-government": second.reference}
    with pytest.raises(MotionRefused):
        propose_withholding(award, by=jurors[0], at=later(call), reason=REASON)
    declare_ranking(call, by=staff, at=later(call, 4), reason=REASON)
    assert faults_of(call) == []
