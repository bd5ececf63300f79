"""A person's own data as one ZIP, streamed: a page to read, the same for machines, and the files."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.archive import Outlet, file_pieces, safe_name
from contest.domain.life_story import life_story
from contest.domain.own_data import OwnApplication, account_data, own_applications
from contest.models import ApplicationFile


def own_archive(user: User, *, at: datetime, language: str) -> Iterator[bytes]:
    """Yield the archive piece by piece: neither it nor a file is ever in memory as a whole."""
    outlet = Outlet()
    # A response that is streamed is made after the request has ended, and its language with it.
    with translation.override(language), ZipFile(outlet, "w", allowZip64=True) as archive:
        listed = []
        for own in own_applications(user):
            folder = f"applications/{own.folder}"
            archive.writestr(f"{folder}/application.json", _json(own.data), ZIP_DEFLATED)
            for version in own.versions:
                archive.writestr(f"{folder}/version-{version.number}.json", version.content, ZIP_DEFLATED)
            kept = [row for row in own.files if row.file.name and row.file.storage.exists(row.file.name)]
            archive.writestr(f"{folder}/index.html", _application_page(own, kept), ZIP_DEFLATED)
            yield outlet.taken()
            for number, file in enumerate(kept, 1):
                yield from file_pieces(archive, outlet, file, f"{folder}/{place_of(number, file.name)}")
            listed.append(
                {"title": own.application.title or _("Draft without a title"), "folder": own.folder}
            )
        account = account_data(user)
        archive.writestr("account.json", _json(account), ZIP_DEFLATED)
        page = {"person": user, "account": account, "applications": listed, "at": at}
        archive.writestr("index.html", render_to_string("contest/own_data/index.html", page), ZIP_DEFLATED)
        yield outlet.taken()
    yield outlet.taken()


def place_of(number: int, name: str) -> str:
    """Return where a file stands in the folder of its application."""
    return f"files/{number:02d}-{safe_name(name)}"


def _application_page(own: OwnApplication, files: list[ApplicationFile]) -> str:
    context = {
        "own": own,
        "application": own.application,
        "life": life_story(own.application),
        "files": [(place_of(number, row.name), row.name) for number, row in enumerate(files, 1)],
        "title": own.application.title or _("Draft without a title"),
    }
    return render_to_string("contest/own_data/application.html", context)


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
