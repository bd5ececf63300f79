"""Accounts as administrators keep them in the editors' pages."""

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from tests import factories
from tests.accounts.conftest import PASSWORD, signed_in

DETAILS = {"email": "Invited@example.org", "first_name": "Марко", "last_name": "Редактор", "is_active": "on"}


@pytest.fixture
def administrator(client, db):
    user = factories.make_user("admin@example.org", is_superuser=True)
    client.force_login(user)
    return user


def addresses_of(user):
    return list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary"))


def test_administrator_adds_an_account_without_choosing_its_password(client, administrator):
    form = client.get("/cms/users/new/").context["form"]
    assert {"password1", "password2"} & set(form.fields) == set()

    client.post("/cms/users/new/", DETAILS)
    user = User.objects.get(email="invited@example.org")
    assert (user.has_usable_password(), addresses_of(user)) == (False, [("invited@example.org", False, True)])


def test_account_added_by_an_administrator_signs_in_with_one_code(
    client, administrator, mailoutbox, code_from_letter
):
    client.post("/cms/users/new/", DETAILS)
    client.logout()
    client.post("/accounts/login/code/", {"email": "invited@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": code_from_letter()})
    assert (signed_in(client), len(mailoutbox)) == (True, 1)
    assert addresses_of(User.objects.get(email="invited@example.org")) == [
        ("invited@example.org", True, True)
    ]


def test_second_account_of_an_address_is_refused_with_a_reason(client, administrator, member):
    response = client.post("/cms/users/new/", DETAILS | {"email": "OLHA@example.org"})
    refusals = response.context["form"].errors.as_data()
    assert {field: [refusal.code for refusal in refused] for field, refused in refusals.items()} == {
        "email": ["unique"],
        "__all__": [None],
    }


def test_address_changed_by_an_administrator_no_longer_opens_the_account(client, administrator, editor):
    client.post(f"/cms/users/edit/{editor.pk}/", DETAILS | {"email": "other@example.org"})
    assert addresses_of(editor) == [("other@example.org", False, True)]
    client.logout()
    client.post("/accounts/login/", {"login": "editor@example.org", "password": PASSWORD})
    assert signed_in(client) is False


def test_confirmed_address_stays_confirmed_when_an_administrator_changes_the_name(
    client, administrator, editor
):
    client.post(f"/cms/users/edit/{editor.pk}/", DETAILS | {"email": "editor@example.org"})
    assert addresses_of(editor) == [("editor@example.org", True, True)]


def test_list_of_accounts_shows_every_account(client, administrator, editor):
    listed = client.get("/cms/users/").context["users"]
    assert {user.email for user in listed} == {"admin@example.org", "editor@example.org"}
