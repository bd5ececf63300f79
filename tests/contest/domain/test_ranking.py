"""The ranking counts what the protocol counts, and comes out as the verifier computes it."""

from datetime import timedelta

import pytest

from contest.domain.awarding import declaration
from contest.domain.judging import close_judging
from contest.domain.protocol import hash_of_words, protocol_of, record_event
from contest.domain.ranking import rank_call
from contest.domain.status import Actor, change_status
from contest.enums import AssignmentState, EventKind
from contest.errors import JudgingRefused
from contest.models import Assignment, SpecialAward
from contest.verifier.telling import declared_form
from contest.verifier.verification import verify
from tests.contest.juries import make_conflict, make_entry, make_judged_call, make_juror, open_jury
from tests.contest.rankings import change, faults_of, hand_in, make_scored
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db


def agreed(call):
    """The declaration of the product, after seeing that the verifier computes the same from the protocol alone."""
    ranking = rank_call(call)
    ours = declaration(ranking.categories, ranking.awards)
    assert (faults_of(call), declared_form(verify(protocol_of(call), unfinished=True).ranking)) == ([], ours)
    return ours


def places(call, category="youth"):
    rows = agreed(call)["categories"][category]
    return [(row["entry"], row["place"], row["score"], row["evaluations"]) for row in rows]


def recuse(assignment, *, at):
    pair = {"juror": assignment.juror.code, "entry": assignment.application.reference}
    Assignment.objects.filter(pk=assignment.pk).update(state=AssignmentState.RECUSED, ended_at=at)
    record_event(
        assignment.juror.call, EventKind.RECUSED, {**pair, "reason_sha256": hash_of_words("Знаю їх.")}, at=at
    )


def test_ranking_before_judging_is_refused():
    with pytest.raises(JudgingRefused):
        rank_call(make_judged_call())


def test_newest_revision_counts():
    call, (first, second), _jurors = make_scored([[4], [3]], jurors=1, closed=False)
    change(Assignment.objects.get(application=second), 5, at=call.judging_opens_at + timedelta(days=2))
    assert places(call) == [(second.reference, 1, "100.000000", 1), (first.reference, 2, "80.000000", 1)]


def test_evaluation_in_a_conflict_counts_only_once_it_is_lifted():
    call, (entry,), (juror, _other) = make_scored([[5, 1]])
    pair = {"juror": juror.code, "entry": entry.reference, "ground": "region"}
    record_event(call, EventKind.CONFLICT_FOUND, pair, at=call.judging_closes_at)
    conflict = make_conflict(juror, entry, ground="region")
    assert places(call) == [(entry.reference, 1, "20.000000", 1)]
    reason = hash_of_words("Ні.")
    record_event(
        call, EventKind.CONFLICT_LIFTED, {**pair, "reason_sha256": reason}, at=call.judging_closes_at
    )
    conflict.state, conflict.decided_at, conflict.decision_reason = "lifted", call.judging_closes_at, "Ні."
    conflict.save()
    assert places(call) == [(entry.reference, 1, "60.000000", 2)]


def test_recused_evaluation_counts_no_more_even_if_the_entry_is_assigned_again():
    call, (entry,), _jurors = make_scored([[5, 1]], closed=False)
    assignment = Assignment.objects.order_by("pk").first()
    later = call.judging_opens_at + timedelta(days=2)
    recuse(assignment, at=later)
    assert places(call) == [(entry.reference, 1, "20.000000", 1)]
    Assignment.objects.filter(pk=assignment.pk).update(state=AssignmentState.ASSIGNED, ended_at=None)
    pair = {"juror": assignment.juror.code, "entry": entry.reference}
    record_event(call, EventKind.ASSIGNED, pair, at=later + timedelta(hours=1))
    assert places(call) == [(entry.reference, 1, "20.000000", 1)]
    change(assignment, 3, at=later + timedelta(hours=2))
    assert places(call) == [(entry.reference, 1, "40.000000", 2)]


def test_assignment_taken_back_and_juror_who_left_keep_their_evaluations():
    call, (entry,), (gone, other) = make_scored([[5, 1]], closed=False)
    at = call.judging_opens_at + timedelta(days=2)
    Assignment.objects.filter(juror=other).update(state=AssignmentState.REMOVED, ended_at=at)
    record_event(call, EventKind.UNASSIGNED, {"juror": other.code, "entry": entry.reference}, at=at)
    gone.left_at = at
    gone.save()
    record_event(call, EventKind.JUROR_LEFT, {"juror": gone.code}, at=at)
    assert places(call) == [(entry.reference, 1, "60.000000", 2)]


def test_entry_that_left_the_judging_is_ranked_no_more():
    call, (first, second), _jurors = make_scored([[5], [3]], jurors=1)
    staff = make_user("staff@example.org")
    change_status(
        first, to="disqualified", actor=Actor.SECRETARIAT, by=staff, at=call.judging_closes_at, reason="Ні."
    )
    assert places(call) == [(second.reference, 1, "60.000000", 1)]


def test_entry_below_the_quorum_has_no_place():
    call, (first, second), _jurors = make_scored([[5, None], [3, 3]], quorum=2)
    assert places(call) == [(second.reference, 1, "60.000000", 2)]
    assert agreed(call)["without_quorum"] == {"youth": [first.reference]}


def test_categories_are_ranked_apart_and_awards_across_them():
    call = make_judged_call(categories=("youth", "recovery"))
    call.special_awards = [SpecialAward(award=make_category("open-government", special_award=True))]
    call.save()
    youth, recovery = (make_entry(call, category=make_category(slug)) for slug in ("youth", "recovery"))
    juror = make_juror(call, user=make_user("seat@jury.example"))
    open_jury(call)
    hand_in(juror, youth, 3)
    hand_in(juror, recovery, 4)
    close_judging(call, by=make_user("staff@example.org"), at=call.judging_closes_at)
    assert places(call, "youth") == [(youth.reference, 1, "60.000000", 1)]
    assert places(call, "recovery") == [(recovery.reference, 1, "80.000000", 1)]
    assert agreed(call)["special_awards"] == {"open-government": recovery.reference}


@pytest.mark.parametrize("number", [1, 3])
def test_ranking_takes_as_many_queries_for_one_as_for_three(number, django_assert_num_queries):
    call, _entries, _jurors = make_scored([[number, 2]] * number)
    with django_assert_num_queries(5):
        assert len(rank_call(call).category("youth").standings) == number
