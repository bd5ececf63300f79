"""Scores are kept as they are typed, count once they are submitted, and change only with a reason, on record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contest.domain.answers import Change
from contest.domain.evaluations import (
    change_evaluation,
    raise_flag,
    restore_submitted,
    save_evaluation,
    submit_all,
    submit_evaluation,
)
from contest.domain.judging import close_judging
from contest.domain.protocol import hash_of_words
from contest.domain.scoring_sheets import sheets_of
from contest.errors import EvaluationRefused, ReasonMissing
from contest.models import Assignment, Evaluation, EvaluationField, EvaluationRevision, Juror
from tests.contest.juries import make_conflict, make_judged_call
from tests.contest.sittings import faults_of, give, last_event, make_reader, make_sitting, score, scored
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
FIRST, SECOND = "score/vzaiemodiia-en", "score/dokazy-en"


@pytest.fixture
def sitting():
    return make_sitting()


def save(sitting, path, value, base=0, *, own=()):
    return save_evaluation(sitting.first, [Change(path, value, base, own)], at=timezone.now())


def test_save_keeps_scores_and_notes_and_tells_versions(sitting):
    changes = [Change(FIRST, "4"), Change("note", "Сильна."), Change("panel_note", "Обговорити.")]
    saved = save_evaluation(sitting.first, changes, at=timezone.now())
    assert (saved.versions, saved.conflicts) == ({FIRST: 1, "note": 1, "panel_note": 1}, ())
    assert scored(sitting.first) == {FIRST: "4", "note": "Сильна.", "panel_note": "Обговорити."}
    assert save(sitting, FIRST, "5", base=1).versions == {FIRST: 2}


def test_same_save_sent_again_is_one_save(sitting):
    for _turn in range(2):
        assert save(sitting, FIRST, "4").versions == {FIRST: 1}
    assert EvaluationField.objects.get().version == 1


def test_score_written_over_an_older_one_comes_back_as_a_conflict(sitting):
    save(sitting, FIRST, "4")
    save(sitting, FIRST, "5", base=1)
    saved = save_evaluation(sitting.first, [Change(FIRST, "2", 1), Change(SECOND, "3")], at=timezone.now())
    (conflict,) = saved.conflicts
    assert (conflict.path, conflict.yours, conflict.theirs, conflict.version) == (FIRST, "2", "5", 2)
    assert (saved.versions, scored(sitting.first)) == ({SECOND: 1}, {FIRST: "5", SECOND: "3"})


def test_text_whose_answer_was_lost_is_no_conflict_with_oneself(sitting):
    save(sitting, "note", "Сильна")
    saved = save(sitting, "note", "Сильна заявка", own=("Сильна",))
    assert (saved.versions, saved.conflicts) == ({"note": 2}, ())


SENTENCE = "“Взаємодія (en)” takes a whole number from 0 to 5."
WRONG = [
    (FIRST, "6", SENTENCE), (FIRST, "-1", SENTENCE), (FIRST, "3.5", SENTENCE), (FIRST, "03", SENTENCE),
    (FIRST, "٣", SENTENCE), (FIRST, " 3", SENTENCE), (FIRST, "-0", SENTENCE),
    ("score/other", "3", "The form has no field “score/other”."), ("title", "x", "The form has no field “title”."),
    (FIRST, ["3"], "What was sent is not a text."), ("note", "a\x00", "The text holds a character that cannot be kept."),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "sentence"), WRONG)
def test_what_is_no_score_of_the_scale_or_no_field_is_refused_and_nothing_is_saved(
    sitting, path, value, sentence
):
    with pytest.raises(EvaluationRefused) as caught:
        save_evaluation(sitting.first, [Change("panel_note", "Так"), Change(path, value)], at=timezone.now())
    assert (str(caught.value), Evaluation.objects.count()) == (sentence, 0)


def test_score_can_be_taken_back_and_is_missing_then(sitting):
    score(sitting.first, 4, 3)
    save(sitting, FIRST, "", base=1)
    with pytest.raises(EvaluationRefused) as caught:
        submit_evaluation(sitting.first, at=timezone.now())
    assert str(caught.value) == "No score yet: “Взаємодія (en)”."
    assert EvaluationRevision.objects.count() == 0


def test_submitting_is_told_to_the_protocol_once_however_often_it_is_clicked(sitting):
    score(sitting.first, 4, 0)
    for _turn in range(2):
        evaluation = submit_evaluation(sitting.first, at=timezone.now())
    scores = {"vzaiemodiia-en": 4, "dokazy-en": 0}
    told = {"juror": "J01", "entry": sitting.entries[0].reference, "revision": 1, "scores": scores}
    assert (evaluation.revision, evaluation.revisions.get().scores) == (1, scores)
    assert last_event(sitting.call) == ("evaluation_submitted", told)
    assert sitting.call.protocol.filter(kind="evaluation_submitted").count() == 1
    assert faults_of(sitting.call) == []


def test_all_that_is_complete_is_submitted_and_the_rest_says_why_not():
    sitting = make_sitting(entries=3)
    whole, half, none = sitting.assignments
    score(whole, 4, 3)
    score(half, 4)
    done, refused = submit_all(sitting.assignments, at=timezone.now())
    assert [row.pk for row in done] == [whole.pk]
    assert [(row.assignment.pk, row.sentence) for row in refused] == [
        (half.pk, "No score yet: “Докази (en)”."),
        (none.pk, "No score yet: “Взаємодія (en)”, “Докази (en)”."),
    ]
    assert faults_of(sitting.call) == []


def test_change_after_submitting_needs_a_reason_and_is_a_new_event(sitting):
    score(sitting.first, 4, 3)
    submit_evaluation(sitting.first, at=timezone.now())
    score(sitting.first, 5, 3)
    with pytest.raises(ReasonMissing):
        change_evaluation(sitting.first, reason=" ", at=timezone.now())
    for _turn in range(2):
        evaluation = change_evaluation(sitting.first, reason=" Перечитав. ", at=timezone.now())
    assert list(evaluation.revisions.values_list("number", "scores", "reason")) == [
        (1, {"vzaiemodiia-en": 4, "dokazy-en": 3}, ""),
        (2, {"vzaiemodiia-en": 5, "dokazy-en": 3}, "Перечитав."),
    ]
    kind, data = last_event(sitting.call)
    assert (kind, data["revision"], data["reason_sha256"]) == (
        "evaluation_changed", 2, hash_of_words("Перечитав."),
    )  # fmt: skip
    assert sitting.call.protocol.filter(kind="evaluation_changed").count() == 1
    assert faults_of(sitting.call) == []


def test_change_before_submitting_and_one_that_changes_nothing_are_refused(sitting):
    score(sitting.first, 4, 3)
    for _turn in range(2):
        with pytest.raises(EvaluationRefused):
            change_evaluation(sitting.first, reason="Перечитав.", at=timezone.now())
        submit_evaluation(sitting.first, at=timezone.now())
    assert EvaluationRevision.objects.count() == 1


def test_scores_typed_after_submitting_can_be_put_back(sitting):
    score(sitting.first, 4, 3)
    submit_evaluation(sitting.first, at=timezone.now())
    score(sitting.first, 1, "")
    restore_submitted(sitting.first, at=timezone.now())
    assert scored(sitting.first) == {FIRST: "4", SECOND: "3"}


def do_everything(assignment, *, at):
    """Every way of writing, each with whether it was refused."""
    ways = (
        lambda: score(assignment, 5, 5, at=at),
        lambda: submit_evaluation(assignment, at=at),
        lambda: change_evaluation(assignment, reason="Бо так.", at=at),
        lambda: restore_submitted(assignment, at=at),
        lambda: raise_flag(assignment, text="Гляньте.", at=at),
    )
    refused = []
    for way in ways:
        try:
            way()
        except EvaluationRefused as error:
            refused.append(str(error))
    return refused


CLOSED = "Judging is closed: scores can no longer be changed."
NOT_OURS = "This application is not among those that you read."


def test_everything_is_refused_once_judging_is_closed(sitting):
    score(sitting.first, 4, 3)
    submit_evaluation(sitting.first, at=timezone.now())
    score(sitting.first, 3, 3)
    close_judging(sitting.call, by=make_user("s@example.org"), at=timezone.now())
    assert do_everything(sitting.first, at=timezone.now()) == [CLOSED] * 5
    assert scored(sitting.first) == {FIRST: "3", SECOND: "3"}
    assert (EvaluationRevision.objects.count(), sitting.first.flags.count()) == (1, 0)
    assert faults_of(sitting.call) == []


def test_everything_is_refused_from_the_date_on_at_which_judging_closes(sitting):
    last = sitting.call.judging_closes_at
    score(sitting.first, 4, 3, at=last - timedelta(seconds=1))
    submit_evaluation(sitting.first, at=last - timedelta(seconds=1))
    assert do_everything(sitting.first, at=last) == [CLOSED] * 5


def test_nothing_is_scored_before_judging_has_opened():
    call = make_judged_call()
    juror = make_reader(call)
    sitting = make_sitting(call=call, juror=juror)
    row = call.judging_policy
    row.frozen_at, row.frozen, row.fingerprint = None, "", ""
    row.save()
    assert do_everything(sitting.first, at=timezone.now())[:3] == ["Judging has not been opened yet."] * 3


@pytest.mark.parametrize("hindrance", ["conflict", "taken back", "recused", "disqualified", "left"])
def test_everything_is_refused_for_an_entry_that_is_no_longer_read(sitting, hindrance):
    assignment, now = sitting.first, timezone.now()
    score(assignment, 4, 3)
    submit_evaluation(assignment, at=now)
    if hindrance == "conflict":
        make_conflict(sitting.juror, sitting.entries[0])
    elif hindrance in {"taken back", "recused"}:
        state = "removed" if hindrance == "taken back" else "recused"
        Assignment.objects.filter(pk=assignment.pk).update(state=state, ended_at=now)
    elif hindrance == "left":
        Juror.objects.update(left_at=now)
    else:
        sitting.entries[0].__class__.objects.update(status="disqualified")
    assert do_everything(Assignment.objects.get(), at=now) == [NOT_OURS] * 5
    assert EvaluationRevision.objects.count() == 1


def test_entry_is_readable_again_once_the_conflict_is_lifted(sitting):
    make_conflict(
        sitting.juror, sitting.entries[0], state="lifted", decided_at=timezone.now(), decision_reason="Давно."
    )
    score(sitting.first, 4, 3)
    assert submit_evaluation(sitting.first, at=timezone.now()).revision == 1


def test_same_flag_sent_twice_is_one(sitting):
    for _turn in range(2):
        raise_flag(sitting.first, text=" Це подавали торік. ", at=timezone.now())
    assert sitting.first.flags.get().text == "Це подавали торік."
    with pytest.raises(EvaluationRefused):
        raise_flag(sitting.first, text="  ", at=timezone.now())


def test_save_costs_the_same_for_one_field_and_for_three(django_assert_num_queries):
    sitting = make_sitting(criteria=("Один", "Два", "Три"))
    codes = list(sheets_of(sitting.call).row.criterion_codes.values())
    for number in (1, 3):
        EvaluationField.objects.all().delete()
        score(sitting.first, *[4] * number)
        changes = [Change(f"score/{code}", "5", 1) for code in codes[:number]]
        with django_assert_num_queries(8):
            save_evaluation(sitting.first, changes, at=timezone.now())


def test_two_jurors_score_one_entry_apart():
    sitting = make_sitting()
    other = make_reader(sitting.call)
    theirs = give(other, sitting.entries[0], at=timezone.now())
    score(sitting.first, 4, 3)
    score(theirs, 1, 1)
    assert (scored(sitting.first), scored(theirs)) == (
        {FIRST: "4", SECOND: "3"},
        {FIRST: "1", SECOND: "1"},
    )
