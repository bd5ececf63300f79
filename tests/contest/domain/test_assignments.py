"""Assigning a call's applications: seen first, then written as it was seen, with its events and letters."""

from datetime import timedelta

import pytest

from contest.domain.assignment import Pair
from contest.domain.assignments import apply_plan, preview_assignment, situation_of
from contest.domain.judging import close_judging
from contest.domain.protocol import protocol_of
from contest.errors import JudgingRefused
from contest.models import Assignment, Evaluation, Juror, Letter, ProtocolEvent
from contest.verifier.verification import verify
from tests.contest.juries import (
    assign,
    make_conflict,
    make_entry,
    make_judged_call,
    make_juror,
    make_pair_rule,
    open_jury,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user("secretary@example.org")


def judging(*, entries=2, jurors=3, evaluations=2, **terms):
    """A call whose judging is open: its entries and jurors."""
    call = make_judged_call()
    made = [make_entry(call) for _number in range(entries)]
    jury = [make_juror(call, email=f"j{number}@jury.example.org") for number in range(jurors)]
    open_jury(call, evaluations_per_entry=evaluations, **terms)
    return call, made, jury


def run(call, by, *, level=False, at=None):
    seen = preview_assignment(call, level=level).seen
    return apply_plan(call, seen=seen, level=level, by=by, at=at or call.judging_opens_at)


def finish(assignment):
    Evaluation.objects.create(
        assignment=assignment,
        revision=1,
        submitted_at=assignment.assigned_at,
        changed_at=assignment.assigned_at,
    )


def pairs(call, **states):
    rows = Assignment.objects.of_call(call).filter(**states)
    return {Pair(*row) for row in rows.values_list("application__reference", "juror__code")}


def faults(call):
    return verify(protocol_of(call), unfinished=True).faults


def test_plan_is_written_with_its_events_and_one_letter_for_each_juror(by):
    call, entries, _jury = judging(entries=3, jurors=3, evaluations=2)
    plan = preview_assignment(call).plan
    applied = run(call, by)
    assert (applied.added, applied.removed) == (6, 0)
    assert pairs(call, state="assigned") == set(plan.add)
    told = ProtocolEvent.objects.of_call(call).filter(kind="assigned").values_list("data", flat=True)
    assert list(told) == [{"juror": pair.juror, "entry": pair.entry} for pair in plan.add]
    letters = Letter.objects.filter(kind="juror_assigned").order_by("pk")
    assert [(letter.email, letter.subject) for letter in letters] == [
        (juror.user.email, "Нові заявки для оцінювання: 2") for juror in Juror.objects.of_call(call)
    ]
    assert [entry.reference in letter.body for entry in entries for letter in letters] == [False] * 9
    assert faults(call) == []


def test_second_run_changes_nothing_and_writes_no_letter(by):
    call, _entries, _jury = judging()
    run(call, by)
    again = run(call, by)
    assert (again.added, again.removed, again.letters) == (0, 0, ())
    assert Letter.objects.filter(kind="juror_assigned").count() == 3


def test_plan_that_is_another_by_now_is_refused_and_nothing_is_written(by):
    call, entries, jury = judging(jurors=2)
    seen = preview_assignment(call).seen
    make_conflict(jury[0], entries[0])
    with pytest.raises(JudgingRefused):
        apply_plan(call, seen=seen, by=by, at=call.judging_opens_at)
    assert (Assignment.objects.count(), Letter.objects.filter(kind="juror_assigned").count()) == (0, 0)


@pytest.mark.parametrize("shift", [timedelta(0), timedelta(days=3)])
def test_nothing_is_given_once_nobody_can_score(by, shift):
    call, _entries, _jury = judging()
    seen = preview_assignment(call).seen
    with pytest.raises(JudgingRefused):
        apply_plan(call, seen=seen, by=by, at=call.judging_closes_at + shift)
    close_judging(call, by=by, at=call.judging_opens_at)
    with pytest.raises(JudgingRefused):
        apply_plan(call, seen=seen, by=by, at=call.judging_opens_at)
    assert Assignment.objects.count() == 0


def test_before_judging_opens_the_plan_is_shown_and_not_written(by):
    call = make_judged_call()
    make_entry(call)
    make_juror(call)
    preview = preview_assignment(call)
    assert len(preview.plan.add) == 1
    with pytest.raises(JudgingRefused):
        apply_plan(call, seen=preview.seen, by=by, at=call.judging_opens_at)


def test_work_of_a_juror_who_left_goes_to_others_and_what_they_finished_stays(by):
    call, entries, jury = judging(entries=4, jurors=3, evaluations=2)
    run(call, by)
    mine = list(Assignment.objects.filter(juror=jury[0]).order_by("pk"))
    finish(mine[0])
    Juror.objects.filter(pk=jury[0].pk).update(left_at=call.judging_opens_at)
    preview = preview_assignment(call)
    finished = Pair(mine[0].application.reference, "J01")
    assert set(preview.plan.remove) == {Pair(row.application.reference, "J01") for row in mine[1:]}
    assert len(preview.plan.add) == len(mine) - 1
    run(call, by)
    assert {pair for pair in pairs(call, state="assigned") if pair.juror == "J01"} == {finished}
    teams = preview_assignment(call).plan.teams
    assert [len(teams[entry.reference]) for entry in entries] == [2, 2, 2, 2]


def test_pair_that_was_taken_back_is_given_again_as_the_same_row(by):
    call, entries, jury = judging(entries=1, jurors=2, evaluations=1)
    first = run(call, by)
    row = Assignment.objects.get()
    other = next(juror for juror in jury if juror != row.juror)
    ban = make_pair_rule(row.juror, entries[0], kind="ban")
    assert (first.added, run(call, by).removed) == (1, 1)
    row.refresh_from_db()
    assert (row.state, row.ended_at) == ("removed", call.judging_opens_at)
    ban.delete()
    make_pair_rule(other, entries[0], kind="ban")
    run(call, by)
    row.refresh_from_db()
    assert (row.state, row.ended_at, Assignment.objects.count()) == ("assigned", None, 2)
    assert faults(call) == []


def test_level_moves_open_work_to_a_juror_who_came_late(by):
    call, _entries, _jury = judging(entries=6, jurors=2, evaluations=1)
    run(call, by)
    make_juror(call)
    assert preview_assignment(call).plan.loads == {"J01": 3, "J02": 3, "J03": 0}
    assert preview_assignment(call, level=True).plan.loads == {"J01": 2, "J02": 2, "J03": 2}
    seen = preview_assignment(call).seen
    with pytest.raises(JudgingRefused):
        apply_plan(call, seen=seen, level=True, by=by, at=call.judging_opens_at)


def test_situation_tells_finished_open_and_forbidden_pairs_apart():
    call, entries, jury = judging(entries=5, jurors=2)
    names = [entry.reference for entry in entries]
    finish(assign(jury[0], entries[0]))
    assign(jury[0], entries[1])
    taken = assign(jury[0], entries[2])
    finish(taken)
    Assignment.objects.filter(pk=taken.pk).update(state="removed", ended_at=call.judging_opens_at)
    recused = assign(jury[0], entries[3])
    finish(recused)
    Assignment.objects.filter(pk=recused.pk).update(state="recused", ended_at=call.judging_opens_at)
    make_conflict(jury[1], entries[0])
    lifted = {"state": "lifted", "decided_at": call.judging_opens_at, "decision_reason": "Помилка."}
    make_conflict(jury[1], entries[1], **lifted)
    make_pair_rule(jury[1], entries[4], kind="pin")
    situation = situation_of(call)
    assert situation.done == {Pair(names[0], "J01"), Pair(names[2], "J01")}
    assert situation.open == {Pair(names[1], "J01")}
    assert situation.bans == {Pair(names[3], "J01")}
    assert situation.conflicts == {Pair(names[0], "J02")}
    assert situation.pins == {Pair(names[4], "J02")}


@pytest.mark.parametrize("number", [1, 3])
def test_preview_asks_as_much_for_one_as_for_many(number, django_assert_num_queries):
    call, entries, jury = judging(entries=number, jurors=number, evaluations=1)
    for juror, entry in zip(jury, entries, strict=True):
        assign(juror, entry)
        make_pair_rule(juror, entry, kind="pin")
    with django_assert_num_queries(10):
        preview_assignment(call)


@pytest.mark.parametrize("number", [1, 3])
def test_applying_asks_as_much_for_one_as_for_many(number, by, django_assert_num_queries):
    call, _entries, _jury = judging(entries=number, jurors=number, evaluations=1)
    seen = preview_assignment(call).seen
    with django_assert_num_queries(28):
        apply_plan(call, seen=seen, by=by, at=call.judging_opens_at)
