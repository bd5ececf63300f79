"""What the applicant's device is given for the time without a connection."""

import re

import pytest

from contest.domain.device_key import device_key
from tests.contest.factories import make_application
from tests.factories import make_user


def test_worker_stands_beside_the_pages_it_keeps(client, db):
    answer = client.get("/uk/my/worker.js")
    headers = answer.headers
    assert (answer.status_code, headers["Content-Type"], headers["Cache-Control"]) == (
        200, "text/javascript", "no-cache",
    )  # fmt: skip
    assert re.findall(r"\{[%{#]", answer.content.decode()) == []


def test_device_keeps_two_people_apart_and_tells_nobody_who_they_are(db):
    one, other = make_user("one@example.org"), make_user("other@example.org")
    assert device_key(one) == device_key(one) != device_key(other)
    assert re.fullmatch("[0-9a-f]{20}", device_key(one))


@pytest.mark.parametrize("page", ["", "about/", "files/", "check/"])
def test_pages_of_an_application_name_the_key_of_who_is_signed_in(signed_in, indexes, page):
    browser = signed_in()
    application = make_application(owner=browser.user, answers={"title": "Назва"})
    text = browser.get(f"/en/my/{application.public_id}/{page}").content.decode()
    assert re.findall('name="device-key" content="([^"]*)"', text) == [device_key(browser.user)]
    assert re.findall('name="device-worker" content="([^"]*)"', text) == ["/en/my/worker.js"]


def test_signing_out_warns_of_what_has_not_been_sent(signed_in, indexes):
    browser = signed_in()
    text = browser.get("/accounts/logout/").content.decode()
    assert re.findall('name="device-key" content="([^"]*)"', text) == [device_key(browser.user)]
    assert text.count("<template data-unsent>") == 1


def test_signing_out_of_the_editors_pages_clears_the_device_too(secretary, indexes):
    key = device_key(secretary.user)
    assert secretary.get("/cms/logout/")["Location"] == "/accounts/logout/"
    assert secretary.get("/cms/").status_code == 200
    text = secretary.post("/cms/logout/").content.decode()
    assert re.findall('name="device-key" content="([^"]*)"( data-forget)?', text) == [(key, "")]
    assert (text.count("js/forget_device.js"), secretary.get("/cms/").status_code) == (1, 302)
    assert secretary.post("/cms/logout/")["Location"] == "/accounts/logout/"
