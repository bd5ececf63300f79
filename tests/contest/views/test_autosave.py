"""Saving what is typed while it is typed."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from contest.domain.answers import Change, save_answers
from contest.domain.applying import start_application
from contest.domain.device_key import device_key
from tests.contest.factories import make_application, make_call
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user("owner@example.org", language="en")


@pytest.fixture
def application(owner):
    return make_application(owner=owner, answers={})


@pytest.fixture
def browser(owner):
    client = Client(headers={"accept-language": "en"})
    client.force_login(owner)
    return client


def send(browser, application, *changes, **kwargs):
    body = kwargs.pop("body", None) or json.dumps({"changes": list(changes)})
    kwargs = {"content_type": "application/json", **kwargs}
    return browser.post(f"/en/my/{application.public_id}/save/", body, **kwargs)


def row(path, value, base=0):
    return {"path": path, "value": value, "base": base}


def test_save_tells_versions_and_words(browser, application):
    answer = send(browser, application, row("title", "Назва"), row("challenge", "Пʼять слів"))
    told = answer.json()
    assert (answer.status_code, told["versions"], told["conflicts"], told["words"]) == (
        200, {"title": 1, "challenge": 1}, [], 2,
    )  # fmt: skip


def test_same_save_sent_again_changes_nothing(browser, application):
    first = send(browser, application, row("title", "Назва")).json()
    again = send(browser, application, row("title", "Назва")).json()
    assert (first["versions"], again["versions"], again["conflicts"]) == ({"title": 1}, {"title": 1}, [])


def test_what_somebody_else_wrote_stays_and_is_told(browser, application):
    colleague = make_user("colleague@example.org", first_name="Петро")
    save_answers(application, [Change("title", "Їхня")], by=colleague, at=timezone.now())
    answer = send(browser, application, row("title", "Моя"), row("summary", "Підсумок"))
    conflict = answer.json()["conflicts"][0]
    assert (answer.status_code, answer.json()["versions"]) == (409, {"summary": 1})
    assert [conflict[name] for name in ("path", "label", "theirs", "version", "by", "address")] == [
        "title", "Title of the story", "Їхня", 1, "Петро", f"/en/my/{application.public_id}/about/#f-title",
    ]  # fmt: skip
    assert application.answers.values_by_path() == {"title": "Їхня", "summary": "Підсумок"}


NONSENSE = [
    ("", 400), ("[]", 400), ("{", 400), ('{"changes": 1}', 400), ('{"changes": [1]}', 400),
    ('{"changes": [{"path": "title"}]}', 400), ('{"changes": [{"path": "title", "value": 1}]}', 400),
    ('{"changes": [{"path": "title", "value": "a", "base": -1}]}', 400),
    ('{"changes": [{"path": "title", "value": "a", "base": "1"}]}', 400),
    ('{"changes": [{"path": "status", "value": "winner"}]}', 400),
    ('{"changes": [{"path": "title", "value": "a\\u0000"}]}', 400),
    ("[" * 100_000, 400), ("x" * (1024 * 1024 + 1), 413),
]  # fmt: skip


@pytest.mark.parametrize(("body", "status"), NONSENSE)
def test_nonsense_is_refused_with_a_sentence(browser, application, body, status):
    answer = send(browser, application, body=body or " ")
    assert (answer.status_code, bool(answer.json()["error"]), application.answers.count()) == (
        status,
        True,
        0,
    )


def test_only_json_is_taken(browser, application):
    assert send(browser, application, row("title", "a"), content_type="text/plain").status_code == 415
    assert browser.get(f"/en/my/{application.public_id}/save/").status_code == 405


def test_without_the_token_nothing_is_saved(owner, application):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner)
    assert (send(strict, application, row("title", "a")).status_code, application.answers.count()) == (403, 0)


def test_ended_session_is_told_with_the_way_back(application):
    answer = send(Client(headers={"accept-language": "en"}), application, row("title", "a"))
    assert (answer.status_code, answer.json()["sign_in"]) == (401, "/accounts/login/?next=%2Fen%2Fmy%2F")


def test_stranger_finds_nothing(application):
    stranger = Client()
    stranger.force_login(make_user("stranger@example.org"))
    assert (send(stranger, application, row("title", "a")).status_code, application.answers.count()) == (
        404,
        0,
    )


def test_closed_application_is_told_apart_from_a_conflict(browser, owner):
    call = make_call(opens_at=timezone.now() - timedelta(days=31))
    application = start_application(call, by=owner, at=call.opens_at, language="en")
    answer = send(browser, application, row("title", "a"))
    assert (answer.status_code, answer.json(), application.answers.count()) == (
        403, {"error": "The application cannot be changed now."}, 0,
    )  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_save_needs_the_same_queries_for_1_and_3_changes(
    browser, application, number, django_assert_num_queries
):
    paths = ("challenge", "solution", "results")
    send(browser, application, row("team", "a"))
    with django_assert_num_queries(14):
        send(browser, application, *(row(path, "Слово") for path in paths[:number]))


def test_own_earlier_text_is_overwritten_and_nonsense_about_it_refused(browser, application):
    send(browser, application, row("title", "Пек"))
    answer = send(browser, application, {**row("title", "Пекарня"), "own": ["Пек"]})
    assert (answer.status_code, answer.json()["versions"]) == (200, {"title": 2})
    for own in ("Пек", [1], [["a", 1]], {}):
        assert send(browser, application, {**row("title", "Інше"), "own": own}).status_code == 400
    assert application.answers.values_by_path() == {"title": "Пекарня"}


def test_page_of_another_person_saves_nothing_under_this_one(browser, application, owner):
    other = make_user("other@example.org")
    refused = send(browser, application, row("title", "Чуже"), headers={"x-device": device_key(other)})
    assert (refused.status_code, refused.json()["label"]) == (401, "Sign out")
    assert application.answers.values_by_path() == {}
    taken = send(browser, application, row("title", "Своє"), headers={"x-device": device_key(owner)})
    assert (taken.status_code, application.answers.values_by_path()) == (200, {"title": "Своє"})
