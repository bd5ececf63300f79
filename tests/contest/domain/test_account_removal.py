"""Deleting an account: what becomes of each application, and that nothing is left of the person."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from contest.domain.account_removal import consequences_of, mark_of, remove_account
from contest.domain.content import REMOVED
from contest.domain.discussion import add_note
from contest.domain.judging import close_judging
from contest.domain.members import accept_invitation, invite
from contest.domain.ranking import rank_call
from contest.domain.screening import decide_eligibility
from contest.domain.status import Actor, change_status
from contest.enums import MemberRole
from contest.errors import AccountStays
from contest.models import (
    Application,
    ApplicationMember,
    HistoryEntry,
    Invitation,
    Juror,
    Letter,
    StoryApproval,
)
from tests.contest.factories import make_application, make_call, make_submitted
from tests.contest.file_samples import send
from tests.contest.juries import make_conflict, make_judged_call
from tests.contest.rankings import faults_of, make_scored
from tests.contest.sittings import give
from tests.factories import make_user
from tests.stories.files.document_samples import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def owner():
    return make_user("owner@example.org", first_name="Оксана", last_name="Власниця")


def join(application, email, role, days=0):
    user = make_user(email)
    since = timezone.now() + timedelta(days=days)
    ApplicationMember.objects.create(application=application, user=user, role=role, joined_at=since)
    return user


def fates(user, at=None):
    return [row.fate.value for row in consequences_of(user, at=at or timezone.now())]


def delete(user, at=None):
    at = at or timezone.now()
    remove_account(user, seen=mark_of(consequences_of(user, at=at)), at=at)


def tell(application, status):
    Application.objects.filter(pk=application.pk).update(status=status, released_status=status)


def test_each_application_has_the_fate_that_fits_it(owner):
    call = make_call()
    make_application(call, owner=owner)
    shared, submitted, together = (
        make_application(call, owner=owner), make_submitted(call, owner=owner), make_submitted(call, owner=owner),
    )  # fmt: skip
    join(shared, "a@example.org", "editor")
    join(together, "b@example.org", "reader")
    others = make_application(call)
    ApplicationMember.objects.create(application=others, user=owner, role="editor", joined_at=timezone.now())
    assert fates(owner) == ["deleted", "handed_over", "holds", "handed_over", "left"]
    found = []
    for status in ("returned", "eligible", "shortlisted", "ineligible", "winner", "not_awarded", "withdrawn"):
        tell(submitted, status)
        found.append(fates(owner)[2])
    assert found == ["holds", "holds", "holds", *["anonymised"] * 4]
    tell(submitted, "submitted")
    results = call.results_at
    assert [fates(owner, at=results + timedelta(seconds=s))[2] for s in (-1, 0)] == ["holds", "anonymised"]


def test_decision_that_is_not_told_does_not_show(owner):
    application = make_submitted(owner=owner)
    decide_eligibility(
        application, eligible=False, ticks=[], reason="Ні", by=make_user("s@example.org"), at=timezone.now(),
        expected="submitted",
    )  # fmt: skip
    assert fates(owner) == ["holds"]


def test_heir_is_the_editor_who_is_there_the_longest_and_can_sign_in(owner):
    application = make_application(owner=owner)
    join(application, "reader@example.org", "reader", days=-9)
    gone = join(application, "gone@example.org", "editor", days=-5)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    heir = join(application, "heir@example.org", "editor", days=-3)
    join(application, "late@example.org", "editor", days=-1)
    assert consequences_of(owner, at=timezone.now())[0].heir.user == heir
    delete(owner)
    roles = dict(application.memberships.values_list("user__email", "role"))
    assert (roles["heir@example.org"], len(roles), User.objects.filter(pk=owner.pk).exists()) == (
        "owner",
        4,
        False,
    )


def test_nothing_names_the_person_any_more(owner, mailoutbox, django_capture_on_commit_callbacks):
    application = make_submitted(owner=owner)
    alone = make_application(application.call, owner=owner)
    now = timezone.now()
    _invitation, secret = invite(
        application, email="heir@example.org", role=MemberRole.EDITOR, by=owner, at=now
    )
    accept_invitation(secret, by=make_user("heir@example.org"), at=now)
    others = make_application(application.call)
    invite(others, email="owner@example.org", role=MemberRole.READER, by=others.members.get(), at=now)
    with django_capture_on_commit_callbacks(execute=True):
        file = send(alone, pdf())
    Letter.objects.create(
        call=application.call, application=application, recipient=owner, email=owner.email, language="uk", kind="free",
        key="k", subject="Оксано", body="Вітаємо, Оксано", state="sent", sent_at=now, created_at=now,
    )  # fmt: skip
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        delete(owner)
    models = (HistoryEntry, Invitation, Letter)
    left = repr([list(model.objects.values()) for model in models] + [list(application.versions.values())])
    assert [name for name in ("Оксана Власниця", "owner@example.org", "Оксано") if name in left] == []
    assert (Application.objects.filter(pk=alone.pk).exists(), default_storage.exists(file.file.name)) == (
        False,
        False,
    )
    assert [letter.to for letter in mailoutbox] == [["owner@example.org"]]
    assert application.versions.get().submitted_by is None


def test_application_that_needs_its_person_keeps_the_account_whole(owner):
    draft = make_application(owner=owner)
    submitted = make_submitted(draft.call, owner=owner)
    with pytest.raises(AccountStays):
        delete(owner)
    assert (list(Application.objects.order_by("pk")), User.objects.filter(pk=owner.pk).count()) == (
        [draft, submitted], 1,
    )  # fmt: skip


def test_after_the_results_the_record_stays_without_its_person(owner):
    application = make_submitted(owner=owner)
    change_status(
        application, to="disqualified", actor=Actor.SECRETARIAT, by=None, at=timezone.now(), reason="Причина"
    )
    now = timezone.now()
    StoryApproval.objects.create(
        application=application, secret_sha256="0" * 64, fingerprint="f", asked_at=now, expires_at=now + timedelta(days=21),
        answer="approved", comment="Оксана Власниця згодна", answered_at=now,
    )  # fmt: skip
    delete(owner)
    application.refresh_from_db()
    assert [row.comment for row in application.story_approvals.all()] == [REMOVED]
    assert (application.anonymised_at is None, application.reference is None, application.memberships.count()) == (
        False, False, 0,
    )  # fmt: skip


def test_what_was_not_shown_is_not_done(owner):
    application = make_application(owner=owner)
    seen = mark_of(consequences_of(owner, at=timezone.now()))
    join(application, "new@example.org", "editor")
    with pytest.raises(AccountStays):
        remove_account(owner, seen=seen, at=timezone.now())
    assert application.memberships.get(role="owner").user == owner


def test_failure_in_the_middle_undoes_everything(owner, monkeypatch):
    application = make_application(owner=owner)
    monkeypatch.setattr(User, "delete", lambda _user: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        delete(owner)
    assert (Application.objects.get(), application.memberships.get().user) == (application, owner)


def test_staff_are_sent_to_an_administrator():
    for user in (
        make_user("one@example.org", groups=["Secretariat"]), make_user("two@example.org", groups=["Editors"]),
        make_user("three@example.org", is_superuser=True),
    ):  # fmt: skip
        with pytest.raises(AccountStays):
            delete(user)
    assert User.objects.count() == 3


@pytest.mark.parametrize("number", [1, 3])
def test_consequences_are_found_at_a_constant_number_of_queries(owner, number, django_assert_num_queries):
    call = make_call()
    for turn in range(number):
        join(make_application(call, owner=owner), f"{turn}@example.org", "editor")
    with django_assert_num_queries(3):
        assert len(consequences_of(owner, at=timezone.now())) == number


@pytest.mark.parametrize("public", [False, True])
def test_account_of_a_juror_leaves_the_seat_its_scores_and_the_name_that_is_published(public):
    call, (entry, _other), (juror, chair) = make_scored(
        [[5, 5], [None, 3]], call=make_judged_call(), closed=False, jurors_public=public
    )
    give(juror, _other)
    add_note(entry.category, "Варто обговорити.", by=juror, at=timezone.now())
    make_conflict(juror, _other, ground="declared", state="declared", reason="Там працює сестра.")
    name, user = juror.name, juror.user
    delete(user)
    juror.refresh_from_db()
    known = name if public else juror.code
    assert (juror.name, juror.email, juror.user, juror.is_active) == (known, "", None, False)
    assert (juror.notes.get().author_name, juror.conflicts.get().reason) == (known, "")
    assert [row.state for row in juror.assignments.order_by("pk")] == ["assigned", "removed"]
    delete(chair.user)
    assert Juror.objects.filter(email="").count() == 2
    close_judging(call, by=make_user("closer@example.org"), at=call.judging_closes_at)
    assert [row.evaluations for row in rank_call(call).category("youth").standings] == [2, 1]
    assert faults_of(call) == []
