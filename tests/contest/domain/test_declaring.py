"""The ranking is declared once everything is decided, makes statuses that nobody is told of, and may be declared again."""

from datetime import timedelta

import pytest

from contest.domain.declaring import declare_ranking, declaring_faults, is_outdated
from contest.domain.jury_decisions import decisions_of, result_of
from contest.domain.motions import cast_vote, close_motion, propose_motion
from contest.domain.protocol import protocol_of
from contest.domain.ranking import rank_call
from contest.domain.shortlisting import best_of, shortlist
from contest.domain.status import Actor, change_status
from contest.enums import MotionOutcome, VoteChoice
from contest.errors import DeclaringRefused, MotionRefused, ReasonMissing
from contest.models import Application, JudgingPolicy, ProtocolEvent, SpecialAward
from contest.verifier.verification import verify
from tests.contest.juries import make_judged_call
from tests.contest.rankings import make_scored
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user("staff@example.org")


def declare(call, by, *, days=5, reason=""):
    return declare_ranking(call, by=by, at=call.judging_closes_at + timedelta(days=days), reason=reason)


def statuses():
    return list(Application.objects.order_by("pk").values_list("status", "released_status"))


def state(call):
    ranking = rank_call(call)
    return ranking, result_of(ranking, decisions_of(call))


def test_declared_ranking_is_in_the_protocol_and_in_untold_statuses(staff):
    call = make_judged_call()
    call.special_awards = [SpecialAward(award=make_category("open-government", special_award=True))]
    call.save()
    call, _entries, _jurors = make_scored(
        [[5, 5], [4, 4], [2, 2]], call=call, award_terms={"open-government": {"rule": "score"}}
    )
    result = declare(call, staff)
    assert result.winners == {"youth": (Application.objects.order_by("pk")[0].reference,)}
    assert statuses() == [("winner", "submitted"), ("not_awarded", "submitted"), ("not_awarded", "submitted")]
    policy = JudgingPolicy.objects.get()
    assert (policy.declared_by_name, policy.declared_at) == (
        str(staff), call.judging_closes_at + timedelta(days=5)
    )  # fmt: skip
    report = verify(protocol_of(call))
    assert (report.faults, [note.code for note in report.notices]) == ([], [])
    assert not is_outdated(call, *state(call))


def test_award_of_another_entry_gives_it_its_own_status(staff):
    call = make_judged_call()
    award = make_category("open-government", special_award=True)
    call.special_awards = [SpecialAward(award=award)]
    call.save()
    call, (_first, second), jurors = make_scored([[5], [4]], jurors=1, call=call)
    at = call.judging_closes_at + timedelta(days=1)
    motion = propose_motion(
        second, MotionOutcome.SPECIAL_AWARD, by=jurors[0], at=at, award=award, reason="Так."
    )
    with pytest.raises(DeclaringRefused):
        declare(call, staff)
    cast_vote(motion, VoteChoice.FOR, by=jurors[0], at=at)
    close_motion(motion, by=staff, at=at)
    declare(call, staff)
    assert [status for status, _known in statuses()] == ["winner", "special_award"]
    assert verify(protocol_of(call)).faults == []


def test_tie_at_a_winning_place_and_of_an_award_keep_from_declaring(staff, english):
    call = make_judged_call()
    call.special_awards = [SpecialAward(award=make_category("open-government", special_award=True))]
    call.save()
    call, entries, _jurors = make_scored([[4, 4], [4, 4], [4, 4]], call=call, winners=2)
    with pytest.raises(DeclaringRefused):
        declare(call, staff)
    names = ", ".join(entry.reference for entry in entries)
    assert declaring_faults(call, state(call)[1]) == [
        f"Category “Youth engagement”: a tie at the edge of the winning places is undecided: {names}.",
        f"Youth engagement: a tie is undecided: {names}.",
    ]
    assert (statuses()[0][0], ProtocolEvent.objects.filter(kind="ranking_declared").count()) == (
        "eligible",
        0,
    )


def test_open_judging_is_not_declared(staff):
    call, _entries, _jurors = make_scored([[5]], jurors=1, closed=False)
    with pytest.raises(DeclaringRefused):
        declare(call, staff)


def test_correction_is_declared_again_with_a_reason(staff):
    call, (first, _second, _third), _jurors = make_scored([[5, 5], [4, 4], [2, 2]])
    declare(call, staff)
    change_status(
        first, to="disqualified", actor=Actor.SECRETARIAT, by=staff, at=call.judging_closes_at + timedelta(days=6),
        reason="Неправда.",
    )  # fmt: skip
    assert is_outdated(call, *state(call))
    with pytest.raises(ReasonMissing):
        declare(call, staff, days=7)
    declare(call, staff, days=7, reason="Переможця виключено.")
    assert [status for status, _known in statuses()] == ["disqualified", "winner", "not_awarded"]
    assert ProtocolEvent.objects.filter(kind="ranking_declared").count() == 2
    report = verify(protocol_of(call))
    assert (report.faults, [note.code for note in report.notices]) == ([], ["late_removal"])


def test_award_given_to_an_entry_that_is_excluded_is_given_anew(staff):
    call = make_judged_call()
    award = make_category("open-government", special_award=True)
    call.special_awards = [SpecialAward(award=award)]
    call.save()
    call, (_first, second, third), (juror,) = make_scored([[5], [4], [3]], jurors=1, call=call)
    at = call.judging_closes_at + timedelta(days=1)
    for entry in (second, third):
        motion = propose_motion(
            entry, MotionOutcome.SPECIAL_AWARD, by=juror, at=at, award=award, reason="Так."
        )
        cast_vote(motion, VoteChoice.FOR, by=juror, at=at)
        close_motion(motion, by=staff, at=at)
        if entry == second:
            change_status(
                entry, to="disqualified", actor=Actor.SECRETARIAT, by=staff, at=at, reason="Неправда."
            )
    declare(call, staff)
    assert [status for status, _known in statuses()] == ["winner", "disqualified", "special_award"]
    assert verify(protocol_of(call)).faults == []


def test_shortlist_holds_the_best_places_and_is_told_to_nobody(staff):
    call, (first, second, third), _jurors = make_scored([[5, 5], [4, 4], [4, 4]])
    best = best_of(rank_call(call), "youth", number=2)
    assert best == [first.reference, second.reference, third.reference]
    at = call.judging_closes_at + timedelta(days=1)
    assert [shortlist(call, best[:2], by=staff, at=at), shortlist(call, best, by=staff, at=at)] == [2, 1]
    assert statuses() == [("shortlisted", "submitted")] * 3
    with pytest.raises(MotionRefused):
        shortlist(call, ["2026-ZZ-9999"], by=staff, at=at)
    declare(call, staff)
    with pytest.raises(MotionRefused):
        shortlist(call, [first.reference], by=staff, at=at)


def test_shortlist_before_judging_closes_is_refused(staff):
    call, (entry,), _jurors = make_scored([[5]], jurors=1, closed=False)
    with pytest.raises(MotionRefused):
        shortlist(call, [entry.reference], by=staff, at=call.judging_closes_at)
    assert statuses() == [("eligible", "submitted")]
