"""Photos of an application as small as a printed page needs them."""

from io import BytesIO

from PIL import Image

from contest.models import ApplicationFile

_SIDES = (1_500, 1_100, 800)
_QUALITIES = (78, 64)
# Five photos and the text stay under two megabytes.
MOST_BYTES = 340 * 1024
# A third of a page's width; a hundred of them and their applications stay under ten megabytes.
_SMALL_SIDE, _SMALL_QUALITY = 560, 70


def printed_photo(file: ApplicationFile) -> tuple[bytes, float] | None:
    """Return the photo as a JPEG and how much higher than wide it is; None if the storage has lost it.

    Photos were written anew and bounded when they came, so the decoder meets nothing hostile.
    """
    picture = _opened(file, side=_SIDES[0])
    return (_small_enough(picture), picture.height / picture.width) if picture else None


def small_photo(file: ApplicationFile) -> bytes | None:
    """Return the photo as a JPEG that stands beside others in a row; None if the storage has lost it."""
    picture = _opened(file, side=_SMALL_SIDE)
    if picture is None:
        return None
    picture.thumbnail((_SMALL_SIDE, _SMALL_SIDE))
    return _jpeg(picture, quality=_SMALL_QUALITY)


def _opened(file: ApplicationFile, *, side: int) -> Image.Image | None:
    try:
        with file.file.open("rb") as source, Image.open(source) as image:
            image.draft("RGB", (side, side))
            return _on_white(image)
    except OSError:
        return None


def _on_white(image: Image.Image) -> Image.Image:
    """The picture without transparency, which would print black."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def _small_enough(picture: Image.Image) -> bytes:
    made = b""
    for side in _SIDES:
        picture.thumbnail((side, side))
        for quality in _QUALITIES:
            made = _jpeg(picture, quality=quality)
            if len(made) <= MOST_BYTES:
                return made
    return made


def _jpeg(picture: Image.Image, *, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
