"""Who may do what with calls: every role at every address."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from contest.models import Call
from contest.rules import can_copy_calls, can_preview_form
from tests.contest.factories import make_call
from tests.factories import make_edition, make_user

ADDRESSES = {
    "list": "/cms/contest/calls/",
    "add": "/cms/contest/calls/add/",
    "edit": "/cms/contest/calls/edit/{pk}/",
    "history": "/cms/contest/calls/history/{pk}/",
    "unpublish": "/cms/contest/calls/unpublish/{pk}/",
    "preview": "/cms/contest/calls/preview/{pk}/",
    "form": "/cms/contest/calls/{pk}/form/",
    "copy": "/cms/contest/calls/{pk}/copy/",
}
OTHERS = [("Editors",), ("Reviewers",), ("Publishers",), ("Editors", "Reviewers", "Publishers")]


@pytest.fixture
def call(db):
    return make_call()


@pytest.mark.parametrize("address", ADDRESSES)
def test_secretariat_opens_every_address(secretary, call, address):
    assert secretary.get(ADDRESSES[address].format(pk=call.pk)).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_administrator_opens_every_address(signed_in, call, address):
    assert signed_in(is_superuser=True).get(ADDRESSES[address].format(pk=call.pk)).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("roles", OTHERS, ids="-".join)
def test_other_roles_open_none(signed_in, call, roles, address):
    answer = signed_in(*roles).get(ADDRESSES[address].format(pk=call.pk))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/cms/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_account_without_a_role_is_kept_outside(signed_in, call, address):
    assert signed_in().get(ADDRESSES[address].format(pk=call.pk)).status_code == 403


@pytest.mark.parametrize("address", ADDRESSES)
def test_stranger_is_sent_to_sign_in(call, address):
    answer = Client().get(ADDRESSES[address].format(pk=call.pk))
    assert (answer.status_code, answer.headers["Location"].startswith("/accounts/login/")) == (302, True)


@pytest.mark.parametrize("address", ["edit", "unpublish", "copy"])
@pytest.mark.parametrize("roles", OTHERS, ids="-".join)
def test_other_roles_change_nothing(signed_in, call, roles, address):
    make_edition(4)
    signed_in(*roles).post(
        ADDRESSES[address].format(pk=call.pk), {"edition": call.edition_id, "about_uk": "x"}
    )
    assert [(row.live, row.about_uk) for row in Call.objects.all()] == [(True, "<p>about uk</p>")]


def test_secretariat_deletes_no_call(secretary, call):
    answer = secretary.post(f"/cms/contest/calls/delete/{call.pk}/")
    assert (answer.headers["Location"], Call.objects.count()) == ("/cms/", 1)


@pytest.mark.parametrize(
    ("roles", "shown"), [(("Secretariat",), True), *((roles, False) for roles in OTHERS)], ids=str
)
def test_contest_stands_in_the_menu_of_the_secretariat_alone(signed_in, db, roles, shown):
    assert ("/cms/contest/calls/" in signed_in(*roles).get("/cms/").content.decode()) is shown


def test_secretariat_finds_the_editions_in_its_menu(secretary):
    assert secretary.get("/cms/editions/").status_code == 200
    assert secretary.get("/cms/editions/new/").status_code == 200


@pytest.mark.parametrize(
    ("roles", "may"), [(("Secretariat",), True), *((roles, False) for roles in OTHERS), ((), False)], ids=str
)
def test_rules_answer_for_each_role(db, roles, may):
    user = make_user(groups=roles)
    assert (can_preview_form(user), can_copy_calls(user)) == (may, may)


def test_rules_answer_for_nobody_and_for_an_account_that_was_switched_off(db):
    gone = make_user(groups=["Secretariat"], is_active=False)
    assert [can_preview_form(user) or can_copy_calls(user) for user in (AnonymousUser(), gone)] == [
        False,
        False,
    ]
