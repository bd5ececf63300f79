"""An open call to try the site with on a developer's own machine."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contest.domain.call_seed import load_example_call
from contest.errors import ContestError


class Command(BaseCommand):
    """Refuses to run outside development: visitors would take the example for a contest."""

    help = (
        "Make the example of an open call (development only). Can be run again: what is there is left alone."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The example call is for development only: visitors would take it for a contest."
            )
        try:
            call = load_example_call(at=timezone.now())
        except ContestError as error:
            raise CommandError(str(error)) from error
        if call is None:
            self.stdout.write("The third edition is there already; nothing was changed.")
        else:
            self.stdout.write(f"Example call added: {call} (open until {call.closes_at:%d.%m.%Y}).")
