"""Take the danger out of an uploaded picture: only its pixels are kept, and they are written anew.

Photos of people in need can say where they were taken. Whatever a file carries besides pixels (GPS and all
other EXIF, XMP, IPTC, comments, text, thumbnails, second pictures, depth maps, bytes after the end) is left
behind, because a new file is made from the decoded pixels; then the new file is checked by `has_metadata`,
which shares no code with the encoder.

Choices: HEIC becomes JPEG, since browsers don't show it. AVIF stays AVIF. Animated GIF and WebP keep moving
when they have at most 200 frames and 60 million pixels over all frames; longer ones become their first
frame. An animated PNG becomes its still picture, an AVIF sequence its first frame, and a HEIC or JPEG with
several pictures its main one. Colours are converted to sRGB and no profile is stored. A picture with more
than 4,096 pixels on its longer side is scaled down to that. Wide-gamut AVIF and HEIC without a profile
(colours given by code numbers, including HDR) are taken as sRGB.
"""

import hashlib
import logging
from dataclasses import dataclass
from io import BytesIO
from typing import IO

import pillow_heif
from django.core.files.base import File
from PIL import Image, ImageFile, JpegImagePlugin

from stories.files.picture_colours import has_own_colours, plain_mode, to_srgb, upright
from stories.files.picture_containers import DamagedContainer
from stories.files.picture_encoding import Animation, encode_animation, encode_still, without_side_data
from stories.files.picture_headers import Source, complete_source, header_size
from stories.files.picture_kinds import PictureKind, picture_kind
from stories.files.picture_metadata import has_metadata
from stories.files.picture_refusals import PictureRefused
from stories.files.uploads import MEBIBYTE, TooManyBytes, read_upload, safe_file_name

__all__ = ["CleanPicture", "PictureRefused", "clean_picture", "has_metadata"]

logger = logging.getLogger(__name__)
pillow_heif.register_heif_opener()

MAX_BYTES = 20 * MEBIBYTE
MAX_PIXELS = 60_000_000
MAX_SIDE = 30_000
STORED_SIDE = 4096
MAX_FRAMES = 200
# Tiles may reach over the edges of the picture they make, and a grid is decoded beside its tiles.
_MAX_TILED_PIXELS = 2 * MAX_PIXELS
_HALVED_COLOURS = 2

_EXTENSIONS = {
    PictureKind.JPEG: ".jpg",
    PictureKind.PNG: ".png",
    PictureKind.GIF: ".gif",
    PictureKind.WEBP: ".webp",
    PictureKind.AVIF: ".avif",
}


@dataclass(frozen=True)
class CleanPicture:
    """A picture that is safe to store: `format` is JPEG, PNG, GIF, WEBP or AVIF, the size as stored."""

    content: bytes
    name: str
    format: str
    width: int
    height: int
    sha256: str


def clean_picture(file: File | IO[bytes], *, name: str, max_bytes: int = MAX_BYTES) -> CleanPicture:
    """Return the picture re-encoded without any metadata, recognised by its content.

    `name` gives only the stem of the new name. Raises PictureRefused, whose `code` is empty, too_large_file,
    not_a_picture, svg, unsupported_format, too_many_pixels or truncated. The file is left at its start.
    """
    try:
        content = read_upload(file, max_bytes=max_bytes)
    except TooManyBytes:
        raise PictureRefused("too_large_file", megabytes=max_bytes // MEBIBYTE) from None
    kind = picture_kind(content)
    source = _checked_source(content, kind)
    try:
        clean, size = _cleaned(source, kind)
    except PictureRefused:
        raise
    except Exception as error:
        # Decoders answer hostile bytes with nearly every exception there is: bombs, SyntaxError,
        # struct.error, OSError, EOFError, MemoryError. The person learns one thing: it can't be read.
        logger.info("Picture refused: %r", error)
        raise PictureRefused("truncated") from error
    kind = _stored_kind(kind)
    _require_clean(clean)
    return CleanPicture(
        content=clean,
        name=safe_file_name(name, extension=_EXTENSIONS[kind], fallback="picture"),
        format=kind.value,
        width=size[0],
        height=size[1],
        sha256=hashlib.sha256(clean).hexdigest(),
    )


def _stored_kind(kind: PictureKind) -> PictureKind:
    return PictureKind.JPEG if kind == PictureKind.HEIF else kind


def _require_clean(content: bytes) -> None:
    """Fail closed: an encoder that one day begins to write metadata must not go unnoticed."""
    found = has_metadata(content)
    if found:
        raise RuntimeError(f"The re-encoded picture still carries {', '.join(found)}.")


def _checked_source(content: bytes, kind: PictureKind) -> Source:
    try:
        _require_pixels(*header_size(content, kind))
        source = complete_source(content, kind)
    except DamagedContainer as error:
        raise PictureRefused("truncated") from error
    _require_pixels(*source.canvas)
    if source.tiled_pixels > _MAX_TILED_PIXELS:
        raise _too_many_pixels()
    return source


def _require_pixels(width: int, height: int) -> None:
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> PictureRefused:
    return PictureRefused("too_many_pixels", megapixels=MAX_PIXELS // 1_000_000, side=MAX_SIDE)


def _cleaned(source: Source, kind: PictureKind) -> tuple[bytes, tuple[int, int]]:
    """Return the new file and its size. Raises whatever the decoder raises."""
    with Image.open(BytesIO(source.content), formats=[kind.value]) as image:
        # The decoder may have read another size than the header check did: it is held to the same bound.
        _require_pixels(*image.size)
        if source.frames > 1 and _may_move(source, image):
            animation = _animation(image, frames=source.frames)
            clean = encode_animation(animation, kind, is_lossless=source.is_lossless)
            return clean, animation.frames[0].size
        if kind == PictureKind.JPEG:
            # The decoder can halve a very large JPEG while reading it, which saves both time and memory.
            image.draft(None, _fitting(image.size))
        still = _still(image)
        clean = encode_still(
            still, _stored_kind(kind), subsampling=_subsampling(image), is_lossless=source.is_lossless
        )
        return clean, still.size


def _may_move(source: Source, image: Image.Image) -> bool:
    width, height = max(source.canvas[0], image.width), max(source.canvas[1], image.height)
    return source.frames <= MAX_FRAMES and source.frames * width * height <= MAX_PIXELS


def _still(image: Image.Image) -> Image.Image:
    """Return the current frame upright, in sRGB, no larger than it is stored, and with nothing attached."""
    turned = upright(image)
    keep_palette = not has_own_colours(turned) and max(turned.size) <= STORED_SIDE
    pixels = plain_mode(turned, keep_palette=keep_palette)
    size = _fitting(pixels.size)
    if size != pixels.size:
        pixels = pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return without_side_data(to_srgb(pixels))


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, STORED_SIDE / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _animation(image: ImageFile.ImageFile, *, frames: int) -> Animation:
    stills, durations = [], []
    for index in range(frames):
        image.seek(index)
        image.load()
        durations.append(int(image.info.get("duration", 0)))
        stills.append(_still(image))
    loop = image.info.get("loop")
    return Animation(frames=stills, durations=durations, loop=loop if isinstance(loop, int) else None)


def _subsampling(image: Image.Image) -> int:
    """Keep the colour resolution of a JPEG; all else that becomes JPEG is HEIC, which halves it already."""
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        sampling = JpegImagePlugin.get_sampling(image)
        return sampling if sampling >= 0 else _HALVED_COLOURS
    return _HALVED_COLOURS
