"""Deletes drafts and takes people out of applications once a call has kept them for as long as it promised."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from tqdm import tqdm

from contest.domain.retention import apply_retention, preview, remove_remains
from contest.models import Call


class Command(BaseCommand):
    """Says what is due; removes it only when asked to. For a daily or weekly timer."""

    help = "Say which drafts and personal data are kept no longer; with --apply, remove them for good."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--apply", action="store_true", help="remove it instead of saying only what is due"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now, failed = timezone.now(), 0
        calls = list(Call.objects.with_edition().in_reading_order())
        for call in tqdm(calls, unit="call", disable=None, leave=False):
            due = preview(call, at=now)
            if due.count:
                found = f"{call}: {len(due.drafts)} drafts, {len(due.applications)} applications, {due.files} files"
                self.stdout.write(found)
            if options["apply"]:
                failed += apply_retention(call, seen=None, by=None, at=now).failed
        if not options["apply"]:
            self.stdout.write("Nothing was removed; --apply does it.")
            return
        self.stdout.write(f"{remove_remains(at=now)} remains of earlier files removed.")
        if failed:
            self.stderr.write(
                f"{failed} applications could not be done; the log says why. They are due again."
            )
            raise SystemExit(1)
