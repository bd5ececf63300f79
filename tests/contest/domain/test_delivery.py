"""Letters on their way: what leaves, what is tried again, what has failed."""

import socket
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.core import mail
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application
from contest.domain.delivery import RETRIES, Outcome, Sent, deliver, deliver_due
from contest.domain.letter_defaults import Words
from contest.domain.letters import Occasion, write_letters, write_to_all
from contest.enums import LetterKind, LetterState
from contest.models import Letter
from tests.contest.factories import make_application, make_call
from tests.contest.mail_server import mail_server
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 20, 9, tzinfo=UTC)


@pytest.fixture
def application():
    call = make_call(opens_at=datetime(2026, 10, 1, 15, tzinfo=UTC))
    return make_application(call, owner=make_user("owner@example.org"), answers={"title": "Простір"}, at=NOW)


def letter_to(application, kind=LetterKind.REMINDER, **fields):
    """A letter that may leave now."""
    (letter,) = write_letters(application, kind, key=f"test {Letter.objects.count()}", at=NOW)
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.READY, next_attempt_at=NOW, **fields)
    return Letter.objects.get(pk=letter.pk)


def now_stands(letter):
    letter.refresh_from_db()
    return letter.state, letter.attempts, letter.next_attempt_at, letter.fault


def test_letter_leaves_once_with_its_headers(application, settings):
    settings.SITE_URL = "https://stories.example.org"
    letter = letter_to(application)
    assert [deliver(letter.pk, at=NOW) for _time in range(2)] == [Outcome.SENT, Outcome.NOT_DUE]
    (message,) = mail.outbox
    assert (message.to, message.subject, message.body) == (["owner@example.org"], letter.subject, letter.body)
    assert (message.reply_to, message.extra_headers) == (
        ["contest@example.org"],
        {
            "Message-ID": f"<{letter.public_id}@stories.example.org>", "Auto-Submitted": "auto-generated",
            "Content-Language": "uk",
        },
    )  # fmt: skip
    assert (now_stands(letter), letter.sent_at) == (("sent", 1, None, ""), NOW)


def test_letter_leaves_soon_after_the_transaction_is_kept(application, django_capture_on_commit_callbacks):
    words = {"uk": Words("Тема", "Текст", waits=False)}
    with django_capture_on_commit_callbacks() as left:
        write_letters(application, LetterKind.FREE, key="now", at=timezone.now(), words=words)
        write_letters(application, LetterKind.WINNER, key="waits", at=timezone.now())
    assert (len(left), mail.outbox) == (1, [])
    left[0]()
    assert [message.subject for message in mail.outbox] == ["Тема"]


def test_receipt_comes_with_its_paper(application):
    submitted = make_application(application.call, owner=make_user("en@example.org", language="en"), at=NOW)
    version = submit_application(submitted, by=submitted.members.get(), at=NOW)
    with translation.override("uk"):
        assert deliver_due(at=NOW) == Sent(sent=1)
    ((name, content, kind),) = mail.outbox[0].attachments
    assert (name, content[:5], kind) == (
        f"{version.application.reference}-1.pdf",
        b"%PDF-",
        "application/pdf",
    )


@pytest.mark.parametrize(
    ("answer", "state"), [("550 5.1.1 No such user", "failed"), ("451 Greylisted", "ready")]
)
def test_refused_address_fails_for_good_or_is_tried_again(application, settings, answer, state):
    letter = letter_to(application)
    with mail_server(settings, RCPT=answer) as server:
        deliver(letter.pk, at=NOW)
    hour = NOW + timedelta(minutes=1) if state == "ready" else None
    assert (now_stands(letter), server.letters) == ((state, 1, hour, f"refused:{answer}"), [])


@pytest.mark.parametrize(("answer", "state"), [("554 spam", "failed"), ("452 full", "ready")])
def test_refused_letter_fails_for_good_or_is_tried_again(application, settings, answer, state):
    letter = letter_to(application)
    with mail_server(settings, DATA=answer):
        deliver(letter.pk, at=NOW)
    assert (now_stands(letter)[0], letter.fault) == (state, f"not_taken:{answer}")


def test_letters_leave_over_one_connection_and_a_refused_one_stops_no_other(application, settings):
    for _time in range(3):
        letter_to(application)
    with mail_server(settings) as server:
        assert deliver_due(at=NOW) == Sent(sent=3)
        messages = [message_from_bytes(raw, policy=default) for raw in server.letters]
    assert [message["Subject"].strip() for message in messages] == [
        letter.subject for letter in Letter.objects.order_by("pk")
    ]
    assert messages[0].get_content().replace("\r\n", "\n").strip() == Letter.objects.order_by("pk")[0].body


def test_mail_server_that_is_away_is_asked_once(application, settings):
    letters = [letter_to(application) for _time in range(3)]
    with mail_server(settings):
        pass
    assert deliver_due(at=NOW) == Sent(later=1)
    assert [now_stands(letter)[:2] for letter in letters] == [("ready", 1), ("ready", 0), ("ready", 0)]
    assert letters[0].fault == "away"


