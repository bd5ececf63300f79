"""What goes when the time for keeping it has passed, and what stays."""

import json
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry

from contest.domain.anonymising import without_personal_data
from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application, withdraw_application
from contest.domain.content import REMOVED, canonical, content_hash
from contest.domain.extensions import give_extension
from contest.domain.form_fields import all_fields
from contest.domain.kept_until import personal_data_kept_until
from contest.domain.members import accept_invitation, invite
from contest.domain.notes import add_note
from contest.domain.reading import AnswerReader
from contest.domain.retention import (
    apply_retention,
    due_for_anonymising,
    due_for_deletion,
    preview,
    remove_remains,
)
from contest.domain.screening import decide_eligibility, return_for_clarification
from contest.enums import MemberRole
from contest.errors import RetentionRefused
from contest.models import (
    Answer,
    Application,
    ApplicationFile,
    ApplicationIndex,
    ApplicationMember,
    ApplicationVersion,
    HistoryEntry,
    Letter,
    Screening,
    StaffNote,
    StoryApproval,
)
from tests.contest.factories import (
    complete_answers,
    make_application,
    make_call,
    make_question,
    make_submitted,
)
from tests.contest.file_samples import send
from tests.factories import make_user
from tests.stories.files.document_samples import pdf

ITEM = "documents/0123456789abcdef"
SECRET = "Оксана Приклад"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def test_text_without_personal_data_keeps_every_other_answer():
    answers = {
        "title": "Хаб", "contact_name": SECRET, "photos/0123abcd": "1", "photos/0123abcd/credit": SECRET,
        "photos/0123abcd/file": "id", "question/phone": ["a", SECRET], "results": "Добре",
    }  # fmt: skip
    text = canonical(
        {"answers": answers, "files": [{"id": "id", "name": SECRET, "sha256": "f"}], "format": 1}
    )
    personal = {"contact_name", "photos/0123abcd/credit", "photos/0123abcd/file", "question/phone"}
    found = json.loads(without_personal_data(text, personal=lambda path: path in personal))
    assert found["answers"] == {
        path: REMOVED if path in personal else value for path, value in answers.items()
    }
    assert found["files"] == [{"id": "id", "name": REMOVED, "sha256": "f"}]


def test_personal_fields_are_those_about_people():
    named = {
        f"{part.name}/{field.name}" if part else field.name
        for _s, part, field in all_fields()
        if field.personal
    }
    assert named == {
        "contact_name", "contact_position", "contact_email", "contact_phone", "photos/alt_uk", "photos/alt_en",
        "photos/credit", "documents/title",
    }  # fmt: skip


def long_ago(**fields):
    """A call whose results came out a year ago."""
    return make_call(
        opens_at=timezone.now() - timedelta(days=435),
        **{"drafts_kept_months": 6, "personal_data_kept_months": 6, **fields},
    )


def begun(call):
    return call.opens_at + timedelta(days=1)


def open_now(**fields):
    """A call that takes files still, and an instant at which nothing of it is kept any more."""
    call = make_call(drafts_kept_months=6, **{"personal_data_kept_months": 6, **fields})
    return call, call.results_at + timedelta(days=200)


def rich(call, staff):
    """An application with everything that names people, submitted, screened and written about."""
    when = timezone.now()
    application = make_application(
        call,
        at=when,
        answers=complete_answers(call, **{"question/phone": "050 111", "question/why": "Бо треба"}),
    )
    owner = application.members.get()
    file = send(application, pdf())
    document = {ITEM: "1", f"{ITEM}/title": SECRET, f"{ITEM}/file": str(file.public_id)}
    save_answers(application, [Change(*pair) for pair in document.items()], by=owner, at=when)
    _invitation, secret = invite(
        application, email="kolega@example.org", role=MemberRole.EDITOR, by=owner, at=when
    )
    accept_invitation(secret, by=make_user("kolega@example.org", first_name=SECRET), at=when)
    submit_application(application, by=owner, at=when)
    application.refresh_from_db()
    give_extension(
        call,
        until=call.closes_at + timedelta(days=1),
        reason_uk=SECRET,
        by=staff,
        at=when,
        application=application,
    )
    asked = {"by": staff, "at": when, "expected": "submitted"}
    return_for_clarification(
        application, sections=["about"], message=SECRET, until=when + timedelta(days=9), **asked
    )
    submit_application(application, by=owner, at=when + timedelta(days=1))
    decide_eligibility(
        application, eligible=False, ticks=[], reason=SECRET, **{**asked, "expected": "submitted"}
    )
    add_note(application, text=SECRET, by=staff, at=when)
    save_answers(application, [Change("summary", SECRET, 1)], by=owner, at=when)
    Letter.objects.create(
        call=call, application=application, recipient=owner, email=owner.email, language="uk", kind="free", key="k",
        subject=SECRET, body=SECRET, state="ready", next_attempt_at=when, created_at=when,
    )  # fmt: skip
    StoryApproval.objects.create(
        application=application, secret_sha256="0" * 64, fingerprint="f", asked_at=when, asked_by=staff, asked_by_name=str(staff),
        expires_at=when + timedelta(days=21), answer="changes", comment=SECRET, answered_at=when,
    )  # fmt: skip
    return Application.objects.get(pk=application.pk)


