"""What every upload goes through first: a bounded read, and a file name that is safe to store and hard to guess."""

import re
import secrets
import unicodedata
from pathlib import PurePosixPath
from typing import IO

from django.core.files.base import File
from translitua import UkrainianKMU, translit

MEBIBYTE = 1024 * 1024
_STEM_LENGTH = 80
# What a file column holds has at most 100 characters; the storage may need a few more to tell two names apart.
_PATH_LENGTH = 92
_TOKEN_BYTES = 10
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_-]+")
# Windows keeps these for devices: a person could not save the file there.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])$", re.IGNORECASE)


class TooManyBytes(ValueError):
    """The upload is longer than the limit."""


def read_upload(file: File | IO[bytes], *, max_bytes: int) -> bytes:
    """Return the whole content, read from the start; the file is left at its start again.

    Never holds more than `max_bytes` + 1 bytes and doesn't believe the size the file gives for itself.
    Raises TooManyBytes.
    """
    _rewind(file)
    content = file.read(max_bytes + 1)
    _rewind(file)
    if len(content) > max_bytes:
        raise TooManyBytes
    return bytes(content)


def _rewind(file: File | IO[bytes]) -> None:
    if file.seekable():
        file.seek(0)


def safe_file_name(name: str, *, extension: str, fallback: str) -> str:
    """Return `name` as ASCII letters, digits, `-` and `_`, with the given extension (".jpg").

    Folders and the old extension go; inner dots become dashes, so that «photo.php.jpg» has one extension.
    Ukrainian is romanised; a name with nothing left becomes `fallback`. The stem has at most 80 characters.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    latin = translit(unicodedata.normalize("NFC", stem), UkrainianKMU)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    safe = _NOT_IN_A_NAME.sub("-", plain).strip("-_")[:_STEM_LENGTH].rstrip("-_") or fallback
    if _DEVICE.match(safe):
        safe = f"{fallback}-{safe}"
    return safe + extension


def unguessable_path(folder: str, name: str) -> str:
    """Return a path of at most 92 characters below `folder`, with 80 bits of chance before the readable name.

    Whoever knows what a draft's photo is called must not find the file by trying. The name keeps its extension and,
    as far as there is room, its stem; folders inside `name` go.
    """
    place = f"{folder}/{secrets.token_hex(_TOKEN_BYTES)}/"
    plain = PurePosixPath(name.replace("\\", "/"))
    room = _PATH_LENGTH - len(place) - len(plain.suffix)
    return f"{place}{plain.stem[:room]}{plain.suffix}"
