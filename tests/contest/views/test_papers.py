"""Who gets receipts, PDFs and the text of a version, and what they get."""

import hashlib

import pytest
from django.test import Client

from tests.browsers import browser_of
from tests.contest.factories import make_application, make_call, make_submitted
from tests.factories import make_user

OWN = ("receipt.pdf", "versions/1/receipt.pdf", "versions/1/application.pdf", "versions/1/version.json")
DESK = ("application.pdf", "versions/1/receipt.pdf", "versions/1/version.json")
NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"
TYPES = {"pdf": "application/pdf", "json": "application/json"}


@pytest.fixture
def application(db):
    return make_submitted(make_call())


def own(application, name):
    return f"/uk/my/{application.public_id}/{name}"


def desk(application, name):
    return f"/cms/contest/applications/{application.public_id}/{name}"


def test_its_people_and_the_secretariat_get_each_paper_and_nobody_else(application, signed_in, secretary):
    colleague = make_user("colleague@example.org")
    editor = signed_in("Editors")
    application.memberships.create(user=colleague, role="reader", joined_at=application.created_at)
    for name in OWN:
        found = own(application, name)
        for browser in (browser_of(application.memberships.get(role="owner").user), browser_of(colleague)):
            answer = browser.get(found)
            assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"], answer["X-Content-Type-Options"]) == (
                200, TYPES[name.rpartition(".")[2]], NEVER, "nosniff",
            )  # fmt: skip
            assert answer["Content-Disposition"].startswith('attachment; filename="')
        assert [browser.get(found).status_code for browser in (editor, secretary)] == [404, 404]
        assert Client().get(found).headers["Location"].split("?")[0] == "/accounts/login/"
    for name in DESK:
        found = desk(application, name)
        assert (secretary.get(found).status_code, browser_of(colleague).get(found).status_code) == (200, 403)
        assert editor.get(found).headers["Location"] == "/cms/"
        assert Client().get(found).headers["Location"].split("?")[0] == "/accounts/login/"


def test_text_gives_the_hash_of_the_receipt(application):
    answer = browser_of(application.members.get()).get(own(application, "versions/1/version.json"))
    assert hashlib.sha256(answer.content).hexdigest() == application.versions.get().sha256
    assert answer["Content-Disposition"] == f'attachment; filename="{application.reference}-1.json"'


def test_what_was_never_submitted_has_no_receipt_but_a_paper_at_the_desk(secretary, db):
    draft = make_application(make_call())
    owner = browser_of(draft.members.get())
    assert [owner.get(own(draft, name)).status_code for name in OWN] == [404] * 4
    assert [secretary.get(desk(draft, name)).status_code for name in DESK] == [200, 404, 404]


def test_pages_lead_to_the_papers(application, secretary):
    owner = browser_of(application.members.get())
    receipt = owner.get(own(application, "receipt/")).content.decode()
    version = owner.get(own(application, "versions/1/")).content.decode()
    page = secretary.get(desk(application, "")).content.decode()
    assert own(application, "receipt.pdf") in receipt
    assert [own(application, name) in version for name in OWN[1:]] == [True] * 3
    assert [desk(application, name) in page for name in DESK] == [True] * 3
