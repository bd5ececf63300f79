"""The private page on which an applicant reads and answers: without an account, without a session, told to nobody else."""

import pytest
from django.test import Client
from django.utils import timezone

from contest.domain.approvals import ask_approval
from contest.domain.winners import publish_applications
from contest.models import StoryApproval
from tests.contest.factories import make_call
from tests.contest.tellings import edit, make_winner, pages_of, review
from tests.factories import make_user


@pytest.fixture
def asked(indexes):
    """The secret of a link, with the application it is about."""
    application = make_winner(make_call(), title="Хаб <b>у</b> громаді")
    editor = make_user("editor@example.org")
    publish_applications([application], by=editor, at=timezone.now())
    edit(pages_of(application)["uk"], by=editor, award_citation="Слова журі.")
    review(application, by=make_user("reviewer@example.org"))
    _approval, secret = ask_approval(application, by=editor, at=timezone.now())
    return secret, application


def test_applicant_reads_and_agrees_without_an_account(asked):
    secret, _application = asked
    # Browsers told to send no referrer send no origin either.
    browser = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    answer = browser.get(f"/en/approve/{secret}/")
    text = answer.content.decode()
    assert (answer.status_code, answer["Referrer-Policy"], answer["X-Robots-Tag"]) == (
        200, "no-referrer", "noindex, nofollow, noarchive",
    )  # fmt: skip
    assert "no-store" in answer["Cache-Control"]
    assert ("Хаб &lt;b&gt;у&lt;/b&gt;" in text, 'lang="uk"' in text, "<h1" in text) == (True, True, True)
    # What the jury decided and said is not told here.
    assert ("Слова журі" in text, "tag--award" in text, 'id="reuse"' in text) == (False, False, False)
    for _time in range(2):
        assert browser.post(f"/en/approve/{secret}/", {"answer": "approved"}).status_code in (302, 200)
    row = StoryApproval.objects.get()
    assert (row.answer, row.comment) == ("approved", "")
    after = browser.get(f"/en/approve/{secret}/")
    assert (after.status_code, "story__head" in after.content.decode()) == (200, False)


def test_wish_for_changes_says_which_and_is_only_ever_text(asked):
    secret, _application = asked
    browser = Client()
    refused = browser.post(f"/uk/approve/{secret}/", {"answer": "changes", "comment": " "})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["comment"])
    assert browser.post(f"/uk/approve/{secret}/", {"answer": "winner"}).status_code == 422
    browser.post(f"/uk/approve/{secret}/", {"answer": "changes", "comment": "<img src=x onerror=alert(1)>"})
    text = browser.get(f"/uk/approve/{secret}/").content.decode()
    assert ("&lt;img src=x" in text, "<img src=x" in text) == (True, False)


def test_link_that_holds_no_longer_shows_nothing_of_the_story(asked):
    secret, application = asked
    edit(pages_of(application)["uk"], title="Зовсім інша назва")
    answer = Client().get(f"/uk/approve/{secret}/")
    assert (answer.status_code, "Зовсім інша" in answer.content.decode()) == (410, False)
    assert [
        Client().get(f"/uk/approve/{wrong}/").status_code for wrong in ("x", secret[:-1], secret + "x")
    ] == [404] * 3
