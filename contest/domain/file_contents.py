"""What an uploaded file really is: a photo is written anew from its pixels, a document is checked by its content."""

import hashlib
import unicodedata
from dataclasses import dataclass
from io import BytesIO

from contest.enums import FileKind
from contest.models.files import FILE_NAME_LENGTH
from stories.files.documents import check_document
from stories.files.picture_kinds import picture_kind
from stories.files.picture_refusals import PictureRefused
from stories.files.pictures import clean_picture
from stories.files.uploads import MEBIBYTE

MOST_BYTES = {FileKind.PHOTO: 15 * MEBIBYTE, FileKind.DOCUMENT: 20 * MEBIBYTE}
# Letters, marks, figures, punctuation and the plain blank: no control and no direction marks, which make «cod.exe» look
# like «exe.doc».
_SHOWN = {"L", "M", "N", "P", "S"}
_NOT_IN_A_NAME = set('/\\<>:"|?*')


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept; `name` is what people see, with the true extension."""

    kind: FileKind
    content: bytes
    name: str
    content_type: str
    sha256: str
    width: int | None = None
    height: int | None = None


def check_content(content: bytes, *, kind: FileKind, name: str) -> CheckedFile:
    """Return the file as it will be kept. Raises a ValidationError (PictureRefused, DocumentRefused) with what to do."""
    if kind == FileKind.PHOTO:
        picture = clean_picture(BytesIO(content), name=name, max_bytes=MOST_BYTES[kind])
        return CheckedFile(
            kind, picture.content, shown_name(name, extension=_extension(picture.name)),
            f"image/{picture.format.lower()}", picture.sha256, picture.width, picture.height,
        )  # fmt: skip
    found = check_document(BytesIO(content), name=name, max_bytes=MOST_BYTES[kind])
    shown = shown_name(name, extension=_extension(found.name))
    return CheckedFile(kind, content, shown, found.content_type, hashlib.sha256(content).hexdigest())


def kind_by_content(content: bytes) -> FileKind:
    """Return what to take the file for where both a photo and a document may be given."""
    try:
        picture_kind(content)
    except PictureRefused:
        return FileKind.DOCUMENT
    return FileKind.PHOTO


def shown_name(name: str, *, extension: str = "") -> str:
    """Return the name as people may see it: no folders, nothing invisible, and with the extension if one is given.

    It is only ever shown and offered for saving; where the file is kept has nothing to do with it.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    plain = "".join(
        sign
        for sign in last
        if sign == " " or (unicodedata.category(sign)[0] in _SHOWN and sign not in _NOT_IN_A_NAME)
    )
    stem, dot, ending = plain.rpartition(".")
    if not extension:
        return (plain.strip() or "file")[:FILE_NAME_LENGTH]
    stem = (stem if dot and stem.strip(" .") else ending).strip(" .") or "file"
    return stem[: FILE_NAME_LENGTH - len(extension)] + extension


def _extension(name: str) -> str:
    return "." + name.rpartition(".")[2]
