"""Tell the site of a change that was made past it."""

from typing import Any

from django.core.management.base import BaseCommand

from freshness import versions


class Command(BaseCommand):
    help = (
        "Tell every process of the site that the database was changed past it (in psql, or by restoring a backup), "
        "so that each page is made anew when it is next asked for."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        versions.forget()
        self.stdout.write("Every page will be made anew when it is next asked for.")
