"""Photos of an edition's stories, made small and written anew for whatever takes them along."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from stories.enums import Licence

_QUALITY = 82


@dataclass(frozen=True)
class Photo:
    """A photo with what stands beside it. `load` reads its cleaned file, None where the storage has lost it."""

    key: int
    alt: str
    caption: str
    credit: str
    licence: str
    licence_name: str
    licence_url: str
    width: int
    height: int
    load: Callable[[], bytes | None]

    @property
    def may_be_reused(self) -> bool:
        """Whether its licence lets others use it."""
        return self.licence in (Licence.CC_BY, Licence.CC_BY_NC, Licence.CC0)


@dataclass(frozen=True)
class SmallPhoto:
    """A photo as a JPEG without anything but its pixels."""

    content: bytes
    width: int
    height: int


def small_photo(photo: Photo, *, side: int, quality: int = _QUALITY) -> SmallPhoto | None:
    """Return the photo with its longer side no longer than `side`; None if its file is lost or cannot be read.

    The file was written anew and bounded when it came, so the decoder meets nothing hostile.
    """
    content = photo.load()
    if content is None:
        return None
    try:
        with Image.open(BytesIO(content)) as image:
            image.draft("RGB", (side, side))
            picture = _on_white(image)
    except OSError:
        return None
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return SmallPhoto(out.getvalue(), picture.width, picture.height)


def _on_white(image: Image.Image) -> Image.Image:
    """The picture without transparency, and without anything that came with it."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        plain = image.convert("RGB")
    else:
        layer = image.convert("RGBA")
        plain = Image.new("RGB", layer.size, "white")
        plain.paste(layer, mask=layer.getchannel("A"))
    plain.info = {}
    return plain
