"""Write the full-text index anew, or see whether it is in step."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from stories.domain.search_index import index_faults, index_stories, stories_to_index

_SHOWN_FAULTS = 20


class Command(BaseCommand):
    help = (
        "Write the search index of all published stories anew. Publishing keeps it in step by itself; this is for after "
        "an upgrade that says so, and after rows were changed past the site (loaddata, SQL)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail if the index is not in step"
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing if the index holds any story")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
            return
        waiting = stories_to_index(only_if_empty=options["if_empty"])
        if not waiting:
            self._say("Nothing to index.", options)
            return
        with tqdm(total=waiting, unit="story", file=self.stderr, disable=options["verbosity"] == 0) as bar:
            held = index_stories(progress=bar.update)
        self._say(f"{held} stories in the index.", options)

    def _say(self, sentence: str, options: dict[str, Any]) -> None:
        if options["verbosity"]:
            self.stdout.write(sentence)

    def _check(self) -> None:
        faults = index_faults()
        if faults:
            shown = ", ".join(map(str, faults[:_SHOWN_FAULTS])) + (
                " …" if len(faults) > _SHOWN_FAULTS else ""
            )
            raise CommandError(
                f"The index is not in step for {len(faults)} stories: {shown}. Run index_stories without --check."
            )
        self.stdout.write("The index is in step.")
