"""Two who send in the same moment, two who write: one letter leaves."""

import pytest
from django.core import mail
from django.utils import timezone

from contest.domain.delivery import Outcome, deliver
from contest.domain.letters import write_letters
from contest.enums import LetterKind, LetterState
from contest.models import Letter
from tests.contest.domain.test_submitting_at_once import at_once
from tests.contest.factories import make_application

pytestmark = pytest.mark.usefixtures("several_connections")


def test_letter_taken_by_four_at_once_leaves_once():
    now = timezone.now()
    (letter,) = write_letters(make_application(answers={}), LetterKind.FREE, key="once", at=now)
    Letter.objects.update(state=LetterState.READY, next_attempt_at=now)
    outcomes = at_once(lambda key: deliver(key, at=now), [letter.pk] * 4)
    assert sorted(outcome.value for outcome in outcomes) == [
        "not due",
        "not due",
        "not due",
        Outcome.SENT.value,
    ]
    assert len(mail.outbox) == 1


def test_occasion_told_of_by_four_at_once_is_told_once():
    application, now = make_application(answers={}), timezone.now()
    written = at_once(
        lambda row: write_letters(row, LetterKind.REMINDER, key="once", at=now), [application] * 4
    )
    assert sorted(len(letters) for letters in written) == [0, 0, 0, 1]
    assert (Letter.objects.count(), len(mail.outbox)) == (1, 1)
