"""Sends letters that are due and writes the reminders that are: for a timer every few minutes."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from contest.domain.delivery import Sent, deliver_due
from contest.domain.juror_reminders import jurors_to_remind, remind_jurors
from contest.domain.reminders import (
    answers_to_remind,
    drafts_to_remind,
    remind_of_clarifications,
    remind_of_drafts,
)
from contest.models import Call, Letter
from contest.querysets.calls import CallQuerySet

# So many with one look at the clock: how long a letter belongs to whoever sends it is counted from there.
_AT_A_TIME = 50
# Then the timer has started the next one, which goes on.
_LONGEST = timedelta(minutes=4)


class Command(BaseCommand):
    """Running twice, or two at once, writes and sends nothing twice."""

    help = "Write the reminders that are due in all public calls and send every letter that is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="list what is due; write and send nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self._list()
            return
        now = timezone.now()
        written = sum(
            remind_of_drafts(call, at=now)
            + remind_of_clarifications(call, at=now)
            + remind_jurors(call, at=now)
            for call in _calls()
        )
        result = _send_all()
        self.stdout.write(
            f"{written} reminders written; {result.sent} letters sent, {result.failed} failed, "
            f"{result.later} to be tried again."
        )

    def _list(self) -> None:
        now = timezone.now()
        for call in _calls():
            for batch in (*drafts_to_remind(call, at=now), *answers_to_remind(call, at=now)):
                for occasion in batch:
                    self.stdout.write(f"reminder {occasion.application} ({occasion.key})")
            for to_juror in jurors_to_remind(call, at=now):
                self.stdout.write(f"reminder {to_juror.juror.code} ({to_juror.key})")
        due = Letter.objects.due(at=now)
        for letter in due.iterator():
            self.stdout.write(f"letter {letter.public_id} {letter.kind} to {letter.email}")
        self.stdout.write(f"{due.count()} letters are due. Nothing was written or sent.")


def _calls() -> CallQuerySet:
    return Call.objects.public().with_edition().order_by("pk")


def _send_all() -> Sent:
    start, result = timezone.now(), Sent()
    while timezone.now() - start < _LONGEST:
        portion = deliver_due(at=timezone.now(), most=_AT_A_TIME)
        result += portion
        if not portion.sent and not portion.failed:
            break
    return result
