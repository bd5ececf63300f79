"""What an application says, as one text with one hash: the same answers always give the same bytes."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from contest.domain.form_fields import items_of
from contest.models import Application

FORMAT = 1
# What stands in a version where personal data were taken out.
REMOVED = "[removed]"


def answers_of(application: Application) -> dict[str, Any]:
    """Return what stands in the form now, by path, without empty fields and without items that were removed."""
    return without_removed(application.answers.values_by_path())


def without_removed(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values without empty ones and without those of items that were removed from their lists."""
    kept = {}
    alive: dict[str, set[str]] = {}
    for path, value in values.items():
        head, *rest = path.split("/")
        if rest and head not in {"question", "eligible"}:
            if head not in alive:
                alive[head] = set(items_of(head, values))
            if rest[0] not in alive[head]:
                continue
        if value not in ("", []):
            kept[path] = value
    return kept


def canonical(content: dict[str, Any]) -> str:
    """Return the content as JSON in one way only: keys sorted, no blanks, letters as they are.

    Not the `canonical_json` of judging's protocol, much as it looks like it: what somebody typed is submitted as it was
    typed, in whatever form of Unicode, and receipts name the hash of these bytes, whatever the protocol comes to ask for.
    """
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_hash(text: str) -> str:
    """Return the SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def version_content(application: Application, *, number: int, at: datetime) -> str:
    """Return the text of a version: what the application is, every answer, and each file by its hash.

    Files that no answer names are left out: they were removed.
    """
    answers = answers_of(application)
    named = {value for value in answers.values() if isinstance(value, str)}
    files = [
        {"id": str(file.public_id), "name": file.name, "sha256": file.sha256, "size": file.size}
        for file in application.files.all()
        if str(file.public_id) in named
    ]
    return canonical(version_data(application, answers=answers, files=files, number=number, at=at))


def version_data(
    application: Application, *, answers: dict[str, Any], files: list[dict[str, Any]], number: int, at: datetime
) -> dict[str, Any]:  # fmt: skip
    """Return what a version of the application holds. `answers` are without what was removed (`without_removed`)."""
    return {
        "format": FORMAT,
        "edition": application.call.edition.slug,
        "reference": application.reference,
        "version": number,
        "submitted_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "language": application.language,
        "answers": answers,
        "files": sorted(files, key=lambda file: file["id"]),
    }


def says_the_same(version_text: str, other_text: str) -> bool:
    """Whether two versions hold the same answers and files, whenever and under whatever number they were submitted."""
    first, second = json.loads(version_text), json.loads(other_text)
    return bool(all(first[part] == second[part] for part in ("answers", "files", "language")))
