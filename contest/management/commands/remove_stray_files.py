"""Removes files of applications that nothing names any more, uploads that were given up, and exports older than a week."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from contest.domain.exports import old_exports
from contest.domain.stray_files import remove_places, stray_files, stray_places, stray_uploads


class Command(BaseCommand):
    """Says what would go; removes it only when asked to. For a daily timer."""

    help = "List files of applications that no answer and no submitted version names; with --remove, delete them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true", help="delete them instead of listing them only")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        files, uploads, places = stray_files(at=now), stray_uploads(at=now), stray_places(at=now)
        exports = old_exports(at=now)
        for file in files:
            self.stdout.write(f"file {file.public_id} ({file.size} bytes)")
        for upload in uploads:
            self.stdout.write(f"upload {upload.key} ({upload.received} of {upload.size} bytes)")
        for place in places:
            self.stdout.write(f"remains {place}")
        for export in exports:
            self.stdout.write(f"export {export.public_id} ({export.size} bytes)")
        found = f"{len(files)} files, {len(uploads)} unfinished uploads, {len(places)} remains, {len(exports)} old exports"
        if not options["remove"]:
            self.stdout.write(f"{found}. Nothing was removed; --remove does it.")
            return
        for row in (*files, *uploads, *exports):
            row.delete()
        remove_places(places)
        self.stdout.write(f"{found} removed.")