def everything_of(application):
    """All that the database still says of the application, as one text."""
    models = (
        Answer,
        ApplicationVersion,
        HistoryEntry,
        Screening,
        StaffNote,
        Letter,
        ApplicationMember,
        ApplicationFile,
        StoryApproval,
    )
    rows = [list(model.objects.filter(application=application).values()) for model in models]
    others = [
        list(getattr(application, name).values()) for name in ("invitations", "clarifications", "extensions")
    ]
    index = list(ApplicationIndex.objects.filter(application=application).values())
    return repr([rows, others, index, list(Application.objects.filter(pk=application.pk).values())])


@pytest.mark.django_db
def test_people_leave_an_application_and_its_story_stays(django_capture_on_commit_callbacks):
    staff = make_user("staff@example.org", first_name="Софія")
    call, end = open_now(questions=[make_question("phone", personal=True), make_question("why")])
    with django_capture_on_commit_callbacks(execute=True):
        application = rich(call, staff)
    owner, file = application.memberships.get(role="owner").user, application.files.get()
    hashes = list(application.versions.values_list("sha256", flat=True))
    before = json.loads(application.versions.last().content)["answers"]
    with django_capture_on_commit_callbacks(execute=True):
        removed = apply_retention(call, seen=preview(call, at=end).seen, by=staff, at=end)
    assert (removed.drafts, removed.applications, removed.failed) == (0, 1, 0)
    left = everything_of(application)
    names = (
        SECRET,
        owner.email,
        "kolega@example.org",
        "oksana@example.org",
        "050 111",
        f"'by_id': {owner.pk}",
        file.name,
    )
    assert [name for name in names if name in left] == []
    version = application.versions.last()
    answers = json.loads(version.content)["answers"]
    assert {path for path in before if answers[path] != before[path]} == {
        "contact_name", "contact_email", "question/phone", f"{ITEM}/title", f"{ITEM}/file",
    }  # fmt: skip
    assert (list(application.versions.values_list("sha256", flat=True)), version.redacted_at is None) == (
        hashes,
        False,
    )
    assert content_hash(version.content) != version.sha256
    now = Application.objects.get(pk=application.pk)
    kept = ("status", "reference", "title", "community_id", "category_id", "number", "first_submitted_at")
    assert [getattr(now, name) for name in kept] == [getattr(application, name) for name in kept]
    assert [(row.outcome, row.by_name) for row in now.screenings.all()] == [
        ("returned", "Софія"),
        ("ineligible", "Софія"),
    ]
    assert list(now.story_approvals.values_list("answer", "comment", "asked_by_name")) == [
        ("changes", REMOVED, "Софія")
    ]
    assert [(row.state, row.key) for row in now.letters.filter(kind="free")] == [("cancelled", "k")]
    assert set(now.letters.values_list("subject", "body", "email", "recipient")) == {("", "", "", None)}
    assert (now.history.last().kind, now.history.last().by, now.anonymised_at is None) == (
        "anonymised",
        staff,
        False,
    )
    assert (default_storage.exists(file.file.name), now.index.files) == (False, 1)
    entry = ModelLogEntry.objects.get(action="contest.call.retention")
    assert (entry.user, entry.data) == (staff, {"drafts": 0, "applications": 1})


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_what_was_taken_out_is_read_as_such():
    call = long_ago()
    application = make_submitted(call, at=begun(call))
    apply_retention(call, seen=None, by=None, at=timezone.now())
    answers = json.loads(application.versions.get().content)["answers"]
    rows = {row.label: row.text for row in AnswerReader(call).passages(answers)[0].rows}
    assert (rows["Contact person"], rows["Title of the story"]) == (
        "removed: the time for keeping it has passed", "Простір для молоді",
    )  # fmt: skip