def test_site_that_may_not_send_says_nothing_of_its_password(application, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "site", "hunter2"
    letter = letter_to(application)
    with mail_server(settings, EHLO="250-hello\r\n250 AUTH PLAIN", AUTH="535 wrong hunter2"):
        assert deliver(letter.pk, at=NOW) == Outcome.UNREACHABLE
    assert now_stands(letter)[3] == "not_allowed"


def test_attempts_come_after_longer_and_longer_times_and_end(application, settings):
    letter, at, hours = letter_to(application, kind=LetterKind.FREE), NOW, []
    with mail_server(settings, RCPT="451 later"):
        for _time in range(len(RETRIES) + 1):
            deliver(letter.pk, at=at)
            state, _attempts, following, _fault = now_stands(letter)
            hours.append((following - at) if following else state)
            at = following or at
    assert hours == [*RETRIES, "failed"]


@pytest.mark.parametrize("email", ["no at sign", "a@b@c", "owner@example.org\nBcc: all@example.org"])
def test_address_that_is_none_fails_at_once(application, settings, email):
    letter = letter_to(application)
    type(letter.recipient).objects.filter(pk=letter.recipient.pk).update(email=email)
    with mail_server(settings, RCPT="501 bad address") as server:
        assert deliver(letter.pk, at=NOW) == Outcome.FAILED
    assert (now_stands(letter)[0], server.letters) == ("failed", [])


def test_letter_goes_to_the_address_that_the_person_has_now(application):
    letter = letter_to(application)
    type(letter.recipient).objects.update(email="new@example.org")
    deliver(letter.pk, at=NOW)
    letter.refresh_from_db()
    assert (mail.outbox[0].to, letter.email) == (["new@example.org"], "new@example.org")


def test_letter_to_somebody_who_left_or_is_gone_does_not_leave(application):
    letter, other = letter_to(application), letter_to(application)
    application.memberships.all().delete()
    deliver(letter.pk, at=NOW)
    type(letter.recipient).objects.update(is_active=False)
    deliver(other.pk, at=NOW)
    assert [now_stands(row)[0::3] for row in (letter, other)] == [
        ("failed", "left"),
        ("failed", "closed"),
    ]
    assert mail.outbox == []


def test_reminder_that_was_held_up_asks_for_nothing_that_is_done(application):
    done, late, open_still = (letter_to(application) for _time in range(3))
    deadline = application.call.closes_at
    assert deliver(late.pk, at=deadline) == Outcome.CANCELLED
    assert deliver(open_still.pk, at=deadline - timedelta(seconds=1)) == Outcome.SENT
    full = make_application(application.call, owner=make_user("full@example.org"), at=NOW)
    reminder = letter_to(full)
    submit_application(full, by=full.members.get(), at=NOW)
    assert deliver(reminder.pk, at=NOW) == Outcome.CANCELLED
    save_answers(full, [Change("title", "Нова", 1)], by=full.members.get(), at=NOW)
    assert deliver(letter_to(full).pk, at=NOW) == Outcome.SENT
    assert now_stands(done)[0] == "ready"


def test_letter_whose_sender_died_is_taken_again_and_not_for_ever(application):
    letter = letter_to(application, attempts=1)
    Letter.objects.update(next_attempt_at=NOW + timedelta(minutes=10))
    assert deliver(letter.pk, at=NOW) == Outcome.NOT_DUE
    assert deliver(letter.pk, at=NOW + timedelta(minutes=10)) == Outcome.SENT
    other = letter_to(application, attempts=len(RETRIES) + 1)
    assert deliver(other.pk, at=NOW) == Outcome.FAILED


def test_mail_server_that_is_silent_holds_nobody_up_for_long(application, settings):
    letter = letter_to(application)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        (settings.EMAIL_HOST, settings.EMAIL_PORT), settings.EMAIL_TIMEOUT = silent.getsockname(), 0.1
        assert deliver(letter.pk, at=NOW) == Outcome.UNREACHABLE
    assert now_stands(letter)[0] == "ready"


def test_with_a_queue_letters_are_only_put_into_it(application, settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    occasions = [Occasion(application, f"{number}", {"missing": ""}) for number in range(21)]
    with django_capture_on_commit_callbacks(execute=True):
        letters = write_to_all(occasions, LetterKind.REMINDER, at=NOW)
    queued = DBTaskResult.objects.order_by("enqueued_at").values_list("args_kwargs", flat=True)
    keys = [letter.pk for letter in letters]
    assert sorted(row["args"][0] for row in queued) == [keys[:20], keys[20:]]
    assert mail.outbox == []


def test_without_a_queue_nobody_waits_for_more_than_twenty(application, django_capture_on_commit_callbacks):
    occasions = [Occasion(application, f"{number}") for number in range(21)]
    words = {"uk": Words("Тема", "Текст", waits=False)}
    with django_capture_on_commit_callbacks(execute=True):
        write_to_all(occasions, LetterKind.FREE, at=timezone.now(), words=words)
    assert len(mail.outbox) == 20
