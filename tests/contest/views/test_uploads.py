"""What the script of the form's page asks while it sends a file."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from contest.enums import MemberRole
from contest.models import ApplicationFile, ApplicationMember, FileUpload
from tests.contest.factories import make_application, make_call
from tests.contest.file_samples import begin
from tests.stories.files.document_samples import pdf

PDF = pdf(pages=3)
KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.fixture
def owner(signed_in):
    """A browser in which the owner of an application is signed in."""
    browser = signed_in()
    browser.application = make_application(owner=browser.user, answers={"title": "Назва"})
    browser.address = f"/en/my/{browser.application.public_id}/files/uploads/"
    return browser


def start(browser, address, **changes):
    words = {"key": KEY, "kind": "document", "name": "Звіт.pdf", "size": len(PDF), **changes}
    return browser.post(address, json.dumps(words), content_type="application/json")


def put(browser, address, data, offset):
    return browser.put(f"{address}{KEY}/?offset={offset}", data, content_type="application/octet-stream")


def test_file_is_sent_in_pieces_and_goes_on_after_a_break(owner):
    assert start(owner, owner.address).json() == {"received": 0, "size": len(PDF), "file": None}
    assert put(owner, owner.address, PDF[:100], 0).json() == {"received": 100}
    lost = put(owner, owner.address, PDF[300:], 300)
    assert (lost.status_code, lost.json()) == (409, {"received": 100})
    early = owner.post(f"{owner.address}{KEY}/finish/")
    assert (early.status_code, early.json()) == (409, {"received": 100})
    assert owner.get(f"{owner.address}{KEY}/").json()["received"] == 100
    assert put(owner, owner.address, PDF[100:], 100).json() == {"received": len(PDF)}
    told = owner.post(f"{owner.address}{KEY}/finish/").json()["file"]
    file = ApplicationFile.objects.get()
    address = f"/en/my/files/{file.public_id}/"
    assert told == {
        "id": str(file.public_id),
        "name": "Звіт.pdf",
        "size": len(PDF),
        "url": address,
        "preview": "",
    }
    # An answer that got lost on its way is asked for again.
    assert owner.post(f"{owner.address}{KEY}/finish/").json()["file"] == told
    assert start(owner, owner.address).json()["file"] == told


def test_what_is_no_document_is_refused_with_a_sentence(owner):
    start(owner, owner.address, size=4)
    put(owner, owner.address, b"MZ\x90\0", 0)
    answer = owner.post(f"{owner.address}{KEY}/finish/")
    assert (answer.status_code, FileUpload.objects.count()) == (422, 0)
    assert answer.json() == {"error": "This file is not a document we can take. Send PDF, DOCX, ODT or XLSX."}


@pytest.mark.parametrize(
    "changes",
    [{"key": "x"}, {"kind": "program"}, {"name": 1}, {"size": "1"}, {"size": -1}, {"size": 2**40}, {"name": "я" * 9_000}],
)  # fmt: skip
def test_nonsense_begins_nothing(owner, changes):
    assert (start(owner, owner.address, **changes).status_code, FileUpload.objects.count()) == (400, 0)


def test_what_is_no_json_begins_nothing(owner):
    for body in (b"", b"[]", b"\xff", b"null", b'"a"'):
        assert owner.post(owner.address, body, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    ("data", "offset", "status"),
    [
        (b"a", "", 400),
        (b"a", "-1", 400),
        (b"a", "9" * 20, 400),
        (bytes(256 * 1024 + 1), 0, 413),
        (b"a", len(PDF), 422),
    ],
)
def test_piece_that_cannot_be_is_refused(owner, data, offset, status):
    start(owner, owner.address)
    assert put(owner, owner.address, data, offset).status_code == status


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("owner", [200, 200, 200, 409]),
        ("editor", [200, 200, 200, 409]),
        ("reader", [403, 404, 404, 404]),
        ("stranger", [404, 404, 404, 404]),
        ("secretariat", [404, 404, 404, 404]),
        ("anonymous", [401, 401, 401, 401]),
    ],
)
def test_only_who_writes_in_the_application_sends_files(owner, signed_in, indexes, who, statuses):
    begin(owner.application, PDF, key=uuid.UUID(KEY))
    browsers = {"owner": owner, "anonymous": Client()}
    browser = browsers.get(who) or signed_in(
        *["Secretariat"] * (who == "secretariat"), email=f"{who}@example.org"
    )
    if who in {"editor", "reader"}:
        ApplicationMember.objects.create(
            application=owner.application, user=browser.user, role=MemberRole(who), joined_at=timezone.now()
        )
    answers = [
        start(browser, owner.address), browser.get(f"{owner.address}{KEY}/"), put(browser, owner.address, b"%", 0),
        browser.post(f"{owner.address}{KEY}/finish/"),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == statuses


def test_upload_is_found_in_its_own_application_only(owner, indexes):
    begin(owner.application, PDF, key=uuid.UUID(KEY))
    other = make_application(owner.application.call, owner=owner.user, answers={})
    assert owner.get(f"/en/my/{other.public_id}/files/uploads/{KEY}/").status_code == 404


def test_file_cannot_be_added_once_the_call_is_closed(signed_in):
    browser, now = signed_in(), timezone.now()
    opened = now - timedelta(days=60)
    application = make_application(make_call(opens_at=opened), owner=browser.user, at=opened, answers={})
    answer = start(browser, f"/en/my/{application.public_id}/files/uploads/")
    assert (answer.status_code, answer.json()) == (403, {"error": "Files cannot be added now."})


def test_token_of_the_form_is_asked_for_and_given_anew(owner):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner.user)
    assert start(strict, owner.address).status_code == 403
    token = strict.get(owner.address).json()["token"]
    words = json.dumps({"key": KEY, "kind": "document", "name": "a", "size": 1})
    answer = strict.post(
        owner.address, words, content_type="application/json", headers={"x-csrftoken": token}
    )
    assert answer.status_code == 200


def test_taking_a_piece_costs_few_queries(owner, django_assert_num_queries):
    begin(owner.application, PDF, key=uuid.UUID(KEY))
    # Session, account, the upload; then in one transaction: the locked row and what has come.
    with django_assert_num_queries(7):
        put(owner, owner.address, PDF[:100], 0)


def test_file_that_comes_with_the_form_replaces_only_what_its_sender_saw(owner, indexes):
    section = f"/en/my/{owner.application.public_id}/files/"
    owner.post(section, {"do": "add:documents"})
    item = owner.application.answers.get(path__startswith="documents/").path

    def sent(content, version):
        file = SimpleUploadedFile("Звіт.pdf", content)
        answer = owner.post(
            section, {f"{item}/file": file, f"base:{item}/file": f"{version}.0", "do": "save"}, follow=True
        )
        named = owner.application.answers.get(path=f"{item}/file").value
        stands = ApplicationFile.objects.get(public_id=named).file.read()
        return [str(told) for told in answer.context["messages"]], stands

    other, third = pdf(pages=2), pdf(pages=4)
    refusal = (
        "Звіт.pdf: Somebody else has put another file in its place meanwhile. Look at it; yours was not kept."
    )
    assert sent(PDF, 0) == (["Saved on the server."], PDF)
    assert sent(other, 0) == ([refusal, "Saved on the server."], PDF)
    assert sent(third, 1) == (["Saved on the server."], third)
