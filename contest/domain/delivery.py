"""Sending letters. Who takes a letter moves its hour on first, so that two processes never send the same one.

A process that dies between the mail server's answer and our note of it leaves a letter that is sent once more; it carries
the same Message-ID, by which mail programs know it.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from contest.domain.letter_faults import Fault, written
from contest.domain.mail_faults import MailFault, fault_of
from contest.domain.phases import left_until
from contest.domain.receipts import receipt_pdf
from contest.domain.writing import deadline_of, is_unfinished, open_clarification
from contest.enums import LetterKind, LetterState
from contest.models import Assignment, JudgingPolicy, Letter

logger = logging.getLogger(__name__)

# How long after each attempt that failed the next one is made; after the last one the letter has failed.
RETRIES = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12),
)  # fmt: skip
# For so long a letter belongs to whoever took it. Longer than a mail server may take to answer.
_LEASE = timedelta(minutes=10)
# How many letters one task sends; and without a queue, how many may be sent while somebody waits for an answer.
_IN_ONE_TASK = 20


class Outcome(Enum):
    """What became of a letter. UNREACHABLE: the mail server itself is away, so that others need not be tried now."""

    SENT = "sent"
    FAILED = "failed"
    LATER = "later"
    UNREACHABLE = "unreachable"
    CANCELLED = "cancelled"
    NOT_DUE = "not due"


@dataclass(frozen=True)
class Sent:
    """How many letters were sent, how many have failed for good, how many are tried again later."""

    sent: int = 0
    failed: int = 0
    later: int = 0

    def __add__(self, other: "Sent") -> "Sent":
        return Sent(self.sent + other.sent, self.failed + other.failed, self.later + other.later)


def send_soon(keys: Sequence[int]) -> None:
    """Have these letters sent once the transaction is kept: by a worker, or at once where there is no queue.

    Without a queue only the first few are sent at once; `send_letters` sends the rest.
    """
    if not keys:
        return
    parts = [list(keys[start : start + _IN_ONE_TASK]) for start in range(0, len(keys), _IN_ONE_TASK)]
    for part in parts if deliver_letters.get_backend().supports_defer else parts[:1]:
        # Robust: a letter that is not sent now has been written all the same.
        transaction.on_commit(partial(deliver_letters.enqueue, part), robust=True)


@task()
def deliver_letters(keys: list[int]) -> int:
    """Send those of the letters that are due: what a worker runs."""
    return _deliver_all(keys, at=timezone.now()).sent


def deliver_due(*, at: datetime, most: int = 50) -> Sent:
    """Send what is due, the one that waits longest first, at most so many."""
    return _deliver_all(Letter.objects.due(at=at).values_list("pk", flat=True)[:most], at=at)


def _deliver_all(keys: Iterable[int], *, at: datetime) -> Sent:
    """Send these over one connection; stop where the mail server is away, what is left stays due."""
    outcomes: Counter[Outcome] = Counter()
    connection = get_connection()
    try:
        for key in keys:
            outcome = deliver(key, at=at, connection=connection)
            outcomes[outcome] += 1
            if outcome is Outcome.UNREACHABLE:
                break
    finally:
        _close(connection)
    later = outcomes[Outcome.LATER] + outcomes[Outcome.UNREACHABLE]
    return Sent(outcomes[Outcome.SENT], outcomes[Outcome.FAILED], later)


def deliver(letter_id: int, *, at: datetime, connection: Any = None) -> Outcome:
    """Send the letter if it is due and nobody else is sending it."""
    letter = _take(letter_id, at=at)
    if letter is None:
        return Outcome.NOT_DUE
    if fault := _why_outdated(letter, at=at):
        return _end(letter, LetterState.CANCELLED, written(fault))
    if fault := _why_undeliverable(letter):
        return _end(letter, LetterState.FAILED, written(fault))
    connection = connection or get_connection()
    try:
        connection.open()
        _message(letter, connection).send()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one letter, the others must leave
        _close(connection)
        return _put_off(letter, fault_of(error), at=at)
    Letter.objects.filter(pk=letter.pk, state=LetterState.READY).update(
        state=LetterState.SENT, sent_at=at, next_attempt_at=None, fault="", email=letter.email
    )
    return Outcome.SENT


def _take(letter_id: int, *, at: datetime) -> Letter | None:
    due = Letter.objects.due(at=at).filter(pk=letter_id)
    letter = due.with_whole_letter().first()
    if letter is None:
        return None
    hour, attempts = letter.next_attempt_at, letter.attempts
    mine = Letter.objects.filter(
        pk=letter_id, state=LetterState.READY, next_attempt_at=hour, attempts=attempts
    )
    taken = mine.update(next_attempt_at=at + _LEASE, attempts=F("attempts") + 1)
    letter.attempts = attempts + 1
    if letter.recipient is not None:
        # An address may have changed since the letter was written.
        letter.email = letter.recipient.email
    return letter if taken else None


def _why_outdated(letter: Letter, *, at: datetime) -> Fault | None:
    """A reminder that was held up must not ask for what has been done, or for what is too late by now."""
    application = letter.application
    if letter.kind == LetterKind.JUROR_REMINDER:
        return None if _can_still_score(letter, at=at) else Fault.NOTHING_LEFT
    if application is None:
        return None
    if letter.kind == LetterKind.REMINDER:
        deadline = deadline_of(application)
        if not is_unfinished(application) or deadline is None or left_until(deadline, at=at) is None:
            return Fault.NOTHING_LEFT
    if letter.kind == LetterKind.ANSWER_DUE:
        asked = open_clarification(application)
        if asked is None or left_until(asked.until, at=at) is None:
            return Fault.NOTHING_LEFT
    return None


def _can_still_score(letter: Letter, *, at: datetime) -> bool:
    """Whether the juror has something to score, and time for it."""
    call = letter.call
    until, closed = call.judging_closes_at, JudgingPolicy.objects.filter(call=call, closed_at__isnull=False)
    if until is None or left_until(until, at=at) is None or closed.exists():
        return False
    return Assignment.objects.of_call(call).open().readable().filter(juror__user=letter.recipient).exists()


def _why_undeliverable(letter: Letter) -> Fault | None:
    person, application = letter.recipient, letter.application
    if person is None or not person.is_active or not person.email:
        return Fault.ACCOUNT_CLOSED
    if application is not None and not application.memberships.filter(user=person).exists():
        return Fault.PERSON_LEFT
    return Fault.INTERRUPTED if letter.attempts > len(RETRIES) + 1 else None


def _message(letter: Letter, connection: Any) -> EmailMessage:
    """The letter as it leaves, with the receipt of what was submitted if it is about that."""
    message = _bare_message(letter, connection)
    version = letter.receipt_for
    if version is not None and version.redacted_at is None:
        try:
            content = receipt_pdf(version, language=letter.language)
        except Exception:
            # The page of the application has it too; the letter must not wait for it.
            logger.exception("The receipt of version %s could not be made", version.pk)
        else:
            message.attach(
                f"{version.application.reference}-{version.number}.pdf", content, "application/pdf"
            )
    return message


def _bare_message(letter: Letter, connection: Any) -> EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    answers_to = letter.call.contact_email or settings.CONTACT_EMAIL
    return EmailMessage(
        letter.subject, letter.body, None, [letter.email], connection=connection,
        reply_to=[answers_to] if answers_to else None,
        headers={
            "Message-ID": f"<{letter.public_id}@{host}>", "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
        },
    )  # fmt: skip


def _put_off(letter: Letter, fault: MailFault, *, at: datetime) -> Outcome:
    """Try again after a while, or give up."""
    if fault.for_good or letter.attempts > len(RETRIES):
        return _end(letter, LetterState.FAILED, fault.kept)
    hour = at + RETRIES[letter.attempts - 1]
    Letter.objects.filter(pk=letter.pk, state=LetterState.READY).update(
        next_attempt_at=hour, fault=fault.kept
    )
    return Outcome.UNREACHABLE if fault.is_of_server else Outcome.LATER


def _end(letter: Letter, state: LetterState, kept: str) -> Outcome:
    Letter.objects.filter(pk=letter.pk, state=LetterState.READY).update(
        state=state, fault=kept, next_attempt_at=None, email=letter.email
    )
    return Outcome.FAILED if state == LetterState.FAILED else Outcome.CANCELLED


def _close(connection: Any) -> None:
    try:
        connection.close()
    except OSError:
        logger.info("The mail server ended the connection by itself")
