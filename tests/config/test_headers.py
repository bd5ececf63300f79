"""What every answer says about itself, and the addresses that belong to the site as a whole."""

import pytest

from tests import factories

STRICT = {
    "default-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "object-src": {"'none'"},
    "base-uri": {"'self'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
}
EDITORS = {
    **STRICT,
    "script-src": {"'self'", "'unsafe-inline'"},
    "style-src": {"'self'", "'unsafe-inline'"},
    "img-src": {"'self'", "data:", "blob:"},
    "frame-src": {"'self'"},
    "frame-ancestors": {"'self'"},
}


def policy_of(response):
    directives = response.headers["Content-Security-Policy"].split("; ")
    return {name: set(sources) for name, *sources in (directive.split() for directive in directives)}


def vary_of(response):
    return {name.strip() for name in response.headers["Vary"].split(",")}


@pytest.fixture
def administrator(client, db):
    user = factories.make_user("admin@example.org", is_superuser=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize("address", ["/uk/", "/en/", "/uk/stories/", "/accounts/login/", "/robots.txt"])
def test_public_page_allows_nothing_inline_and_no_frame(client, indexes, address):
    response = client.get(address)
    assert (response.status_code, policy_of(response)) == (200, STRICT)
    assert response.headers["X-Frame-Options"] == "DENY"


def test_missing_page_has_the_strict_policy_too(client, indexes):
    response = client.get("/uk/no-such-page/")
    assert (response.status_code, policy_of(response)) == (404, STRICT)


def test_editors_pages_may_use_wagtails_inline_parts_and_frame_each_other(client, administrator):
    response = client.get("/cms/")
    assert (response.status_code, policy_of(response)) == (200, EDITORS)
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_preview_of_a_page_may_be_framed_by_the_editor(client, administrator, uk):
    story = factories.make_draft(uk)
    response = client.get(f"/cms/pages/{story.pk}/view_draft/")
    assert (response.status_code, policy_of(response)) == (200, EDITORS)
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("address", ["/uk/", "/accounts/login/", "/healthz", "/cms/login/"])
def test_every_answer_carries_the_remaining_headers(client, indexes, address):
    headers = client.get(address).headers
    assert {
        "Permissions-Policy": headers["Permissions-Policy"],
        "Referrer-Policy": headers["Referrer-Policy"],
        "X-Content-Type-Options": headers["X-Content-Type-Options"],
        "Cross-Origin-Opener-Policy": headers["Cross-Origin-Opener-Policy"],
    } == {
        "Permissions-Policy": (
            "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
        ),
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


@pytest.mark.parametrize(
    "address", ["/", "/uk/", "/en/", "/uk/stories/", "/uk/about/", "/uk/no-such-page/", "/healthz"]
)
def test_stranger_gets_no_cookie_from_public_pages(client, indexes, address):
    assert dict(client.get(address).cookies) == {}


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [("uk", "/uk/"), ("en-GB,en;q=0.9", "/en/"), ("de,en;q=0.5", "/en/"), ("de", "/uk/"), ("", "/uk/")],
)
def test_front_door_leads_to_the_visitors_language(client, asked, led_to):
    response = client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response.url, vary_of(response)) == (302, led_to, {"Accept-Language"})


def test_health_is_told_while_the_database_answers(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.content, response.headers["Content-Type"]) == (
        200,
        b"ok",
        "text/plain",
    )


def test_robots_are_kept_off_the_editors_pages_and_the_accounts(client, settings):
    settings.SITE_URL = "https://stories.example.org"
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /cms/",
        "Disallow: /accounts/",
        "Disallow: /oembed",
        "Disallow: /*/suggest/",
        "Disallow: /*/filters/",
        "Disallow: /*/feed/?",
        "Disallow: /*/stories/?*&",
        "Disallow: /*/stories/?q=",
        "Disallow: /*/stories/?sort=",
        "Allow: /*/stories/?page=",
        "Sitemap: https://stories.example.org/sitemap.xml",
    ]
