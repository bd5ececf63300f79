"""Check the protocol of an edition's judging: `manage.py verify_protocol third`, or a file of it with `--file`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from contest.domain.protocol_reading import protocol_file
from contest.models import Call
from contest.verifier.reading import parsed, read
from contest.verifier.report import Unreadable
from contest.verifier.telling import spoken
from contest.verifier.verification import verify
from contest.verifier.words import LANGUAGES


class Command(BaseCommand):
    help = "Checks the protocol of an edition's judging as the published verifier does; fails if there is a fault."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("edition", help="the edition's short name, as in its address")
        parser.add_argument("--file", help="check this file instead of what the database holds")
        parser.add_argument("--last-hash", help="the hash of the last event as it was published elsewhere")
        parser.add_argument(
            "--unfinished", action="store_true", help="judging still goes on: no ranking is no fault"
        )
        parser.add_argument("--ranking", action="store_true", help="show the ranking that was computed anew")
        parser.add_argument("--lang", choices=LANGUAGES, help="language of the report")

    def handle(self, *_args: Any, **options: Any) -> None:
        edition, path = options["edition"], options["file"]
        language = options["lang"] or get_language() or "uk"
        language = language if language in LANGUAGES else "en"
        try:
            document = read(path) if path else parsed(self._kept(edition).encode())
            report = verify(document, last_hash=options["last_hash"], unfinished=options["unfinished"])
        except Unreadable as error:
            raise CommandError(error.remark.text(language)) from None
        if report.edition != edition:
            raise CommandError(f"This is the protocol of “{report.edition}”, not of “{edition}”.")
        self.stdout.write(spoken(report, language, with_ranking=options["ranking"]))
        if not report.good:
            raise CommandError(f"faults found: {report.counts['faults']}")

    def _kept(self, edition: str) -> str:
        call = Call.objects.filter(edition__slug=edition).select_related("edition").first()
        if call is None:
            raise CommandError(f"There is no call of an edition “{edition}”.")
        return protocol_file(call)
