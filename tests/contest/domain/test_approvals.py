"""An applicant agrees to exactly the text that they were shown, once, by a link of which only a hash is kept."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from contest.domain.anonymising import anonymise_application
from contest.domain.approvals import answer_approval, ask_approval, comment_of, find_approval
from contest.domain.content import REMOVED
from contest.domain.winners import publish_applications
from contest.enums import ApprovalAnswer
from contest.errors import ApprovalRefused
from contest.models import Letter, StoryApproval
from tests.contest.factories import make_call
from tests.contest.tellings import edit, let_letters_leave, make_winner, pages_of, review
from tests.factories import make_user

APPROVED, CHANGES = ApprovalAnswer.APPROVED, ApprovalAnswer.CHANGES


@pytest.fixture
def editor(indexes, english):
    return make_user("editor@example.org")


@pytest.fixture
def application(editor):
    """An application whose draft was reviewed."""
    application = make_winner(make_call())
    publish_applications([application], by=editor, at=timezone.now())
    review(application, by=make_user("reviewer@example.org"))
    return application


def refusal(secret, answer=APPROVED, comment="", at=None):
    with pytest.raises(ApprovalRefused) as error:
        answer_approval(secret, answer=answer, comment=comment, at=at or timezone.now())
    return str(error.value)


def test_letter_holds_the_secret_and_the_row_its_hash(application, editor):
    approval, secret = ask_approval(application, by=editor, at=timezone.now())
    letter = Letter.objects.get(kind="story_approval")
    assert (f"/{letter.language}/approve/{secret}/" in letter.body, letter.state) == (True, "ready")
    assert approval.secret_sha256 == sha256(secret.encode()).hexdigest()
    assert (find_approval(secret), find_approval("x\x00"), find_approval("")) == (approval, None, None)
    assert approval.expires_at - approval.asked_at == timedelta(days=21)


def test_answer_is_given_once_and_sent_twice_is_one(application, editor):
    now = timezone.now()
    _approval, secret = ask_approval(application, by=editor, at=now)
    assert refusal(secret, CHANGES, " \n") == "Say what should be otherwise."
    hostile = "<script>alert(1)</script>\r\n{reference}\x00 ' OR 1=1 -- \u202e"
    answered = [answer_approval(secret, answer=CHANGES, comment=hostile, at=now) for _time in range(2)]
    assert [(row.answer, row.comment) for row in answered] == [
        ("changes", "<script>alert(1)</script>\n{reference} ' OR 1=1 -- \u202e")
    ] * 2
    assert refusal(secret) == "This letter has been answered already."


def told(application):
    """What the history tells of it: kind, by whom, the words, and whether the applicant reads it there."""
    rows = application.history.filter(kind__in=("asked", "agreed", "changes"))
    return list(rows.values_list("kind", "by_name", "reason", "for_applicant"))


def test_history_tells_who_asked_and_what_was_answered(application, editor):
    now = timezone.now()
    _approval, secret = ask_approval(application, by=editor, at=now)
    assert told(application) == [("asked", str(editor), "", False)]
    for _time in range(2):
        answer_approval(secret, answer=CHANGES, comment=" Інше ім’я. ", at=now)
    _approval, secret = ask_approval(application, by=editor, at=now)
    answer_approval(secret, answer=APPROVED, comment="", at=now)
    assert told(application) == [
        ("asked", str(editor), "", False), ("changes", "", "Інше ім’я.", False), ("asked", str(editor), "", False),
        ("agreed", "", "", False),
    ]  # fmt: skip
    refusal(secret, CHANGES, "Пізно.")
    assert len(told(application)) == 4


def test_link_does_not_bring_words_in_where_people_were_taken_out(application, editor):
    now = timezone.now()
    _approval, first = ask_approval(application, by=editor, at=now)
    answer_approval(first, answer=CHANGES, comment="Оксана Приклад", at=now)
    _approval, second = ask_approval(application, by=editor, at=now)
    anonymise_application(application, by=None, at=now)
    assert refusal(second, CHANGES, "Знову Оксана")[:22] == "This link has expired."
    assert list(StoryApproval.objects.order_by("pk").values_list("answer", "comment")) == [
        ("changes", REMOVED), ("", ""),
    ]  # fmt: skip
    assert comment_of(find_approval(first)) == "removed: the time for keeping it has passed"
    assert (told(application)[1], told(application)[0][1]) == (("changes", "", "", False), str(editor))


def test_link_that_holds_no_longer_says_why(application, editor):
    now = timezone.now()
    _approval, first = ask_approval(application, by=editor, at=now)
    _approval, second = ask_approval(application, by=editor, at=now)
    assert refusal(first) == "A newer letter was sent to you. Please open the link in that one."
    assert list(
        Letter.objects.filter(kind="story_approval").order_by("pk").values_list("state", flat=True)
    ) == [
        "cancelled",
        "ready",
    ]
    late = now + timedelta(days=21)
    assert refusal(second, at=late)[:22] == "This link has expired."
    edit(pages_of(application)["uk"], by=editor, title="Інша назва")
    assert refusal(second) == "The text has been changed since. You will get a new letter once it is ready."
    assert refusal("no-such-secret") == "There is no such link."
    assert StoryApproval.objects.exclude(answer="").count() == 0


def test_only_a_reviewed_text_that_is_not_agreed_to_is_asked_about(application, editor):
    now = timezone.now()
    _approval, secret = ask_approval(application, by=editor, at=now)
    let_letters_leave()
    answer_approval(secret, answer=APPROVED, comment="", at=now)
    with pytest.raises(ApprovalRefused, match="agreed to this text already"):
        ask_approval(application, by=editor, at=now)
    edit(pages_of(application)["uk"], by=editor, title="Інша назва")
    with pytest.raises(ApprovalRefused, match="no safety review yet"):
        ask_approval(application, by=editor, at=now)
    with pytest.raises(ApprovalRefused, match="no draft of its story"):
        ask_approval(make_winner(application.call), by=editor, at=now)
    alone = make_winner(application.call)
    publish_applications([alone], by=editor, at=now)
    review(alone, by=make_user("another@example.org"))
    alone.memberships.all().delete()
    with pytest.raises(ApprovalRefused, match="nobody can be written to"):
        ask_approval(alone, by=editor, at=now)
    assert StoryApproval.objects.filter(application=alone).count() == 0
