"""Fill the catalogue with invented stories, for trying the site under load."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from stories.domain.sample_stories import make_sample_stories, remove_sample_stories, sample_numbers
from stories.domain.search_index import index_stories
from stories.errors import StoriesError


class Command(BaseCommand):
    help = (
        "Make invented stories in both languages until there are N (development only), or take them away again. "
        "Works on where it was interrupted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("total", nargs="?", type=int, help="how many invented stories there shall be")
        parser.add_argument(
            "--remove", action="store_true", help="delete every invented story and what only they used"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.SAMPLE_STORIES:
            raise CommandError("Invented stories are for development: these settings don't allow them.")
        if options["remove"]:
            self._remove()
        elif (options["total"] or 0) > 0:
            self._make(options["total"])
        else:
            raise CommandError("Say how many stories there shall be (make_stories 1000), or --remove.")

    def _make(self, total: int) -> None:
        before = len(sample_numbers())
        try:
            with tqdm(total=total, initial=min(before, total), unit=" stories", disable=None) as bar:
                pages = make_sample_stories(total, progress=bar.update)
        except StoriesError as error:
            raise CommandError(str(error)) from error
        if pages:
            with tqdm(total=len(pages), desc="index", unit=" pages", disable=None) as bar:
                index_stories(pages, progress=bar.update)
        self.stdout.write(f"{len(pages)} pages added; there are {max(before, total)} invented stories now.")

    def _remove(self) -> None:
        with tqdm(total=len(sample_numbers()), unit=" stories", disable=None) as bar:
            removed = remove_sample_stories(progress=bar.update)
        self.stdout.write(f"{removed} invented stories removed.")
