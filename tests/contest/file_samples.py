"""Files that applicants send, and the ways they send them."""

import uuid

from django.utils import timezone

from contest.domain.uploads import append_chunk, begin_upload, finish_upload
from contest.enums import FileKind
from tests.stories.files.picture_samples import exif_block, quarters, saved


def photo(size=(64, 48)):
    """A small JPEG as a telephone writes it, with the place where it was taken."""
    return saved(quarters(size), "JPEG", exif=b"Exif\0\0" + exif_block())


def begin(application, content, *, kind=FileKind.DOCUMENT, name="Звіт.pdf", key=None, at=None):
    """Begin to send the content."""
    return begin_upload(
        application, key=key or uuid.uuid4(), kind=kind, name=name, size=len(content), at=at or timezone.now()
    )


def send(application, content, *, by=None, at=None, **fields):
    """Send the content in one piece and finish."""
    at = at or timezone.now()
    upload = begin(application, content, at=at, **fields)
    append_chunk(upload, offset=0, data=content, at=at)
    return finish_upload(upload, by=by or application.members.first(), at=at)