@pytest.mark.django_db
def test_drafts_go_as_a_whole_with_their_files(django_capture_on_commit_callbacks):
    call, end = open_now(personal_data_kept_months=36)
    draft, kept = make_application(call), make_submitted(call)
    file = send(draft, pdf())
    assert list(due_for_deletion(call, at=end)) == [draft]
    with django_capture_on_commit_callbacks(execute=True):
        removed = apply_retention(call, seen=None, by=None, at=end)
    assert (removed.drafts, removed.applications) == (1, 0)
    assert (list(Application.objects.all()), Answer.objects.filter(application=kept).count() > 0) == (
        [kept],
        True,
    )
    assert default_storage.exists(file.file.name) is False


@pytest.mark.django_db
def test_withdrawn_application_is_due_to_the_second_and_once():
    call = long_ago()
    application = make_submitted(call, at=begun(call))
    withdraw_application(application, by=application.members.get(), at=begun(call), reason=SECRET)
    until = personal_data_kept_until(call)
    due = [list(due_for_anonymising(call, at=until + timedelta(seconds=s))) for s in (-1, 0)]
    assert due == [[], [application]]
    done = [apply_retention(call, seen=None, by=None, at=until).applications for _turn in range(2)]
    assert (done, SECRET in everything_of(application)) == ([1, 0], False)


@pytest.mark.django_db
def test_nothing_goes_when_something_else_is_due_than_was_seen():
    call = long_ago()
    make_application(call, at=begun(call))
    seen = preview(call, at=timezone.now()).seen
    make_application(call, at=begun(call))
    with pytest.raises(RetentionRefused):
        apply_retention(call, seen=seen, by=None, at=timezone.now())
    assert Application.objects.count() == 2


@pytest.mark.django_db
def test_application_that_fails_is_whole_and_keeps_no_other():
    call = long_ago()
    broken, good = make_submitted(call, at=begun(call)), make_submitted(call, at=begun(call))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE contest_applicationversion SET content = '{' WHERE application_id = %s", [broken.pk]
        )
    removed = apply_retention(call, seen=None, by=None, at=timezone.now())
    assert (removed.applications, removed.failed) == (1, 1)
    assert list(due_for_anonymising(call, at=timezone.now())) == [broken]
    assert (broken.answers.count() > 0, broken.memberships.count(), good.memberships.count()) == (True, 1, 0)


@pytest.mark.django_db
def test_file_that_the_storage_does_not_give_up_is_removed_the_next_time(
    monkeypatch, django_capture_on_commit_callbacks
):
    call, end = open_now()
    draft = make_application(call)
    with django_capture_on_commit_callbacks(execute=True):
        file = send(draft, pdf())

    def refuse(_name):
        raise OSError("busy")

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "delete", refuse)
        with django_capture_on_commit_callbacks(execute=True):
            assert apply_retention(call, seen=None, by=None, at=end).drafts == 1
    assert default_storage.exists(file.file.name) is True
    assert remove_remains(at=timezone.now() + timedelta(days=2)) == 1
    assert default_storage.exists(file.file.name) is False


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_preview_asks_the_same_number_of_questions(number, django_assert_num_queries):
    call = long_ago()
    for _turn in range(number):
        make_application(call, at=begun(call))
        make_submitted(call, at=begun(call))
    with django_assert_num_queries(5):
        due = preview(call, at=timezone.now())
        assert [str(row.community) for row in (*due.drafts, *due.applications)] != []
    assert due.count == 2 * number


@pytest.mark.django_db
def test_command_removes_only_when_it_is_told_to(capsys):
    call = long_ago()
    make_application(call, at=begun(call))
    make_submitted(call, at=begun(call))
    call_command("apply_retention")
    assert (Application.objects.count(), Application.objects.filter(anonymised_at=None).count()) == (2, 2)
    call_command("apply_retention", "--apply")
    assert (Application.objects.count(), Application.objects.filter(anonymised_at=None).count()) == (1, 0)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        f"{call}: 1 drafts, 1 applications, 0 files",
        "Nothing was removed; --apply does it.",
    ]
