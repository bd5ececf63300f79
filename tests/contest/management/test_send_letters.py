"""The timer's command: reminders are written and letters sent, once."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from contest.models import Letter
from tests.contest.factories import make_application, make_call
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def run(**options):
    said = StringIO()
    call_command("send_letters", stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def draft():
    """A draft, begun at the opening, whose call closes in five hours."""
    call = make_call(opens_at=timezone.now() - timedelta(days=30) + timedelta(hours=5))
    return make_application(call, owner=make_user("owner@example.org"), answers={}, at=call.opens_at)


def test_reminders_are_written_and_sent_once(draft):
    assert [run() for _time in range(2)] == [
        "1 reminders written; 1 letters sent, 0 failed, 0 to be tried again.\n",
        "0 reminders written; 0 letters sent, 0 failed, 0 to be tried again.\n",
    ]
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["owner@example.org"], "Заявка «Чернетка без назви»: залишилося 4 години, щоб її подати")
    ]


def test_dry_run_lists_and_does_nothing(draft):
    said = run(dry_run=True)
    assert said.startswith("reminder Чернетка без назви (reminder:")
    assert said.endswith(":6h)\n0 letters are due. Nothing was written or sent.\n")
    assert (Letter.objects.count(), mail.outbox) == (0, [])
