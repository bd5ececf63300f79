"""Check an uploaded document by its content.

Unlike a picture, a document is stored as it came: its pages are what was meant to be shown. That also means
that its own metadata (author, company, editing history) and the metadata of the photos inside it, GPS
included, stay in it. Nothing here removes them; the safety review of a story has to look at its documents
with that in mind.
"""

import hashlib
from dataclasses import dataclass
from typing import IO

from django.core.files.base import File

from stories.files.document_refusals import DocumentRefused
from stories.files.office_files import OFFICE_TYPES, check_office_file
from stories.files.pdf_files import check_pdf
from stories.files.uploads import MEBIBYTE, TooManyBytes, read_upload, safe_file_name

__all__ = ["DocumentKind", "DocumentRefused", "check_document"]

MAX_BYTES = 20 * MEBIBYTE
MAX_PAGES = 300

_ZIP_START = b"PK\x03\x04"
_PDF_START = b"%PDF-"
_COMPOUND_FILE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Word and Excel keep a document with a password in the old container, under this name in UTF-16.
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_KNOWN_STARTS = {
    b"{\\rtf": "RTF",
    b"PK\x05\x06": "ZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7Z",
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG": "PNG",
}
_LEADING_BLANKS = b"\xef\xbb\xbf \t\r\n\0"
_BLANKS_ALLOWED = 16


@dataclass(frozen=True)
class DocumentKind:
    """A document that may be stored as it came.

    `format` is pdf, docx, odt or xlsx; `name` is safe, with the true extension; `size` is in bytes;
    `pages` is a rough count, known for PDF only.
    """

    format: str
    name: str
    content_type: str
    size: int
    sha256: str
    pages: int | None = None


def check_document(
    file: File | IO[bytes], *, name: str, max_bytes: int = MAX_BYTES, max_pages: int = MAX_PAGES
) -> DocumentKind:
    """Return what the document is, recognised by its content; `name` gives only the stem of the new name.

    Raises DocumentRefused, whose `code` is one of the reasons in `document_refusals`. The file is left at its
    start. Metadata, in the document and in its pictures, stays: see this module's docstring.
    """
    try:
        content = read_upload(file, max_bytes=max_bytes)
    except TooManyBytes:
        raise DocumentRefused("too_large_file", megabytes=max_bytes // MEBIBYTE) from None
    pages = None
    if _is_pdf(content):
        pages = check_pdf(content)
        if pages > max_pages:
            raise DocumentRefused("too_many_pages", pages=max_pages)
        kind, content_type = "pdf", "application/pdf"
    elif content.startswith(_ZIP_START):
        kind = check_office_file(content)
        content_type = OFFICE_TYPES[kind]
    else:
        raise _refusal_of(content)
    return DocumentKind(
        format=kind,
        name=safe_file_name(name, extension=f".{kind}", fallback="document"),
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        pages=pages,
    )


def _is_pdf(content: bytes) -> bool:
    """Only blanks may stand before the header: readers allow more, but then a file can be two at once."""
    return content[: _BLANKS_ALLOWED + len(_PDF_START)].lstrip(_LEADING_BLANKS).startswith(_PDF_START)


def _refusal_of(content: bytes) -> DocumentRefused:
    if not content:
        return DocumentRefused("empty")
    if content.startswith(_COMPOUND_FILE_START):
        return DocumentRefused("encrypted" if _ENCRYPTED_PACKAGE in content else "legacy_format")
    for start, name in _KNOWN_STARTS.items():
        if content.startswith(start):
            return DocumentRefused("unsupported_format", format=name)
    return DocumentRefused("not_a_document")
