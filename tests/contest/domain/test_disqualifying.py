"""Excluding an application: from where, what the applicant learns, and what never leaves any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contest.domain.declaring import declare_ranking, is_outdated
from contest.domain.disqualifying import can_be_disqualified, disqualify_application, reinstate_application
from contest.domain.jury_decisions import decisions_of, result_of
from contest.domain.letters import write_letters
from contest.domain.life_story import life_story
from contest.domain.protocol import hash_of_words
from contest.domain.ranking import rank_call
from contest.domain.releasing import outcomes_seen, release_outcomes
from contest.domain.screening import decide_eligibility, return_for_clarification
from contest.domain.writing import open_clarification, writable_sections
from contest.enums import ApplicationStatus, LetterKind
from contest.errors import ReasonMissing, TransitionRefused
from contest.models import Application, HistoryEntry, Letter, ProtocolEvent
from tests.contest.factories import make_application, make_call, make_submitted
from tests.contest.rankings import faults_of, make_scored
from tests.factories import make_user

pytestmark = pytest.mark.django_db
REASON = "Фото з іншої громади."


@pytest.fixture
def staff():
    return make_user("staff@example.org", first_name="Оля", last_name="Секретар")


def exclude(application, staff, **changes):
    values = {"reason": REASON, "by": staff, "at": timezone.now(), "expected": application.status}
    return disqualify_application(application, **{**values, **changes})


def stands():
    row = Application.objects.get()
    return row.status, row.released_status, row.history.filter(kind="status", data__to="disqualified").count()


def put(application, status):
    Application.objects.filter(pk=application.pk).update(status=status, released_status=status)
    return Application.objects.get(pk=application.pk)


def test_applicant_learns_it_at_once_with_the_reason(staff, english):
    application = make_submitted()
    changed = exclude(application, staff, seen_version=1)
    assert stands() == ("disqualified", "disqualified", 1)
    last = life_story(changed)[-1]
    assert (last.words, last.who, last.reason) == ("Disqualified", "the secretariat", REASON)
    entry = changed.history.get(data__to="disqualified")
    assert (entry.by_name, entry.data, entry.for_applicant) == (
        "Оля Секретар", {"from": "submitted", "to": "disqualified"}, True,
    )  # fmt: skip
    assert writable_sections(changed, at=timezone.now()) == ()
    letter = Letter.objects.get(kind="disqualified")
    assert (letter.application, letter.state, f"\n\nПричина: {REASON}\n\n" in letter.body) == (
        application, "waiting", True,
    )  # fmt: skip


def test_excluded_application_is_counted_no_longer(staff):
    application = make_submitted()
    assert Application.objects.counted().count() == 1
    exclude(application, staff)
    assert Application.objects.counted().count() == 0


def test_letter_about_an_outcome_that_waits_never_leaves(staff):
    call = make_call()
    application, other = make_submitted(call), make_submitted(call)
    for row in (application, other):
        decide_eligibility(row, eligible=True, ticks=[], by=staff, at=timezone.now(), expected="submitted")
    due = Application.objects.of_call(call).awaiting_release()
    release_outcomes(due, seen=outcomes_seen(due), by=staff, at=timezone.now())
    write_letters(application, LetterKind.FREE, key="free", at=timezone.now())
    exclude(Application.objects.get(pk=application.pk), staff)
    rows = Letter.objects.exclude(kind="receipt").order_by("pk")
    assert [(row.application, row.kind, row.state) for row in rows] == [
        (application, "eligible", "cancelled"), (other, "eligible", "waiting"), (application, "free", "waiting"),
        (application, "disqualified", "waiting"),
    ]  # fmt: skip


def test_decision_nobody_was_told_of_is_never_released_after_an_exclusion(staff):
    application = make_submitted()
    decide_eligibility(
        application, eligible=True, ticks=[], by=staff, at=timezone.now(), expected="submitted"
    )
    exclude(Application.objects.get(), staff)
    assert Application.objects.of_call(application.call).awaiting_release().count() == 0
    assert [event.words for event in life_story(Application.objects.get())][-1] == "Дискваліфіковано"


def test_question_of_the_secretariat_is_closed(staff):
    application, now = make_submitted(), timezone.now()
    return_for_clarification(
        application, sections=["story"], message="Що?", until=now + timedelta(days=3), by=staff, at=now,
        expected="submitted",
    )  # fmt: skip
    changed = exclude(Application.objects.get(), staff)
    assert (open_clarification(changed), writable_sections(changed, at=now)) == (None, ())


def test_every_status_that_takes_part_can_be_excluded_and_no_other(staff):
    application, done = make_submitted(), set()
    for status in ApplicationStatus:
        row = put(application, status)
        try:
            exclude(row, staff, at=timezone.now())
        except TransitionRefused:
            assert (status, can_be_disqualified(row)) == (status, False)
        else:
            done.add(str(status))
            assert (status, can_be_disqualified(row)) == (status, True)
    assert done == {
        "submitted", "returned", "eligible", "shortlisted", "winner", "special_award", "not_awarded",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"reason": " \n"}, ReasonMissing),
        ({"expected": "eligible"}, TransitionRefused),
        ({"seen_version": 0}, TransitionRefused),
    ],
)
def test_exclusion_without_a_reason_or_of_something_newer_changes_nothing(staff, changes, error):
    application = make_submitted()
    with pytest.raises(error):
        exclude(application, staff, **changes)
    assert (stands(), Letter.objects.filter(kind="disqualified").count()) == (
        ("submitted", "submitted", 0),
        0,
    )


def test_draft_cannot_be_excluded(staff):
    with pytest.raises(TransitionRefused):
        exclude(make_application(), staff)


def take_back(staff, at=None):
    row = Application.objects.get()
    return reinstate_application(
        row, reason="Це була помилка.", by=staff, at=at or timezone.now(), expected="disqualified"
    )


@pytest.mark.parametrize(("status", "known"), [("submitted", "submitted"), ("winner", "shortlisted")])
def test_exclusion_is_taken_back_to_what_was_and_tells_no_more_than_was_known(staff, english, status, known):
    application = make_submitted()
    HistoryEntry.objects.create(
        application=application, kind="released", at=timezone.now(), data={"to": known}, by_name="Оля"
    )
    Application.objects.filter(pk=application.pk).update(status=status, released_status=known)
    exclude(Application.objects.get(), staff)
    with pytest.raises(ReasonMissing):
        reinstate_application(
            Application.objects.get(), reason=" ", by=staff, at=timezone.now(), expected="disqualified"
        )
    changed = take_back(staff)
    assert (changed.status, changed.released_status) == (status, known)
    last = life_story(Application.objects.get())[-1]
    assert (last.words, last.reason) == (known.capitalize(), "Це була помилка.")
    rows = Letter.objects.exclude(kind="receipt").order_by("pk")
    assert [(row.kind, row.state) for row in rows] == [
        ("disqualified", "cancelled"),
        ("reinstated", "waiting"),
    ]
    with pytest.raises(TransitionRefused):
        reinstate_application(changed, reason="Ще раз.", by=staff, at=timezone.now(), expected=status)


def test_question_that_waits_is_dropped_by_an_exclusion_and_asked_again_after_it(staff):
    application, now = make_submitted(), timezone.now()
    return_for_clarification(
        application, sections=["story"], message="Що?", until=now + timedelta(days=3), by=staff, at=now,
        expected="submitted",
    )  # fmt: skip
    exclude(Application.objects.get(), staff, at=now + timedelta(hours=1))
    assert Letter.objects.get(kind="returned").state == "cancelled"
    changed = take_back(staff, at=now + timedelta(hours=2))
    assert (changed.status, changed.released_status) == ("returned", "returned")
    assert open_clarification(changed).message == "Що?"


def test_entry_excluded_after_judging_comes_back_with_its_scores_and_is_declared_again(staff):
    call, (first, second), _jurors = make_scored([[5, 5], [3, 3]])
    at = call.judging_closes_at + timedelta(days=1)
    declare_ranking(call, by=staff, at=at)
    exclude(Application.objects.get(pk=first.pk), staff, at=at)
    declare_ranking(call, by=staff, at=at, reason=REASON)
    back = reinstate_application(
        Application.objects.get(pk=first.pk), reason="Помилка.", by=staff, at=at, expected="disqualified"
    )
    ranking = rank_call(call)
    assert (back.status, ranking.category("youth").winners) == ("winner", (first.reference,))
    assert is_outdated(call, ranking, result_of(ranking, decisions_of(call)))
    event = ProtocolEvent.objects.of_call(call).newest()
    assert (event.kind, event.data) == (
        "entry_admitted",
        {"entry": first.reference, "category": "youth", "reason_sha256": hash_of_words("Помилка.")},
    )
    declare_ranking(call, by=staff, at=at, reason=REASON)
    assert (Application.objects.get(pk=second.pk).status, faults_of(call)) == ("not_awarded", [])
