"""Look into the database after a rush: nothing lost, nothing doubled."""

import hashlib
import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from contest.domain.sample_applications import EMAIL_PREFIX
from contest.enums import ApplicationStatus, EntryKind, LetterKind
from contest.models import Application, ApplicationIndex, ApplicationVersion, HistoryEntry, Letter


class Command(BaseCommand):
    help = "Print, as JSON, what is wrong with the applications of a rush: an empty list for nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("expected", type=int, help="how many were submitted")

    def handle(self, *_args: Any, **options: Any) -> None:
        faults = [
            f"{name}: {found} instead of {wanted}"
            for name, found, wanted in self._facts(options["expected"])
            if found != wanted
        ]
        self.stdout.write(json.dumps(faults))

    def _facts(self, expected: int) -> list[tuple[str, Any, Any]]:
        rows = Application.objects.filter(members__email__startswith=EMAIL_PREFIX, reference__isnull=False)
        numbers = sorted(number for number in rows.values_list("number", flat=True) if number is not None)
        references = set(rows.values_list("reference", flat=True))
        versions = ApplicationVersion.objects.filter(application__in=rows)
        broken, misnamed = 0, 0
        for content, sha256, reference in versions.values_list(
            "content", "sha256", "application__reference"
        ).iterator():
            broken += hashlib.sha256(content.encode()).hexdigest() != sha256
            misnamed += json.loads(content)["reference"] != reference
        told = HistoryEntry.objects.filter(
            application__in=rows, kind=EntryKind.STATUS, data__to=ApplicationStatus.SUBMITTED.value
        )
        letters = Counter(
            Letter.objects.filter(kind=LetterKind.RECEIPT, application__in=rows).values_list(
                "application", flat=True
            )
        )
        first = numbers[0] if numbers else 1
        return [
            ("applications", len(numbers), expected),
            (
                "in the state submitted",
                rows.filter(status=ApplicationStatus.SUBMITTED).count(),
                expected,
            ),
            ("references that differ", len(references), expected),
            ("numbers without gaps", numbers == list(range(first, first + len(numbers))), True),
            ("versions", versions.count(), expected),
            ("versions that are a first one", versions.filter(number=1).count(), expected),
            ("wrong hashes", broken, 0),
            ("versions with another reference", misnamed, 0),
            ("entries of the history", told.count(), expected),
            (
                "entries of the search",
                ApplicationIndex.objects.filter(application__in=rows).count(),
                expected,
            ),
            ("applications with a receipt's letter", len(letters), expected),
            ("letters of receipts", letters.total(), expected),
        ]
