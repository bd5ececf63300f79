"""Private files: who gets them, and how they are handed out."""

import uuid

import pytest
from django.utils import timezone

from contest.enums import FileKind, MemberRole
from contest.models import Application, ApplicationMember
from contest.templatetags.file_tags import file_of
from tests.contest.factories import make_application
from tests.contest.file_samples import photo, send
from tests.stories.files.document_samples import pdf
from tests.stories.files.picture_samples import opened

PDF = pdf()


@pytest.fixture
def application(db):
    return make_application(answers={"title": "Назва"})


def member(application, browser, role):
    ApplicationMember.objects.create(
        application=application, user=browser.user, role=role, joined_at=timezone.now()
    )
    return browser


def content_of(answer):
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("role", [MemberRole.EDITOR, MemberRole.READER])
def test_people_of_the_application_open_its_files(application, signed_in, role):
    file = send(application, PDF)
    answer = member(application, signed_in(), role).get(f"/en/my/files/{file.public_id}/")
    assert (answer.status_code, content_of(answer)) == (200, PDF)


def test_secretariat_opens_files(application, secretary):
    assert secretary.get(f"/en/my/files/{send(application, PDF).public_id}/").status_code == 200


@pytest.mark.parametrize("roles", [(), ("Editors",), ("Reviewers",), ("Publishers",)])
def test_for_others_there_is_no_file(application, signed_in, indexes, roles):
    file = send(application, photo(), kind=FileKind.PHOTO)
    browser = signed_in(*roles)
    # Somebody else's application of one's own changes nothing.
    make_application(application.call, owner=browser.user, answers={})
    for address in (f"/en/my/files/{file.public_id}/", f"/en/my/files/{file.public_id}/?size=small"):
        assert browser.get(address).status_code == 404
    assert browser.get(f"/en/my/files/{uuid.uuid4()}/").status_code == 404


def test_anonymous_people_are_sent_to_sign_in_whether_there_is_a_file_or_not(application, client):
    for key in (send(application, PDF).public_id, uuid.uuid4()):
        answer = client.get(f"/en/my/files/{key}/")
        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next=/en/my/files/{key}/")


def test_somebody_who_left_opens_nothing_any_more(application, signed_in, indexes):
    file, browser = send(application, PDF), member(application, signed_in(), MemberRole.READER)
    application.memberships.filter(user=browser.user).delete()
    assert browser.get(f"/en/my/files/{file.public_id}/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "disposition", "content_type"),
    [
        ({"content": PDF, "kind": FileKind.DOCUMENT, "name": "Звіт.pdf"},
         "attachment; filename*=utf-8''%D0%97%D0%B2%D1%96%D1%82.pdf", "application/pdf"),
        ({"content": photo(), "kind": FileKind.PHOTO, "name": "a.html"}, 'inline; filename="a.jpg"', "image/jpeg"),
    ],
)  # fmt: skip
def test_file_can_do_nothing_in_the_browser(application, secretary, sent, disposition, content_type):
    file = send(application, **sent)
    headers = secretary.get(f"/en/my/files/{file.public_id}/").headers
    assert headers["Content-Disposition"] == disposition
    assert headers["Content-Type"] == content_type
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_photo_is_shown_small(application, secretary):
    file = send(application, photo(size=(1200, 600)), kind=FileKind.PHOTO)
    for _turn in range(2):
        answer = secretary.get(f"/en/my/files/{file.public_id}/?size=small")
        image, kind = opened(content_of(answer)), answer.headers["Content-Type"]
        assert (kind, image.format, image.size) == ("image/webp", "WEBP", (480, 240))
    storage, folder = file.file.storage, "private/applications"
    own = [name for name in storage.listdir(folder)[1] if f"{folder}/{name}".startswith(file.file.name)]
    assert len(own) == 2


def test_document_has_no_small_copy(application, secretary):
    file = send(application, PDF)
    assert content_of(secretary.get(f"/en/my/files/{file.public_id}/?size=small")) == PDF


def test_file_that_is_lost_is_not_there(application, secretary, indexes):
    file = send(application, PDF)
    file.file.storage.delete(file.file.name)
    assert secretary.get(f"/en/my/files/{file.public_id}/").status_code == 404


def test_opening_a_file_costs_few_queries(application, signed_in, django_assert_num_queries):
    browser = member(application, signed_in(), MemberRole.READER)
    file = send(application, PDF)
    # Session, account, the file with its application, the application's people.
    with django_assert_num_queries(4):
        browser.get(f"/en/my/files/{file.public_id}/")


@pytest.mark.parametrize("files", [1, 3])
def test_naming_the_files_of_a_page_costs_one_query(application, django_assert_num_queries, files):
    ids = [str(send(application, PDF).public_id) for _turn in range(files)]
    fresh = Application.objects.get(pk=application.pk)
    with django_assert_num_queries(1):
        found = [file_of(fresh, value) for value in [*ids, "nothing", ""]]
    assert [str(file.public_id) if file else None for file in found] == [*ids, None, None]
