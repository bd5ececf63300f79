"""The door of the editors' pages: staff only, in production with a second factor, one sign-in page for all."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.messages import get_messages

from tests import factories
from tests.accounts.conftest import PASSWORD, signed_in


@pytest.fixture
def _as_in_production(settings):
    settings.REQUIRE_SECOND_FACTOR_FOR_STAFF = True


@pytest.fixture
def secret():
    return generate_totp_secret()


def current_code(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def messages_of(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("address", ["/cms/login/", "/cms/login/?next=/cms/pages/"])
def test_wagtails_own_sign_in_page_leads_to_the_one_door(client, db, address):
    response = client.get(address)
    following = "%2Fcms%2Fpages%2F" if "pages" in address else "%2Fcms%2F"
    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={following}")


def test_password_sent_to_wagtails_own_sign_in_page_signs_nobody_in(client, editor):
    response = client.post("/cms/login/", {"username": "editor@example.org", "password": PASSWORD})
    assert (response.status_code, signed_in(client)) == (302, False)


@pytest.mark.parametrize("address", ["/cms/password_reset/", "/cms/password_reset/done/"])
def test_wagtails_own_password_pages_lead_to_the_account_pages(client, db, address):
    assert client.get(address).url == "/accounts/password/reset/"


def test_stranger_is_asked_to_sign_in(client, db):
    assert client.get("/cms/").url == "/accounts/login/?next=/cms/"


def test_member_without_role_gets_an_answer_and_no_loop(client, member):
    client.force_login(member)
    response = client.get("/cms/")
    assert (response.status_code, response.templates[0].name) == (403, "account/no_admin_access.html")


def test_editor_opens_the_editors_pages_without_second_factor_outside_production(client, editor):
    client.force_login(editor)
    assert client.get("/cms/").status_code == 200


@pytest.mark.usefixtures("_as_in_production")
def test_editor_without_second_factor_is_led_to_set_it_up(client, editor):
    client.force_login(editor)
    response = client.get("/cms/pages/")
    assert (response.status_code, response.url) == (302, "/accounts/2fa/")
    assert len(messages_of(response)) == 1
    assert client.get("/accounts/2fa/").status_code == 200


@pytest.mark.usefixtures("_as_in_production")
def test_administrator_needs_the_second_factor_too(client, db):
    client.force_login(factories.make_user("admin@example.org", is_superuser=True))
    assert client.get("/cms/").url == "/accounts/2fa/"


@pytest.mark.usefixtures("_as_in_production")
def test_recovery_codes_alone_are_no_second_factor(client, editor):
    RecoveryCodes.activate(editor)
    client.force_login(editor)
    assert client.get("/cms/").url == "/accounts/2fa/"


@pytest.mark.usefixtures("_as_in_production")
def test_editor_with_second_factor_comes_in(client, editor, secret):
    TOTP.activate(editor, secret)
    client.force_login(editor)
    assert client.get("/cms/").status_code == 200


@pytest.mark.usefixtures("_as_in_production")
def test_member_without_role_needs_no_second_factor(client, member):
    client.force_login(member)
    assert client.get("/accounts/").status_code == 200


def test_password_alone_signs_nobody_in_who_has_a_second_factor(client, editor, secret):
    TOTP.activate(editor, secret)
    response = client.post("/accounts/login/", {"login": "editor@example.org", "password": PASSWORD})
    assert (response.url, signed_in(client)) == ("/accounts/2fa/authenticate/", False)

    client.post("/accounts/2fa/authenticate/", {"code": current_code(secret)})
    assert signed_in(client) is True


def test_code_from_a_letter_alone_signs_nobody_in_who_has_a_second_factor(
    client, editor, secret, code_from_letter
):
    TOTP.activate(editor, secret)
    client.post("/accounts/login/code/", {"email": "editor@example.org"})
    response = client.post("/accounts/login/code/confirm/", {"code": code_from_letter()})
    assert (response.url, signed_in(client)) == ("/accounts/2fa/authenticate/", False)


def test_editor_sets_up_an_authenticator_app(client, editor):
    client.post("/accounts/login/", {"login": "editor@example.org", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": current_code(secret)})
    assert set(Authenticator.objects.filter(user=editor).values_list("type", flat=True)) == {
        "totp",
        "recovery_codes",
    }
