"""Brings out results whose hour has come: for a timer every minute."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from contest.domain.publishing_results import publication_faults, publish_due
from contest.models import Publication


class Command(BaseCommand):
    """Running twice, or two at once, brings nothing out twice. Ends with an error if results could not come out."""

    help = "Publish the results of every call whose hour has come."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="say what is due and what it lacks; publish nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dry_run"]:
            for row in Publication.objects.due(now).select_related("call__edition"):
                self.stdout.write(str(row.call))
                for fault in publication_faults(row.call):
                    self.stdout.write(f"  - {fault}")
            return
        done, failed = publish_due(at=now)
        for call in done:
            self.stdout.write(f"Results are out: {call}")
        if failed:
            names = ", ".join(str(call) for call in failed)
            message = f"Results could not come out: {names}. Their Publication page says why."
            raise CommandError(message)
