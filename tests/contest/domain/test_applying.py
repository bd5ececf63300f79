"""Beginning, submitting and taking back."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from contest.domain.answers import Change, save_answers
from contest.domain.applying import delete_draft, start_application, submit_application, withdraw_application
from contest.domain.checking import gaps_of
from contest.domain.content import content_hash
from contest.enums import ApplicationStatus, Punctuality
from contest.errors import ApplicationIncomplete, ApplyingRefused, TransitionRefused
from contest.models import Application, ApplicationVersion, CallCategory
from tests.contest.factories import make_application, make_call, make_submitted
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db


def test_application_begins_as_a_draft_of_its_owner():
    call, owner, now = make_call(), make_user(), timezone.now()
    application = start_application(call, by=owner, at=now, language="en")
    assert (application.status, application.language, application.reference) == ("draft", "en", None)
    assert list(application.memberships.values_list("user", "role")) == [(owner.pk, "owner")]
    assert [entry.kind for entry in application.history.all()] == ["started"]


@pytest.mark.parametrize("days", [-1, 31])
def test_application_cannot_begin_while_the_call_is_closed(days):
    call, owner = make_call(opens_at=timezone.now()), make_user()
    with pytest.raises(ApplyingRefused):
        start_application(call, by=owner, at=call.opens_at + timedelta(days=days), language="uk")
    assert Application.objects.count() == 0


def test_complete_application_has_no_gaps():
    assert gaps_of(make_application()) == []


def test_submitting_gives_a_reference_a_version_and_a_hash():
    call = make_call(category=make_category("youth-engagement"))
    application = make_application(call)
    version = submit_application(application, by=application.members.get(), at=timezone.now())
    application.refresh_from_db()
    assert application.reference == f"{call.closes_at.year}-YE-0001"
    assert (application.status, application.released_status, application.punctuality) == (
        "submitted",
        "submitted",
        "in_time",
    )
    assert (version.number, version.sha256) == (1, content_hash(version.content))
    content = json.loads(version.content)
    assert (content["reference"], content["answers"]["title"]) == (
        application.reference,
        "Простір для молоді",
    )


def test_submitting_twice_is_submitting_once():
    application = make_submitted()
    again = submit_application(
        application, by=application.members.get(), at=timezone.now() + timedelta(minutes=1)
    )
    assert (again.number, application.versions.count()) == (1, 1)


def test_changed_application_is_submitted_anew_and_keeps_its_reference():
    application = make_submitted()
    owner, now = application.members.get(), timezone.now()
    save_answers(application, [Change("title", "Інша назва", 1)], by=owner, at=now)
    application.refresh_from_db()
    assert application.unsent_changes is True
    version = submit_application(application, by=owner, at=now)
    reference = application.reference
    application.refresh_from_db()
    assert (version.number, application.reference, application.unsent_changes) == (2, reference, False)
    assert [json.loads(row.content)["answers"]["title"] for row in application.versions.all()] == [
        "Простір для молоді", "Інша назва"
    ]  # fmt: skip


def test_incomplete_application_names_every_gap():
    application = make_application(answers={"title": "Назва"})
    with pytest.raises(ApplicationIncomplete) as refused:
        submit_application(application, by=application.members.get(), at=timezone.now())
    assert [gap.path for gap in refused.value.gaps] == [
        "category", "summary", "community", "start", "contact_name", "contact_email", "end", "challenge", "solution",
        "results", "budget_band", "transfer", "declared_true", "declared_consent", "declared_safe", "declared_licence",
    ]  # fmt: skip
    assert ApplicationVersion.objects.count() == 0


@pytest.mark.parametrize(
    ("seconds", "arrived"), [(-1, Punctuality.IN_TIME), (0, Punctuality.GRACE), (119, Punctuality.GRACE)]
)
def test_what_was_on_its_way_at_the_deadline_is_accepted_and_marked(seconds, arrived):
    application = make_application(make_call(grace_seconds=120))
    at = application.call.closes_at + timedelta(seconds=seconds)
    assert submit_application(application, by=application.members.get(), at=at).punctuality == arrived


def test_after_the_grace_nothing_is_accepted():
    application = make_application(make_call(grace_seconds=120))
    with pytest.raises(ApplyingRefused):
        submit_application(
            application, by=application.members.get(), at=application.call.closes_at + timedelta(seconds=120)
        )
    assert ApplicationVersion.objects.count() == 0


def test_category_that_the_call_offers_only_now_is_the_applications_own():
    later = make_category("public-spaces")
    application = make_application(make_call(category=make_category("youth-engagement")))
    owner, now = application.members.get(), timezone.now()
    save_answers(application, [Change("category", later.slug, 1)], by=owner, at=now)
    CallCategory.objects.create(call=application.call, category=later)
    submit_application(application, by=owner, at=now)
    application.refresh_from_db()
    assert (application.category, application.reference[5:7]) == (later, "PS")


def test_withdrawn_application_stays_withdrawn():
    application = make_submitted()
    owner = application.members.get()
    assert (
        withdraw_application(application, by=owner, at=timezone.now()).status == ApplicationStatus.WITHDRAWN
    )
    with pytest.raises(ApplyingRefused):
        submit_application(application, by=owner, at=timezone.now())
    with pytest.raises(TransitionRefused):
        withdraw_application(application, by=owner, at=timezone.now())


def test_draft_can_be_deleted():
    delete_draft(make_application())
    assert Application.objects.count() == 0


def test_what_was_submitted_cannot_be_deleted():
    with pytest.raises(ApplyingRefused):
        delete_draft(make_submitted())
    assert Application.objects.count() == 1
