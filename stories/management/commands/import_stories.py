"""Import a file of stories as drafts."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from tqdm import tqdm

from accounts.models import User
from stories.domain.exchange.importing import ImportReport, Planned, Progress, import_stories
from stories.domain.publishing import Outcome
from stories.errors import ImportRefused

_SHOWN = 200


class Command(BaseCommand):
    help = (
        "Import stories from an .xlsx, .csv or .json with the columns of the site's open data, as drafts that await "
        "their safety review. Says what would happen; --apply does it. A file with a fault changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="the file; /data/template.xlsx of the site is an empty one"
        )
        parser.add_argument("--apply", action="store_true", help="write; without it nothing is changed")
        parser.add_argument(
            "--by",
            metavar="EMAIL",
            help="whose account the drafts are written by: that person cannot review them",
        )
        parser.add_argument(
            "--language", choices=[code for code, _name in settings.LANGUAGES], default=settings.LANGUAGE_CODE,
            help="of what this command says",
        )  # fmt: skip

    def handle(
        self, *args: Any, file: Path, apply: bool, by: str | None, language: str, **options: Any
    ) -> None:
        with override(language):
            try:
                report = import_stories(
                    file, apply=apply, by=_account(by), progress=_progress(options["verbosity"])
                )
            except ImportRefused as refused:
                raise CommandError(_refusal(refused.faults)) from refused
            for line in _report(report):
                self.stdout.write(line)


def _account(email: str | None) -> User | None:
    if email is None:
        return None
    account = User.objects.filter(email__iexact=email, is_active=True).first()
    if account is None:
        raise CommandError(_("There is no account with the address %(email)s.") % {"email": email})
    return account


def _progress(verbosity: int) -> Progress:
    """A bar on a terminal; nothing where the output goes to a file."""

    def show(planned: Any) -> Iterator[Planned]:
        hidden = verbosity == 0 or not sys.stderr.isatty()
        yield from tqdm(planned, unit="", disable=hidden, leave=False, dynamic_ncols=True)

    return show


def _refusal(faults: list[str]) -> str:
    count = len(faults)
    head = ngettext(
        "Nothing was imported: %(count)s fault.", "Nothing was imported: %(count)s faults.", count
    )
    return "\n".join([head % {"count": count}, *_first(faults)])


def _report(report: ImportReport) -> Iterator[str]:
    outcomes = report.outcomes
    count = report.stories
    yield ngettext("%(count)s story read.", "%(count)s stories read.", count) % {"count": count}
    yield _("Drafts: %(added)s added, %(updated)s updated, %(unchanged)s unchanged, %(left)s left alone.") % {
        "added": outcomes[Outcome.ADDED], "updated": outcomes[Outcome.UPDATED],
        "unchanged": outcomes[Outcome.UNCHANGED], "left": len(report.left_alone),
    }  # fmt: skip
    reasons = {
        Outcome.OF_CATALOGUE: _("is in the catalogue already"),
        Outcome.EDITED: _("was edited since"),
        Outcome.PUBLISHED: _("was published since"),
        Outcome.DELETED: _("was deleted since"),
    }
    yield from _first([f"  {key} ({language}): {reasons[why]}" for key, language, why in report.left_alone])
    yield from _first([_("New organisation: %(name)s") % {"name": row} for row in report.organisations])
    yield from _first([_("New tag: %(name)s") % {"name": row} for row in report.tags])
    if report.applied:
        yield _("Every draft awaits its safety review; nothing was published.")
    else:
        yield _("This was a rehearsal: nothing was changed. Add --apply to import.")


def _first(lines: list[str]) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield _("… and %(count)s more") % {"count": len(lines) - _SHOWN}
