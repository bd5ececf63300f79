"""A juror's queue: in an order of its own, counting only what they may read, at the same cost for any number."""

import pytest
from django.utils import timezone

from contest.domain.answers import Change
from contest.domain.evaluations import raise_flag, save_evaluation, submit_evaluation
from contest.domain.juror_queue import Progress, queue_of
from contest.domain.scoring_sheets import sheets_of
from contest.models import Assignment
from tests.contest.juries import make_conflict, make_entry
from tests.contest.sittings import give, make_reader, make_sitting, score

pytestmark = pytest.mark.django_db


def queue(sitting, juror=None):
    return queue_of(juror or sitting.juror, book=sheets_of(sitting.call))


def states(sitting):
    """Each assignment of the sitting with what the queue says of it."""
    rows = {row.pk: row for row in queue(sitting).rows}
    return [
        (str(rows[each.pk].state), rows[each.pk].scored, rows[each.pk].of) for each in sitting.assignments
    ]


def test_queue_says_how_far_each_is():
    sitting = make_sitting(entries=5)
    _untouched, noted, half, whole, done = sitting.assignments
    save_evaluation(noted, [Change("note", "Так"), Change("score/dokazy-en", "")], at=timezone.now())
    score(half, 4)
    score(whole, 4, 0)
    score(done, 4, 3)
    submit_evaluation(done, at=timezone.now())
    assert states(sitting) == [
        ("not_begun", 0, 2), ("begun", 0, 2), ("begun", 1, 2), ("complete", 2, 2), ("submitted", 2, 2),
    ]  # fmt: skip
    assert queue(sitting).progress == Progress(total=5, submitted=1, complete=1, begun=2)


def test_scores_changed_after_submitting_are_told_until_they_are_put_back():
    sitting = make_sitting(entries=2)
    for row in sitting.assignments:
        score(row, 4, 3)
        submit_evaluation(row, at=timezone.now())
    score(sitting.first, 5)
    save_evaluation(sitting.assignments[1], [Change("note", "Лише нотатка")], at=timezone.now())
    assert {row.pk: row.is_changed for row in queue(sitting).rows} == {
        sitting.first.pk: True, sitting.assignments[1].pk: False,
    }  # fmt: skip
    score(sitting.first, 4)
    assert [row.is_changed for row in queue(sitting).rows] == [False, False]


def test_queue_is_filtered_by_state_category_and_flag():
    sitting = make_sitting(entries=2)
    score(sitting.first, 4, 3)
    raise_flag(sitting.assignments[1], text="Гляньте.", at=timezone.now())
    found = queue(sitting)
    assert [row.pk for row in found.filtered(state="complete")] == [sitting.first.pk]
    assert [row.pk for row in found.filtered(state="flagged")] == [sitting.assignments[1].pk]
    assert (len(found.filtered(category="youth")), found.filtered(category="other")) == (2, [])
    sitting.assignments[1].flags.update(settled_at=timezone.now())
    assert queue(sitting).filtered(state="flagged") == []


def test_order_is_the_jurors_own_and_stays_whatever_is_scored():
    sitting = make_sitting(entries=4)
    before = [row.pk for row in queue(sitting).rows]
    assert before == [
        row.pk for row in sorted(sitting.assignments, key=lambda each: each.public_id.hex)
    ]  # fmt: skip
    score(Assignment.objects.get(pk=before[2]), 5, 5)
    assert [row.pk for row in queue(sitting).rows] == before


def test_neighbours_and_the_next_open_one():
    sitting = make_sitting(entries=3)
    rows = queue(sitting).rows
    middle = Assignment.objects.get(pk=rows[2].pk)
    score(middle, 4, 3)
    submit_evaluation(middle, at=timezone.now())
    beside = queue(sitting).around(rows[1].public_id)
    assert (beside.number, beside.total, beside.before, beside.after, beside.next_open) == (
        2, 3, rows[0].public_id, rows[2].public_id, rows[0].public_id,
    )  # fmt: skip
    assert queue(sitting).around(sitting.entries[0].public_id) is None


def test_entries_in_conflict_taken_back_or_of_others_are_nowhere():
    sitting = make_sitting(entries=3)
    other = make_reader(sitting.call)
    theirs = make_entry(sitting.call)
    give(other, theirs)
    make_conflict(sitting.juror, sitting.entries[0])
    Assignment.objects.filter(pk=sitting.assignments[1].pk).update(state="removed", ended_at=timezone.now())
    assert [row.pk for row in queue(sitting).rows] == [sitting.assignments[2].pk]
    assert queue(sitting).progress.total == 1


def test_queue_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    sitting, book = make_sitting(entries=1), None
    for number in (1, 3):
        while len(sitting.assignments) < number:
            sitting.assignments.append(give(sitting.juror, make_entry(sitting.call), at=timezone.now()))
        for row in sitting.assignments:
            score(row, 4, 3)
            submit_evaluation(row, at=timezone.now())
            score(row, 5)
        book = sheets_of(sitting.call)
        with django_assert_num_queries(3):
            assert len(queue_of(sitting.juror, book=book).rows) == number
