"""Collect every translatable string, merge it into the Ukrainian catalogue and compile that; no gettext needed.

Python's own sources are read by Babel, templates through Django's own `templatize`.
"""

import ast
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

SOURCES = ("site/accounts", "site/config", "stories", "contest")
TEMPLATES = ("templates",)
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
_CALL = re.compile(r"\b(npgettext|pgettext|ngettext|gettext|_)\(")
Key = tuple[str | None, str]
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
_HEADER = "# Ukrainian texts of Resilient Communities.\n"


class Command(BaseCommand):
    help = "Bring the Ukrainian catalogue in step with the sources, or with --check only say whether it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail if anything is missing or stale"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        folder = Path(settings.LOCALE_PATHS[0]) / "uk" / "LC_MESSAGES"
        po, mo = folder / "django.po", folder / "django.mo"
        catalogue = _read(po)
        before = [_key(message) for message in catalogue if message.id]
        catalogue.update(_collected(settings.BASE_DIR), no_fuzzy_matching=True)
        # Dates in the header would make every run differ from the last.
        catalogue.creation_date = catalogue.revision_date = _NO_DATE
        compiled = _compiled(catalogue)
        if check:
            self._check(catalogue, before=before, is_stale=not mo.exists() or mo.read_bytes() != compiled)
            return
        catalogue.obsolete.clear()
        with po.open("wb") as file:
            write_po(file, catalogue, width=110, sort_output=True, omit_header=False, no_location=True)
        mo.write_bytes(compiled)
        missing = _untranslated(catalogue)
        self.stdout.write(f"{len(catalogue)} strings, {len(missing)} without a translation.")
        for message in missing:
            self.stdout.write(f"  {_told(_key(message))}")

    def _check(self, catalogue: Catalog, *, before: list[Key], is_stale: bool) -> None:
        faults = [f"not translated: {_told(_key(message))}" for message in _untranslated(catalogue)]
        wanted = {_key(message) for message in catalogue if message.id}
        faults += [f"no longer used: {_told(key)}" for key in before if key not in wanted]
        faults += [
            f"placeholders differ: {_told(_key(message))}"
            for message in catalogue
            if message.id and not _placeholders_agree(message)
        ]
        if is_stale:
            faults.append("django.mo is not what django.po says.")
        if faults:
            raise CommandError("\n".join([*faults, "Run: make translations"]))
        self.stdout.write(f"{len(catalogue)} strings, all translated.")


def _read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="uk", header_comment=_HEADER)
    with path.open("rb") as file:
        return read_po(file, locale="uk", charset="utf-8")


def _compiled(catalogue: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def _collected(base: Path) -> Catalog:
    found = Catalog(locale="uk", charset="utf-8")
    for folder in SOURCES:
        for path in sorted((base / folder).rglob("*.py")):
            with path.open("rb") as file:
                for _line, message, _comments, context in extract("python", file, keywords=KEYWORDS):
                    _add(found, message, context)
    for folder in TEMPLATES:
        for path in sorted((base / folder).rglob("*")):
            if path.suffix in {".html", ".txt"}:
                for message, context in _template_messages(
                    templatize(path.read_text(encoding="utf-8"), str(path))
                ):
                    _add(found, message, context)
    return found


def _add(catalogue: Catalog, message: Any, context: str | None) -> None:
    # Formats are checked by `_placeholders_agree`; Babel's guess at flags would differ from file to file.
    catalogue.add(message, context=context)


def _template_messages(source: str) -> Iterator[tuple[Any, str | None]]:
    for match in _CALL.finditer(source):
        arguments = _literal_arguments(source, match.end())
        context = arguments.pop(0) if match.group(1) in {"pgettext", "npgettext"} else None
        yield (tuple(arguments[:2]) if "n" in match.group(1)[:2] else arguments[0]), context


def _literal_arguments(source: str, start: int) -> list[str]:
    """The string literals right after an opening bracket, up to the first argument that is none."""
    found: list[str] = []
    literal = re.compile(r"\s*(u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))\s*,?")
    while match := literal.match(source, start):
        found.append(ast.literal_eval(match.group(1)))
        start = match.end()
    return found


def _key(message: Message) -> Key:
    """What tells a message from every other: the same words in another context are another message."""
    first = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
    return message.context, first


def _told(key: Key) -> str:
    context, first = key
    return f"{first!r} ({context})" if context else repr(first)


def _strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, (tuple, list)) else [message.string or ""]


def _untranslated(catalogue: Catalog) -> list[Message]:
    return [
        m for m in catalogue if m.id and (m.fuzzy or not all(text and text.strip() for text in _strings(m)))
    ]


def _placeholders_agree(message: Message) -> bool:
    def names(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)[sd]", text)) | set(re.findall(r"\{(\w+)\}", text))

    ids = message.id if isinstance(message.id, (tuple, list)) else [message.id]
    wanted = names(ids[-1])
    # A singular form may spell the number out.
    return all(names(text) <= wanted for text in _strings(message) if text) and (
        not message.string or names(_strings(message)[-1]) == wanted
    )
