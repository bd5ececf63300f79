"""Fill the desk with invented applications, for trying it under load."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from contest.domain.sample_applications import make_sample_applications
from contest.errors import ContestError
from contest.models import Call


class Command(BaseCommand):
    help = (
        "Make invented applications to the newest call until there are N, one in ten a draft (development only). "
        "Works on where it was interrupted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("total", type=int, help="how many invented applications there shall be")
        parser.add_argument(
            "--drafts", action="store_true", help="leave all of them complete, but not submitted"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.SAMPLE_STORIES:
            raise CommandError("Invented applications are for development: these settings don't allow them.")
        call = Call.objects.filter(live=True).order_by("-pk").first()
        if call is None:
            raise CommandError("There is no call to apply to: run load_call first.")
        try:
            with tqdm(total=options["total"], unit=" applications", disable=None) as bar:
                made = make_sample_applications(
                    call,
                    options["total"],
                    at=timezone.now(),
                    submitted=not options["drafts"],
                    progress=bar.update,
                )
        except ContestError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made} applications added to {call}.")
