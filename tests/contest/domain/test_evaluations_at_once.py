"""Jurors score, submit and are stopped in the same moment, each over a connection of their own."""

import pytest
from django.utils import timezone

from contest.domain.answers import Change
from contest.domain.evaluations import change_evaluation, save_evaluation, submit_evaluation
from contest.domain.judging import close_judging
from contest.errors import EvaluationRefused
from contest.models import Assignment, EvaluationField, EvaluationRevision, ProtocolEvent
from tests.contest.domain.test_submitting_at_once import at_once
from tests.contest.sittings import faults_of, give, make_reader, make_sitting, score
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("several_connections")


def anew(assignment):
    return Assignment.objects.get(pk=assignment.pk)


def test_evaluation_submitted_twice_at_once_is_submitted_once():
    sitting = make_sitting()
    score(sitting.first, 4, 3)
    rows = [anew(sitting.first) for _turn in range(4)]
    made = at_once(lambda row: submit_evaluation(row, at=timezone.now()), rows)
    assert ({row.revision for row in made}, EvaluationRevision.objects.count()) == ({1}, 1)
    assert ProtocolEvent.objects.filter(kind="evaluation_submitted").count() == 1
    assert faults_of(sitting.call) == []


def test_change_submitted_twice_at_once_is_one_change():
    sitting = make_sitting()
    score(sitting.first, 4, 3)
    submit_evaluation(sitting.first, at=timezone.now())
    score(sitting.first, 5, 3)
    rows = [anew(sitting.first) for _turn in range(3)]
    made = at_once(lambda row: change_evaluation(row, reason="Перечитав.", at=timezone.now()), rows)
    assert {row.revision for row in made} == {2}
    assert faults_of(sitting.call) == []


def test_two_jurors_submit_at_once_and_the_chain_holds():
    sitting = make_sitting(entries=2)
    other = make_reader(sitting.call)
    # Whoever joins late is told to the protocol by whoever lets them in; here only the chain matters.
    theirs = [give(other, entry, at=timezone.now()) for entry in sitting.entries]
    rows = [*sitting.assignments, *theirs]
    for row in rows:
        score(row, 4, 3)
    at_once(lambda row: submit_evaluation(row, at=timezone.now()), [anew(row) for row in rows])
    events = list(ProtocolEvent.objects.of_call(sitting.call))
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    assert [event.previous for event in events[1:]] == [event.hash for event in events[:-1]]
    assert sum(event.kind == "evaluation_submitted" for event in events) == 4


def test_field_saved_by_two_windows_at_once_keeps_one_and_returns_the_other():
    sitting = make_sitting()
    save_evaluation(sitting.first, [Change("note", "Було")], at=timezone.now())

    def save(words):
        return save_evaluation(anew(sitting.first), [Change("note", words, 1)], at=timezone.now())

    saved = at_once(save, ["Один", "Два"])
    (conflict,) = [conflict for row in saved for conflict in row.conflicts]
    assert {conflict.yours, conflict.theirs} == {"Один", "Два"}
    assert EvaluationField.objects.get().value == conflict.theirs


def test_whoever_submits_while_judging_closes_is_in_the_protocol_before_it_or_refused():
    sitting = make_sitting(entries=6)
    for row in sitting.assignments:
        score(row, 4, 3)
    staff = make_user("closing@example.org")

    def act(row):
        if row is None:
            return bool(close_judging(sitting.call, by=staff, at=timezone.now()))
        try:
            return submit_evaluation(row, at=timezone.now()).revision
        except EvaluationRefused:
            return 0

    rows = [anew(row) for row in sitting.assignments]
    done = sum(at_once(act, [*rows[:3], None, *rows[3:]])) - 1
    kinds = list(ProtocolEvent.objects.of_call(sitting.call).values_list("kind", flat=True))
    assert (kinds[-1], kinds.count("evaluation_submitted")) == ("judging_closed", done)
    assert EvaluationRevision.objects.count() == done
    assert faults_of(sitting.call) == []
