"""What the API refuses, how it says so, and what it never does."""

import pytest
from django.test import Client

from tests.factories import make_story

LIST = "/api/v1/stories"
ADDRESSES = [
    "/api/v1/", LIST, "/api/v1/communities", "/api/v1/regions", "/api/v1/categories", "/api/v1/editions",
    "/api/v1/challenges", "/api/v1/groups", "/api/v1/tags",
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("foo=1", ("foo", "There is no such parameter.")),
        ("Category=x", ("Category", "There is no such parameter.")),
        ("limit=0", ("limit", "Give a number of at least 1.")),
        ("limit=101", ("limit", "Give a number of at most 100.")),
        ("limit=many", ("limit", "Give a whole number.")),
        ("offset=99999999999999999999999", ("offset", "Give a number of at most 1000000.")),
        ("q=" + "я" * 201, ("q", "Give at most 200 characters.")),
        ("q=%00", ("q", "This value has a form that the parameter can't have.")),
        ("category=", ("category", "Give a value or leave the parameter out.")),
        ("&".join(["tag=x"] * 31), ("tag", "Give at most 30 values.")),
        ("sort=random", ("sort", "Choose one of: relevance, newest, title, place.")),
        ("status=done", ("status", "Choose one of: ongoing, ended.")),
        ("year=20x3", ("year", "This value has a form that the parameter can't have.")),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(client, db, query, fault):
    answer = client.get(f"{LIST}?lang=en&{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    assert [(error["parameter"], error["message"]) for error in answer.json()["errors"]] == [fault]


def test_unknown_language_is_refused_in_the_language_of_the_browser(client, db):
    answer = client.get(f"{LIST}?lang=de", headers={"accept-language": "en"})
    assert answer.json() == {
        "type": "about:blank",
        "title": "Parameters refused",
        "status": 422,
        "detail": "The request has parameters that can't be taken.",
        "errors": [{"parameter": "lang", "message": "Choose one of: uk, en."}],
    }


@pytest.mark.parametrize(("lang", "title"), [("uk", "Не знайдено"), ("en", "Not found")])
def test_nothing_found_is_said_in_the_language_asked_for(client, db, lang, title):
    for path in ("/api/v1/stories/none", "/api/v1/no/such/thing/", "/api/v1/regions/UA-99"):
        answer = client.get(path, {"lang": lang}, headers={"accept-language": "en" if lang == "uk" else "uk"})
        assert (answer.status_code, answer.json()["title"], answer.headers["Content-Language"]) == (
            404,
            title,
            lang,
        )


def test_refusal_does_not_repeat_what_was_sent(client, db):
    answer = client.get(f"{LIST}?limit=<script>alert(1)</script>")
    assert "script" not in answer.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_anyone_may_read_from_any_site_without_a_cookie(client, db, address):
    answer = client.get(address, headers={"origin": "https://elsewhere.example"})
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert {name: answer.headers[name] for name in ("Access-Control-Allow-Origin", "Cache-Control")} == {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "public, max-age=0, must-revalidate",
    }
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(db, address, method):
    answer = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_browser_may_ask_first(client, db):
    answer = client.options(
        LIST, headers={"origin": "https://elsewhere.example", "access-control-request-method": "GET"}
    )
    assert (answer.status_code, answer.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


def test_head_says_what_get_would(client, uk):
    make_story(uk)
    get, head = client.get(LIST), client.head(LIST)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", get.headers["ETag"])
    assert head.headers["Content-Length"] == str(len(get.content))


@pytest.mark.parametrize(
    "path",
    ["stories/%00", "stories/%ff", "stories/" + "x" * 3000, "stories/..%2f..%2fetc", "communities/'--", "regions/🌻",
     "categories/%0d%0aSet-Cookie:x"],
)  # fmt: skip
def test_hostile_key_is_answered_without_a_fault(client, db, path):
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code in {404, 422}, dict(answer.cookies)) == (True, {})


@pytest.mark.parametrize(
    "query", ["q=%22", "q=*", "q=NEAR(", "q=%F0%9F%8C%BB", "q=" + "%27" * 200, "category=%27%20OR%201"]
)
def test_hostile_text_finds_nothing_and_breaks_nothing(client, uk, query):
    make_story(uk)
    assert client.get(f"{LIST}?{query}").status_code == 200
