"""A photo that says where it was taken, the forms it is sent in, and what must be left of it in the storage."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from stories.files.picture_metadata import has_metadata
from tests.stories.files.picture_samples import MARKER, exif_block, quarters, saved

WORDS = {"title": "Хаб", "alt_uk": "Люди за столом", "alt_en": "People at a table", "credit": "Рада"}
ROWS = {"licence": "cc-by-4.0", "consent": "people"}


def planted_photo(*, orientation=1):
    """A JPEG that says where it was taken, in every way its EXIF can."""
    return saved(quarters(), "JPEG", quality=95, exif=b"Exif\0\0" + exif_block(orientation=orientation))


def upload(content=None, name="photo.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, content if content is not None else planted_photo(), content_type=kind)


def photo_form(file, **changes):
    return {**WORDS, **ROWS, "file": file, **changes}


def readable(path):
    """A stored path without the part that is there to be unguessable."""
    return re.sub(r"/[0-9a-f]{20}/", "/…/", path)


def assert_clean(files, *, count=1):
    """`count` files are stored, none with anything besides its pixels, and no part of them was planted."""
    contents = [path.read_bytes() for path in files]
    assert len(contents) == count
    assert [has_metadata(content) for content in contents] == [[]] * count
    assert [MARKER in content for content in contents] == [False] * count
