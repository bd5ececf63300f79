"""Signing up, signing in and out, and the language in which that goes."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.utils import translation

from accounts.language import account_page_in
from accounts.models import User
from tests.accounts.conftest import PASSWORD, signed_in

SIGN_UP = {"email": "new@example.org", "password1": "a-brand-new-password"}


def language_of(response):
    return response.headers["Content-Language"]


def errors_of(response):
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


@pytest.fixture(autouse=True)
def _language_as_it_was():
    with translation.override("uk"):
        yield


def test_sign_up_needs_the_code_from_the_letter(client, db, mailoutbox, code_from_letter):
    response = client.post("/accounts/signup/", SIGN_UP)
    assert (response.status_code, response.url) == (302, "/accounts/confirm-email/")
    assert [signed_in(client), mailoutbox[0].to] == [False, ["new@example.org"]]

    response = client.post("/accounts/confirm-email/", {"code": code_from_letter()})
    assert (response.status_code, response.url, signed_in(client)) == (302, "/uk/", True)
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == ("new@example.org", True, True)


def test_wrong_code_signs_nobody_in(client, db):
    client.post("/accounts/signup/", SIGN_UP)
    response = client.post("/accounts/confirm-email/", {"code": "0000-0000"})
    assert (response.status_code, signed_in(client)) == (200, False)


def test_account_made_on_english_pages_wants_letters_in_english(client, db, mailoutbox):
    client.get("/accounts/signup/?next=/en/stories/")
    client.post("/accounts/signup/", SIGN_UP)
    assert User.objects.get().language == "en"
    assert mailoutbox[0].subject == "Confirm your e-mail address"


def test_sign_up_with_a_known_address_looks_like_any_other(client, member, mailoutbox):
    known = client.post(
        "/accounts/signup/", {"email": "olha@example.org", "password1": "a-brand-new-password"}
    )
    client.logout()
    unknown = client.post("/accounts/signup/", SIGN_UP)
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [str(user) for user in User.objects.order_by("pk")] == ["olha@example.org", "new@example.org"]
    assert [letter.to for letter in mailoutbox] == [["olha@example.org"], ["new@example.org"]]


def test_asking_for_a_code_with_an_unknown_address_looks_like_any_other(client, member, mailoutbox):
    answers = []
    for address in ("olha@example.org", "nobody@example.org"):
        response = client.post("/accounts/login/code/", {"email": address})
        messages = [str(message).replace(address, "?") for message in get_messages(response.wsgi_request)]
        answers.append((response.status_code, response.url, messages))
        client.logout()
    assert answers[0] == answers[1]


def test_forgotten_password_of_an_unknown_address_looks_like_any_other(client, member):
    answers = []
    for address in ("olha@example.org", "nobody@example.org"):
        response = client.post("/accounts/password/reset/", {"email": address})
        answers.append((response.status_code, response.url))
        client.logout()
    assert answers == [(302, "/accounts/password/reset/confirm/")] * 2


@pytest.mark.parametrize("address", ["olha@example.org", "nobody@example.org"])
def test_wrong_password_is_refused_with_the_same_words_for_any_address(client, member, address):
    response = client.post("/accounts/login/", {"login": address, "password": "not-the-password"})
    assert errors_of(response) == {"__all__": ["Адреса або пароль неправильні."]}
    assert signed_in(client) is False


@pytest.mark.parametrize("address", ["olha@example.org", "OLHA@Example.org"])
def test_member_signs_in_with_the_password_whatever_the_case_of_the_address(client, member, address):
    response = client.post("/accounts/login/", {"login": address, "password": PASSWORD})
    assert (response.status_code, response.url, signed_in(client)) == (302, "/uk/", True)


def test_editor_who_signs_in_comes_to_the_editors_pages(client, editor):
    response = client.post("/accounts/login/", {"login": "editor@example.org", "password": PASSWORD})
    assert response.url == "/cms/"


def test_member_who_was_on_the_way_somewhere_gets_there(client, member):
    sent = {"login": "olha@example.org", "password": PASSWORD, "next": "/en/stories/"}
    assert client.post("/accounts/login/", sent).url == "/en/stories/"


def test_nobody_is_led_to_another_site(client, member):
    sent = {"login": "olha@example.org", "password": PASSWORD, "next": "https://evil.example/uk/"}
    assert client.post("/accounts/login/", sent).url == "/uk/"


def test_member_signs_in_with_a_code_and_no_password(client, member, code_from_letter):
    response = client.post("/accounts/login/code/", {"email": "olha@example.org"})
    assert response.url == "/accounts/login/code/confirm/"
    client.post("/accounts/login/code/confirm/", {"code": code_from_letter()})
    assert signed_in(client) is True


def test_forgotten_password_is_replaced_with_a_code(client, member, code_from_letter):
    client.post("/accounts/password/reset/", {"email": "olha@example.org"})
    client.post("/accounts/password/reset/confirm/", {"code": code_from_letter()})
    client.post(
        "/accounts/password/reset/complete/",
        {"password1": "quite-another-one", "password2": "quite-another-one"},
    )
    member.refresh_from_db()
    assert member.check_password("quite-another-one") is True


def test_account_that_was_switched_off_cannot_sign_in(client, member):
    member.is_active = False
    member.save()
    client.post("/accounts/login/", {"login": "olha@example.org", "password": PASSWORD})
    assert signed_in(client) is False


def test_signing_out_leads_to_the_front_page_in_the_language_of_the_pages(client, member):
    client.force_login(member)
    response = client.post("/accounts/logout/", headers={"referer": "http://testserver/en/stories/"})
    assert (response.url, signed_in(client)) == ("/en/", False)


# The language


@pytest.mark.parametrize(
    ("address", "headers", "language"),
    [
        ("/accounts/login/", {}, "uk"),
        ("/accounts/login/", {"accept-language": "en"}, "en"),
        ("/accounts/login/?next=/en/stories/", {"accept-language": "uk"}, "en"),
        ("/accounts/login/?next=/uk/", {"accept-language": "en"}, "uk"),
        ("/accounts/login/", {"referer": "http://testserver/en/", "accept-language": "uk"}, "en"),
        ("/accounts/login/", {"referer": "https://elsewhere.example/en/", "accept-language": "uk"}, "uk"),
        ("/accounts/login/?next=/cms/", {"accept-language": "en"}, "en"),
        ("/accounts/login/?next=/fr/", {"accept-language": "en"}, "en"),
        ("/accounts/login/?language=en&next=/uk/", {"accept-language": "uk"}, "en"),
        ("/accounts/login/?language=fr&next=/uk/", {"accept-language": "en"}, "uk"),
    ],
)
def test_language_of_account_pages_follows_the_visitor(client, db, address, headers, language):
    assert language_of(client.get(address, headers=headers)) == language


def test_language_holds_from_one_account_page_to_the_next(client, db):
    client.get("/accounts/login/?next=/en/stories/")
    assert language_of(client.get("/accounts/signup/", headers={"accept-language": "uk"})) == "en"


def test_account_page_names_its_own_address_in_the_other_language(rf):
    request = rf.get("/accounts/login/?next=/cms/&language=uk")
    assert account_page_in(request, "en") == "/accounts/login/?next=/cms/&language=en"


def test_language_cookie_is_seen_by_account_pages_only(client, db):
    cookie = client.get("/accounts/login/?next=/en/stories/").cookies["django_language"]
    assert (cookie.value, cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        "en",
        "/accounts/",
        True,
        "Lax",
    )


def test_visitor_whose_language_nobody_told_gets_no_language_cookie(client, db):
    assert "django_language" not in client.get("/accounts/login/").cookies


def test_signed_in_member_gets_the_language_of_the_account(client, member):
    member.language = "en"
    member.save()
    client.force_login(member)
    assert language_of(client.get("/accounts/", headers={"accept-language": "uk"})) == "en"


def test_signed_in_member_coming_from_pages_in_another_language_keeps_that(client, member):
    client.force_login(member)
    assert language_of(client.get("/accounts/", headers={"referer": "http://testserver/en/"})) == "en"


# One's own account


def test_account_page_asks_a_stranger_to_sign_in(client, db):
    assert client.get("/accounts/").url == "/accounts/login/?next=/accounts/"


def test_member_changes_name_and_language(client, member):
    client.force_login(member)
    response = client.post("/accounts/", {"first_name": "Ольга", "last_name": "Коваль", "language": "en"})
    member.refresh_from_db()
    assert response.url == "/accounts/"
    assert (member.first_name, member.last_name, member.language) == ("Ольга", "Коваль", "en")


def test_new_address_takes_effect_only_after_its_code(client, member, code_from_letter):
    client.force_login(member)
    client.post("/accounts/email/", {"action_add": "", "email": "olha.koval@example.org"})
    member.refresh_from_db()
    assert member.email == "olha@example.org"

    client.post("/accounts/confirm-email/", {"code": code_from_letter()})
    member.refresh_from_db()
    assert (member.email, EmailAddress.objects.get().email) == (
        "olha.koval@example.org",
        "olha.koval@example.org",
    )
