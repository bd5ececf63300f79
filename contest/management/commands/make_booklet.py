"""Make the booklet of an edition: `manage.py make_booklet second --lang en --paper a5 --output booklet.pdf`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from tqdm import tqdm

from contest.domain.booklet import make_booklet
from contest.domain.edition_files import honoured_count
from contest.enums import EditionFileKind, Paper, PrintPurpose
from contest.models import EditionFile
from stories.enums import Language
from stories.models import Edition


class Command(BaseCommand):
    help = (
        "Sets the edition's honoured stories that are published now as a tagged PDF. Nothing is kept in the database: "
        "the public is offered what the page “Files of the edition” makes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("edition", help="the edition's short name, as in its address")
        parser.add_argument(
            "--lang", choices=Language.values, default=Language.UK, help="language of the booklet"
        )
        parser.add_argument("--paper", choices=Paper.values, default=Paper.A4, help="size of the pages")
        parser.add_argument(
            "--purpose", choices=PrintPurpose.values, default=PrintPurpose.SCREEN,
            help="“print” has 3 mm of bleed and crop marks",
        )  # fmt: skip
        parser.add_argument("--output", type=Path, help="where to write it")

    def handle(self, *_args: Any, **options: Any) -> None:
        slug, language = options["edition"], options["lang"]
        edition = Edition.objects.filter(slug=slug).first()
        if edition is None:
            raise CommandError(f"There is no edition “{slug}”.")
        total = honoured_count(edition, language=language)
        if not total:
            raise CommandError(f"No honoured story of “{slug}” is published in this language ({language}).")
        file = EditionFile(
            edition=edition, kind=EditionFileKind.BOOKLET, language=language, paper=options["paper"],
            purpose=options["purpose"], asked_at=timezone.now(),
        )  # fmt: skip
        with translation.override(language), tqdm(total=total, unit=" stories", disable=None) as bar:
            made = make_booklet(file, bar.update)
        place = options["output"] or Path(f"booklet-{slug}-{language}-{options['paper']}.{made.extension}")
        place.write_bytes(made.content)
        self.stdout.write(f"{place}: {len(made.stories)} stories, {len(made.content)} bytes")
