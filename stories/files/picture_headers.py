"""What a picture's container says about its size, frames and completeness, before anything is decoded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from struct import unpack_from

from stories.files.picture_containers import (
    GIF_FRAME,
    JPEG_START_OF_SCAN,
    PNG_SIGNATURE,
    DamagedContainer,
    Part,
    gif_blocks,
    jpeg_segments,
    number,
    png_chunks,
    riff_chunks,
    riff_end,
    take,
)
from stories.files.picture_iso import declared_sizes, picture_end, tiled_pixels
from stories.files.picture_kinds import PictureKind

Size = tuple[int, int]

_JPEG_FRAME_HEADERS = {bytes([marker]) for marker in range(0xC0, 0xD0)} - {b"\xc4", b"\xc8", b"\xcc"}
# Frame headers, Huffman, arithmetic and quantisation tables, restart interval; not the bare markers.
_JPEG_PIXEL_SEGMENTS = {bytes([marker]) for marker in (*range(0xC0, 0xD0), *range(0xDB, 0xE0))}
# JFIF, EXIF (for the orientation), colour profile, Adobe's colour transform: how the pixels look.
_JPEG_APPEARANCE = (
    (b"\xe0", b"JFIF\0"),
    (b"\xe1", b"Exif\0"),
    (b"\xe2", b"ICC_PROFILE\0"),
    (b"\xee", b"Adobe"),
)
_PNG_APPEARANCE = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"iCCP", b"sRGB", b"gAMA", b"eXIf"}
_VP8_SIGNATURE = b"\x9d\x01\x2a"


@dataclass(frozen=True)
class Source:
    """What the decoder is given: a complete container, its largest canvas and what decoding it takes."""

    content: bytes
    canvas: Size
    frames: int = 1
    tiled_pixels: int = 0
    is_lossless: bool = False


def header_size(content: bytes, kind: PictureKind) -> Size:
    """Return the width and height that the header promises, at no cost. Raises DamagedContainer."""
    return _SIZES[kind](content)


def complete_source(content: bytes, kind: PictureKind) -> Source:
    """Return the picture without the parts that no decoder needs. Raises DamagedContainer when cut short.

    Fewer parts reach the imaging library, so that malformed text, animation chunks or second pictures
    can neither refuse a good photo nor attack its parser.
    """
    return _SOURCES[kind](content)


def _jpeg_size(content: bytes) -> Size:
    """Several frame headers would be hostile: the largest counts, whichever the decoder believes."""
    sizes = []
    for part in jpeg_segments(content):
        if part.kind in _JPEG_FRAME_HEADERS:
            sizes.append((number(part.data, 3, 2), number(part.data, 1, 2)))
        if part.kind[0] == JPEG_START_OF_SCAN:
            break
    return _largest(sizes)


def _jpeg_source(content: bytes) -> Source:
    kept, size, scan = [content[:2]], _jpeg_size(content), None
    for part in jpeg_segments(content):
        if scan is not None:
            continue  # walked to its end only to see that there is one
        if part.kind[0] == JPEG_START_OF_SCAN:
            scan = part.start
        elif part.kind in _JPEG_PIXEL_SEGMENTS or any(
            part.kind == kind and part.data.startswith(name) for kind, name in _JPEG_APPEARANCE
        ):
            kept.append(content[part.start : part.end])
    if scan is None:
        raise DamagedContainer
    return Source(b"".join(kept) + content[scan : part.end], size)


def _png_size(content: bytes) -> Size:
    if take(content, 12, 4) != b"IHDR":
        raise DamagedContainer
    return number(content, 16, 4), number(content, 20, 4)


def _png_source(content: bytes) -> Source:
    kept = [content[part.start : part.end] for part in png_chunks(content) if part.kind in _PNG_APPEARANCE]
    return Source(PNG_SIGNATURE + b"".join(kept), _png_size(content))


def _gif_size(content: bytes) -> Size:
    return number(content, 6, 2, little_endian=True), number(content, 8, 2, little_endian=True)


def _gif_source(content: bytes) -> Source:
    """A frame may reach outside the screen that the header gives; decoders then enlarge the screen."""
    sizes, end = [_gif_size(content)], 0
    for part in gif_blocks(content):
        end = part.end
        if part.kind[0] == GIF_FRAME:
            left, top, width, height = unpack_from("<4H", part.data, 1)
            sizes.append((left + width, top + height))
    if len(sizes) == 1:
        raise DamagedContainer
    return Source(content[:end], _largest(sizes), frames=len(sizes) - 1)


def _webp_size(content: bytes) -> Size:
    kind = take(content, 12, 4)
    if kind == b"VP8X":
        return number(content, 24, 3, little_endian=True) + 1, number(content, 27, 3, little_endian=True) + 1
    if kind == b"VP8L":
        bits = number(content, 21, 4, little_endian=True)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and take(content, 23, 3) == _VP8_SIGNATURE:
        width, height = unpack_from("<2H", take(content, 26, 4))
        return width & 0x3FFF, height & 0x3FFF
    raise DamagedContainer


def _webp_source(content: bytes) -> Source:
    chunks = list(_webp_chunks(content))
    return Source(
        content[: riff_end(content)],
        _webp_size(content),
        frames=max(1, sum(part.kind == b"ANMF" for part in chunks)),
        is_lossless=not any(part.kind == b"VP8 " for part in chunks),
    )


def _webp_chunks(content: bytes) -> Iterator[Part]:
    for part in riff_chunks(content):
        yield part
        if part.kind == b"ANMF":
            yield from riff_chunks(part.data, 16, len(part.data))


def _iso_size(content: bytes) -> Size:
    """The largest picture in the file: a grid of tiles, a thumbnail or a mask counts like the photo."""
    return _largest(declared_sizes(content))


def _iso_source(content: bytes) -> Source:
    return Source(content[: picture_end(content)], _iso_size(content), tiled_pixels=tiled_pixels(content))


def _largest(sizes: list[Size]) -> Size:
    if not sizes:
        raise DamagedContainer
    return max(width for width, _height in sizes), max(height for _width, height in sizes)


_SIZES: dict[PictureKind, Callable[[bytes], Size]] = {
    PictureKind.JPEG: _jpeg_size,
    PictureKind.PNG: _png_size,
    PictureKind.GIF: _gif_size,
    PictureKind.WEBP: _webp_size,
    PictureKind.AVIF: _iso_size,
    PictureKind.HEIF: _iso_size,
}
_SOURCES: dict[PictureKind, Callable[[bytes], Source]] = {
    PictureKind.JPEG: _jpeg_source,
    PictureKind.PNG: _png_source,
    PictureKind.GIF: _gif_source,
    PictureKind.WEBP: _webp_source,
    PictureKind.AVIF: _iso_source,
    PictureKind.HEIF: _iso_source,
}
