"""The receipt on paper: what proves that an application arrived, and how anybody can check it."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from contest.domain.checking import words_of
from contest.domain.form_fields import items_of
from contest.domain.moments import moment_of
from contest.enums import Punctuality
from contest.models import Application, ApplicationVersion
from contest.typesetting.documents import make_pdf
from contest.typesetting.drawings import frieze, ornament, qr_code

# An ornament for what has no community yet.
NO_COMMUNITY = "UA"
_GROUP = 8
_REPEATS = 9


def receipt_pdf(version: ApplicationVersion, *, language: str) -> bytes:
    """Return the receipt of a submitted version as one page in the language."""
    application = version.application
    with translation.override(language):
        data = _receipt(version, application)
    code = application.community.code if application.community else NO_COMMUNITY
    pictures = {
        "ornament.svg": ornament(code), "frieze.svg": frieze(code, repeats=_REPEATS), "qr.svg": qr_code(data["link"]),
    }  # fmt: skip
    return make_pdf("receipt", data, language=language, at=version.submitted_at, pictures=pictures)


def hash_groups(sha256: str) -> list[str]:
    """Return the hash in groups that a person can compare."""
    return [sha256[start : start + _GROUP] for start in range(0, len(sha256), _GROUP)]


def check_file_name(version: ApplicationVersion) -> str:
    """Return the name under which the version's text is downloaded."""
    return f"{version.application.reference}-{version.number}.json"


def _receipt(version: ApplicationVersion, application: Application) -> dict[str, Any]:
    site = settings.SITE_URL.rstrip("/")
    link = f"{site}{reverse('application_version', args=[application.public_id, version.number])}"
    heading = _("Receipt of an application")
    return {
        "title": f"{heading} {application.reference}",
        "description": application.call.edition.name,
        "author": str(settings.WAGTAIL_SITE_NAME),
        "edition": application.call.edition.name,
        "heading": heading,
        "reference": application.reference,
        "facts": _facts(version, application),
        "hash_heading": _("Fingerprint of what was submitted (SHA-256)"),
        "hash": hash_groups(version.sha256),
        "check_heading": _("How to check it"),
        "check": _steps(version),
        "commands": [] if version.redacted_at else _commands(check_file_name(version)),
        "link": link,
        "qr_alt": _("Code with the address of this version: %(address)s") % {"address": link},
        "foot": f"{settings.WAGTAIL_SITE_NAME} · {site}",
    }


def _facts(version: ApplicationVersion, application: Application) -> list[tuple[str, str]]:
    content = json.loads(version.content)
    answers = content["answers"]
    photos = sum(bool(answers.get(f"photos/{item}/file")) for item in items_of("photos", answers))
    return [
        (_("Title of the story"), str(answers.get("title", ""))),
        (_("Community"), str(application.community or "—")),
        (_("Category"), str(application.category or "—")),
        (_("Submitted"), moment_in_full(version.submitted_at, zone=application.call.zone)),
        (_("Submitted by"), version.submitted_by_name),
        (_("Arrived"), _punctuality(version)),
        (_("Version"), str(version.number)),
        (
            _("What it holds"),
            _("answers: %(answers)s · words: %(words)s · photos: %(photos)s · documents: %(documents)s")
            % {
                "answers": formats.number_format(len(_answered(answers)), force_grouping=True),
                "words": formats.number_format(words_of(answers), force_grouping=True),
                "photos": photos,
                "documents": max(0, len(content["files"]) - photos),
            },
        ),
    ]


def moment_in_full(at: Any, *, zone: ZoneInfo) -> str:
    """Return the instant with its zone, to the second: «31 грудня 2026, 18:00:07 за Києвом (EET)»."""
    moment = moment_of(at, zone=zone)
    local = at.astimezone(zone)
    return f"{moment.day}, {moment.hour.replace(f'{local:%H:%M}', f'{local:%H:%M:%S}', 1)}"


def _answered(answers: dict[str, Any]) -> list[str]:
    """The paths that hold an answer; the places of items in their lists are none."""
    return [
        path for path in answers if path.count("/") != 1 or path.split("/")[0] in {"question", "eligible"}
    ]


def _punctuality(version: ApplicationVersion) -> str:
    if version.punctuality == Punctuality.GRACE:
        return _("within the grace period after the deadline; accepted")
    return str(version.get_punctuality_display())


def _steps(version: ApplicationVersion) -> list[str]:
    if version.redacted_at:
        moment = moment_of(version.redacted_at, zone=version.application.call.zone)
        return [
            _("Personal data were removed from the text on %(day)s, so it no longer gives this fingerprint.")
            % {"day": moment.day}
        ]
    return [
        _(
            "Sign in, open the version at the address below and download its text as a file. The fingerprint is made of that "
            "text alone: change one letter, and another number comes out. On your own computer one of these commands prints it:"
        )
    ]


def _commands(name: str) -> list[tuple[str, str]]:
    return [
        ("Windows", f"certutil -hashfile {name} SHA256"),
        ("macOS", f"shasum -a 256 {name}"),
        ("Linux", f"sha256sum {name}"),
    ]
