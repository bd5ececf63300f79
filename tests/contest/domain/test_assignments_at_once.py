"""The plan is written in the same moment as somebody else writes it, submits, or an application leaves the judging."""

import pytest
from django.utils import timezone

from contest.domain.assignments import apply_plan, preview_assignment
from contest.domain.evaluations import submit_evaluation
from contest.domain.status import Actor, change_status
from contest.errors import JudgingRefused
from contest.models import Application, Assignment, Letter
from tests.contest.domain.test_submitting_at_once import at_once
from tests.contest.juries import make_entry
from tests.contest.sittings import faults_of, make_sitting, score
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("several_connections")


def written(call, seen, by):
    """Whether the plan was written."""
    try:
        apply_plan(call, seen=seen, by=by, at=timezone.now())
    except JudgingRefused:
        return False
    return True


def test_plan_written_in_two_windows_at_once_is_written_once():
    sitting = make_sitting(entries=2)
    make_entry(sitting.call)
    make_entry(sitting.call)
    by, seen = make_user("staff@example.org"), preview_assignment(sitting.call).seen
    done = at_once(lambda _turn: written(sitting.call, seen, by), [1, 2, 3])
    assert sorted(done) == [False, False, True]
    assert Assignment.objects.count() == 4
    assert Letter.objects.filter(kind="juror_assigned").count() == 1
    assert faults_of(sitting.call) == []


def test_plan_waits_for_whoever_submits_or_leaves_and_nobody_waits_for_ever():
    sitting = make_sitting(entries=3)
    left = make_entry(sitting.call)
    for row in sitting.assignments:
        score(row, 4, 3)
    by, seen = make_user("staff@example.org"), preview_assignment(sitting.call).seen

    def act(row):
        if row == "plan":
            return written(sitting.call, seen, by)
        if row == "leave":
            return change_status(
                left, to="disqualified", actor=Actor.SECRETARIAT, by=by, at=timezone.now(), reason="Помилка."
            )
        return submit_evaluation(Assignment.objects.get(pk=row.pk), at=timezone.now())

    at_once(act, ["plan", "leave", *sitting.assignments])
    assert Application.objects.get(pk=left.pk).status == "disqualified"
    assert Assignment.objects.submitted().count() == 3
    assert faults_of(sitting.call) == []
