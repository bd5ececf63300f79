"""Setting a document: a template of this folder and data become a tagged PDF that is the same on every machine.

Data reach the template as values and are set as the letters they are: nothing in them is markup, a path or a command. The
typesetter sees a folder with the templates and this document's pictures and nothing else of the disk, and no network.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

import typst
from font_source_sans_pro import font_files_ttf as sans_files
from font_source_serif_pro import font_files_ttf as serif_files

from contest.typesetting.legible import SUBSTITUTE, breakable, in_all_texts, legible, plainest

MOST_CHARACTERS = 3_000_000
_TEMPLATES = Path(__file__).parent / "templates"
_FACES = (
    *(serif_files[f"SourceSerifPro{style}"] for style in ("", "It", "Semibold", "SemiboldIt")),
    *(sans_files[f"SourceSansPro{style}"] for style in ("", "It", "Semibold", "SemiboldIt")),
)
# How the typesetter names what no face has or what a tagged PDF must not hold, as Rust writes strings.
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not')
_DISALLOWED = re.compile(r'disallowed codepoint `"((?:[^"\\]|\\.)+)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]{1,6})\}|\\(.)")
_TRIES = 3


class DocumentTooLong(ValueError):
    """More text than a document may hold."""


def make_pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    language: str,
    at: datetime,
    pictures: Mapping[str, bytes] | None = None,
    most_characters: int = MOST_CHARACTERS,
) -> bytes:
    """Return the document as PDF/UA-1. `at` is its date, so that the same data always give the same bytes.

    `pictures` are files by the name under which the data speak of them. Raises DocumentTooLong.
    """
    told = in_all_texts(data, lambda text: breakable(legible(text)))
    if len(json.dumps(told, ensure_ascii=False)) > most_characters:
        raise DocumentTooLong(f"A document of more than {most_characters} characters is not set.")
    with TemporaryDirectory(prefix="document-") as folder:
        root = Path(folder).resolve()
        for file in _TEMPLATES.glob("*.typ"):
            copy(file, root)
        for name, content in (pictures or {}).items():
            (root / Path(name).name).write_bytes(content)
        return _set_legibly(root / f"{template}.typ", told, language=language, at=at)


def _set_legibly(main: Path, data: Any, *, language: str, at: datetime) -> bytes:
    """Set the data; what no face can show is replaced by a box, which is seen, rather than left out."""
    for _turn in range(_TRIES):
        try:
            return _set(main, data, language=language, at=at)
        except typst.TypstError as error:
            missing = _missing(error)
            if not missing:
                raise
        data = in_all_texts(data, lambda text, missing=missing: _replaced(text, missing))
    return _set(main, in_all_texts(data, plainest), language=language, at=at)


def _set(main: Path, data: Any, *, language: str, at: datetime) -> bytes:
    inputs = {"data": json.dumps(data, ensure_ascii=False), "language": language}
    compiler = typst.Compiler(
        input=main, root=main.parent, font_paths=_fonts()[0], ignore_system_fonts=True, sys_inputs=inputs,
        package_path=main.parent, package_cache_path=main.parent,
    )  # fmt: skip
    instant = int(at.astimezone(UTC).timestamp())
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=instant)
    assert isinstance(made, bytes)  # noqa: S101 - a PDF is one file; tells the type checker so
    return made


@cache
def _fonts() -> tuple[typst.Fonts, TemporaryDirectory[str]]:
    """Our own faces and those inside the typesetter, the same on every machine; the folder lives as long as they do.

    The packages carry each face in two formats. The typesetter would take whichever the disk names first.
    """
    folder = TemporaryDirectory(prefix="faces-")
    for face in _FACES:
        copy(face, folder.name)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder.name])
    return fonts, folder


def _missing(error: typst.TypstError) -> dict[str, str]:
    """What the typesetter could not set, each with what stands for it."""
    shown = {_unescaped(found): SUBSTITUTE for found in _MISSING.findall(error.diagnostic)}
    return shown | {_unescaped(found): "" for found in _DISALLOWED.findall(error.diagnostic)}


def _replaced(text: str, missing: Mapping[str, str]) -> str:
    for letters in sorted(missing, key=len, reverse=True):
        text = text.replace(letters, missing[letters])
    return text


def _unescaped(text: str) -> str:
    plain = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
    return _ESCAPE.sub(
        lambda found: chr(int(found[1], 16)) if found[1] else plain.get(found[2], found[2]), text
    )
