"""Small copies of photos, made when first asked for and kept beside them."""

from io import BytesIO

from django.core.files.base import ContentFile, File
from PIL import Image

from contest.enums import FileKind
from contest.models import ApplicationFile

PREVIEW_SIDE = 480
PREVIEW_TYPE = "image/webp"
_QUALITY = 80


def preview_place(name: str) -> str:
    """Return where the small copy of the file is kept."""
    return f"{name}-small"


def open_preview(file: ApplicationFile) -> File | None:
    """Return the small copy of a photo, open for reading; None for what is no photo."""
    if file.kind != FileKind.PHOTO:
        return None
    storage, place = file.file.storage, preview_place(str(file.file.name))
    if not storage.exists(place):
        made = storage.save(place, ContentFile(_small(file)))
        if made != place:
            # Somebody else was quicker.
            storage.delete(made)
    return storage.open(place, "rb")


def _small(file: ApplicationFile) -> bytes:
    """Photos were written anew and bounded when they came, so the decoder meets nothing hostile."""
    with file.file.open("rb") as source, Image.open(source) as image:
        image.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))
        small = image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    out = BytesIO()
    small.save(out, "WEBP", quality=_QUALITY)
    return out.getvalue()
