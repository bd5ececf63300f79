"""What the secretariat decides, and what stands in its way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application
from contest.domain.calls import copy_call
from contest.domain.releasing import outcomes_seen, release_outcomes
from contest.domain.screening import (
    decide_eligibility,
    overtaken_decision,
    return_for_clarification,
    take_up_again,
)
from contest.domain.writing import open_clarification, writable_sections
from contest.errors import ReasonMissing, ScreeningRefused, TransitionRefused
from contest.models import Application, Call, ChecklistItem, Clarification, Screening
from tests.contest.factories import make_application, make_call, make_submitted
from tests.factories import make_edition, make_user

pytestmark = pytest.mark.django_db
MET, FAILED = ("Є результат", True), ("Є згода", False)


@pytest.fixture
def staff():
    return make_user("staff@example.org")


def decide(application, staff, **changes):
    values = {"eligible": True, "ticks": [MET], "by": staff, "at": timezone.now(), "expected": "submitted"}
    return decide_eligibility(application, **{**values, **changes})


def give_back(application, staff, **changes):
    now = timezone.now()
    values = {
        "sections": ["results", "about"], "message": "Додайте числа.", "until": now + timedelta(days=3), "by": staff,
        "at": now, "expected": "submitted",
    }  # fmt: skip
    return return_for_clarification(application, **{**values, **changes})


def statuses(application):
    return Application.objects.values_list("status", "released_status").get(pk=application.pk)


def test_eligible_application_is_kept_with_its_ticks_and_nobody_is_told(staff):
    application = make_submitted()
    screening = decide(application, staff)
    assert (screening.outcome, screening.ticks, screening.version.number, screening.by_name) == (
        "eligible", [["Є результат", True]], 1, str(staff),
    )  # fmt: skip
    assert statuses(application) == ("eligible", "submitted")


def test_condition_that_is_not_met_needs_a_reason(staff):
    application = make_submitted()
    with pytest.raises(ReasonMissing):
        decide(application, staff, ticks=[MET, FAILED])
    assert statuses(application) == ("submitted", "submitted")
    decide(application, staff, ticks=[MET, FAILED], reason="Згоду надіслано поштою.")
    assert statuses(application) == ("eligible", "submitted")


def test_refusal_needs_a_reason(staff):
    application = make_submitted()
    with pytest.raises(ReasonMissing):
        decide(application, staff, eligible=False)
    assert Screening.objects.count() == 0


def test_second_decision_is_told_of_the_first(staff):
    application = make_submitted()
    decide(application, staff)
    with pytest.raises(TransitionRefused):
        decide(application, staff, eligible=False, reason="Запізно.")
    assert (statuses(application), Screening.objects.count()) == (("eligible", "submitted"), 1)


def test_nobody_decides_about_a_version_that_they_have_not_seen(staff):
    application = make_submitted()
    with pytest.raises(TransitionRefused):
        decide(application, staff, seen_version=0)
    assert statuses(application) == ("submitted", "submitted")


def test_draft_is_not_screened(staff):
    with pytest.raises(TransitionRefused):
        decide(make_application(), staff, expected="draft")


def test_returned_application_opens_the_chosen_sections_alone_and_is_told_at_once(staff):
    application = make_submitted()
    asked = give_back(application, staff)
    application.refresh_from_db()
    assert (asked.sections, statuses(application)) == (["about", "results"], ("returned", "returned"))
    assert [str(section) for section in writable_sections(application, at=timezone.now())] == [
        "about",
        "results",
    ]
    assert open_clarification(application) == asked


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"sections": []}, ScreeningRefused),
        ({"sections": ["no-such"], "message": " "}, ReasonMissing),
        ({"until": timezone.now() - timedelta(days=1)}, ScreeningRefused),
        ({"expected": "eligible"}, TransitionRefused),
    ],
)
def test_clarification_that_makes_no_sense_changes_nothing(staff, changes, error):
    application = make_submitted()
    with pytest.raises(error):
        give_back(application, staff, **changes)
    assert (statuses(application), Clarification.objects.count()) == (("submitted", "submitted"), 0)


def test_decision_ends_the_waiting_so_that_something_else_can_be_asked(staff):
    application = make_submitted()
    give_back(application, staff)
    decide(application, staff, eligible=False, reason="Не відповіли.", expected="returned")
    give_back(application, staff, expected="ineligible")
    assert [row.answered_at is None for row in Clarification.objects.order_by("pk")] == [False, True]


def resubmit(application, at=None):
    title = application.answers.get(path="title")
    save_answers(
        application, [Change("title", f"{title.value} ще", title.version)], by=None, at=timezone.now()
    )
    return submit_application(application, by=application.members.get(), at=at or timezone.now())


def test_version_submitted_over_a_decision_is_screened_again_and_the_decision_named(staff):
    application = make_submitted()
    first = decide(application, staff)
    assert resubmit(application).number == 2
    application.refresh_from_db()
    versions = list(application.versions.order_by("number"))
    assert (statuses(application), overtaken_decision(application, [first], versions)) == (
        ("submitted", "submitted"), first,
    )  # fmt: skip
    second = decide(application, staff)
    application.refresh_from_db()
    assert overtaken_decision(application, [first, second], versions) is None
    assert [row.for_applicant for row in application.history.filter(data__to="submitted")] == [True, True]


def test_decision_holds_when_the_same_is_submitted_again(staff):
    application = make_submitted()
    decide(application, staff)
    assert submit_application(application, by=application.members.get(), at=timezone.now()).number == 1
    assert statuses(application) == ("eligible", "submitted")


def test_answer_after_a_decision_that_did_not_wait_for_it_is_screened(staff):
    application = make_submitted()
    give_back(application, staff, sections=["about"])
    decide(application, staff, eligible=False, reason="Не відповіли.", expected="returned")
    resubmit(application)
    assert statuses(application) == ("submitted", "submitted")


def test_objection_takes_the_application_up_again(staff):
    application = make_submitted()
    decide(application, staff, eligible=False, reason="Не та громада.")
    take_up_again(application, reason="Громада та.", by=staff, at=timezone.now(), expected="ineligible")
    assert statuses(application) == ("submitted", "submitted")
    assert [row.outcome for row in Screening.objects.all()] == ["ineligible", "reopened"]


def test_release_tells_every_outcome_of_the_call_and_no_other(staff):
    call = make_call()
    chosen, refused, waiting = (make_submitted(call) for _number in range(3))
    decide(chosen, staff)
    decide(refused, staff, eligible=False, reason="Інша тема.")
    due = Application.objects.of_call(call).awaiting_release()
    assert release_outcomes(due, seen=outcomes_seen(due), by=staff, at=timezone.now()) == 2
    assert [statuses(row) for row in (chosen, refused, waiting)] == [
        ("eligible", "eligible"), ("ineligible", "ineligible"), ("submitted", "submitted"),
    ]  # fmt: skip


def test_release_tells_nobody_if_a_decision_came_in_between(staff):
    call = make_call()
    first, second = make_submitted(call), make_submitted(call)
    decide(first, staff)
    due = Application.objects.of_call(call).awaiting_release()
    seen = outcomes_seen(due)
    decide(second, staff)
    with pytest.raises(TransitionRefused):
        release_outcomes(due.all(), seen=seen, by=staff, at=timezone.now())
    assert [statuses(row) for row in (first, second)] == [("eligible", "submitted")] * 2


def test_checklist_is_copied_with_the_call():
    call = make_call()
    call.checklist = [ChecklistItem(text_uk="Є результат", text_en="There is a result")]
    call.save()
    copy = copy_call(Call.objects.get(pk=call.pk), to=make_edition(4), by=None)
    assert [row.text_uk for row in Call.objects.get(pk=copy.pk).checklist.all()] == ["Є результат"]
    assert ChecklistItem.objects.count() == 2
