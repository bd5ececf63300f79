"""From one's application to its published story: who is led there, and what the link is worth."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contest.domain.story_of_application import story_key
from stories.models import StoryOfficer
from tests.contest.factories import make_application, make_call
from tests.factories import make_story, make_user

# Who: status of the page of the application, of the address, whether a link comes of it
MATRIX = {
    "visitor": (302, 302, False),
    "stranger": (404, 404, False),
    "reader": (200, 403, False),
    "editor": (200, 302, True),
    "owner": (200, 302, True),
}


@pytest.fixture
def owner(db):
    return make_user(email="owner@example.org")


@pytest.fixture
def application(owner):
    return make_application(make_call(), owner=owner)


@pytest.fixture
def story(uk, application):
    return make_story(uk, title="Хаб у громаді", slug="hub", translation_key=story_key(application))


def browser_of(who, application, owner):
    browser = Client(headers={"accept-language": "en"})
    if who == "owner":
        browser.force_login(owner)
    elif who != "visitor":
        user = make_user(email=f"{who}@example.org")
        if who != "stranger":
            application.memberships.create(user=user, role=who, joined_at=timezone.now())
        browser.force_login(user)
    return browser


def addresses(application):
    return [reverse(name, args=[application.public_id]) for name in ("application", "tell_news")]


@pytest.mark.parametrize(("who", "expected"), MATRIX.items(), ids=MATRIX)
def test_those_who_wrote_the_application_are_led_to_its_story(owner, application, story, who, expected):
    browser, (page, address) = browser_of(who, application, owner), addresses(application)
    seen, sent = browser.get(page), browser.post(address)
    assert (seen.status_code, sent.status_code, StoryOfficer.objects.exists()) == expected


def test_link_opens_the_form_for_news(owner, application, story):
    browser, (_page, address) = browser_of("owner", application, owner), addresses(application)
    answer = browser.post(address, follow=True)
    officer = StoryOfficer.objects.get()
    assert (answer.status_code, answer.resolver_match.url_name, officer.email, officer.story_key) == (
        200, "story_update", "owner@example.org", story.translation_key,
    )  # fmt: skip


def test_second_link_ends_the_first_and_nobody_elses(owner, application, story):
    _page, address = addresses(application)
    browser_of("editor", application, owner).post(address)
    mine = browser_of("owner", application, owner)
    mine.post(address)
    mine.post(address)
    found = StoryOfficer.objects.order_by("pk").values_list("email", "ended_at")
    assert [(email, ended is None) for email, ended in found] == [
        ("editor@example.org", True), ("owner@example.org", False), ("owner@example.org", True),
    ]  # fmt: skip


def test_story_that_is_not_public_is_neither_shown_nor_opened(owner, application, story):
    story.unpublish()
    browser, (page, address) = browser_of("owner", application, owner), addresses(application)
    assert browser.get(page).context["story"] is None
    answer = browser.post(address)
    assert (answer.url, StoryOfficer.objects.exists()) == (page, False)


def test_address_answers_no_get(owner, application, story):
    assert browser_of("owner", application, owner).get(addresses(application)[1]).status_code == 405
