"""The outer structure of the picture formats, read byte by byte without any imaging library."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

JPEG_START_OF_SCAN = 0xDA
JPEG_END = 0xD9
_JPEG_STANDALONE = {0x01, *range(0xD0, 0xD9)}
# A run of FF is padding before a marker; one FF in the pattern keeps the search linear.
_JPEG_MARKER = re.compile(rb"\xff([\x01-\xfe])")
# Inside a scan FF00 is a data byte and FFD0..FFD7 restart the decoder: neither ends the scan.
_JPEG_MARKER_AFTER_SCAN = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")

GIF_EXTENSION = 0x21
GIF_FRAME = 0x2C
GIF_TRAILER = 0x3B
_GIF_SCREEN_END = 13
_GIF_FRAME_LENGTH = 10

_RIFF_HEADER_LENGTH = 12
_BOX_64_BIT_SIZE = 1
_BOX_TO_END_OF_FILE = 0


class DamagedContainer(ValueError):
    """The file ends, or stops making sense, before its container is complete."""


@dataclass(frozen=True)
class Part:
    """One piece of a container: `kind` names it, `data` is its load, content[start:end] all of it."""

    kind: bytes
    data: bytes
    start: int
    end: int


def take(content: bytes, start: int, length: int) -> bytes:
    """Return exactly `length` bytes from `start`. Raises DamagedContainer when the file has fewer."""
    piece = content[start : start + length]
    if len(piece) != length:
        raise DamagedContainer
    return piece


def number(content: bytes, start: int, length: int, *, little_endian: bool = False) -> int:
    """Return the unsigned whole number of `length` bytes at `start`. Raises DamagedContainer past the end."""
    return int.from_bytes(take(content, start, length), "little" if little_endian else "big")


def jpeg_segments(content: bytes) -> Iterator[Part]:
    """Yield each marker segment up to and including the end of the image; `kind` is the marker's second byte.

    The `data` of a start of scan is its header; compressed pixels belong to no part. What stands after
    the end of the picture is not read. Raises DamagedContainer when there is no end.
    """
    position = 2
    search = _JPEG_MARKER
    while match := search.search(content, position):
        marker = match[1][0]
        if marker in _JPEG_STANDALONE or marker == JPEG_END:
            data, end = b"", match.end()
        else:
            length = number(content, match.end(), 2)
            if length < len(b"ln"):
                raise DamagedContainer
            data, end = take(content, match.end() + 2, length - 2), match.end() + length
        yield Part(match[1], data, match.start(), end)
        if marker == JPEG_END:
            return
        search = _JPEG_MARKER_AFTER_SCAN if marker == JPEG_START_OF_SCAN else _JPEG_MARKER
        position = end
    raise DamagedContainer


def png_chunks(content: bytes) -> Iterator[Part]:
    """Yield each chunk up to and including IEND. Raises DamagedContainer when there is no IEND."""
    position = len(PNG_SIGNATURE)
    kind = b""
    while kind != b"IEND":
        length = number(content, position, 4)
        kind = take(content, position + 4, 4)
        data = take(content, position + 8, length)
        take(content, position + 8 + length, 4)  # the checksum
        yield Part(kind, data, position, position + length + 12)
        position += length + 12


def gif_blocks(content: bytes) -> Iterator[Part]:
    """Yield each block up to and including the trailer; `kind` is the introducer and an extension's label.

    `data` is the fixed part of a frame, or the joined sub-blocks of an extension.
    Raises DamagedContainer when there is no trailer.
    """
    screen = take(content, 0, _GIF_SCREEN_END)
    position = _GIF_SCREEN_END + _gif_palette_length(screen[10])
    while True:
        start, introducer = position, number(content, position, 1)
        if introducer == GIF_TRAILER:
            yield Part(b";", b"", start, start + 1)
            return
        if introducer == GIF_EXTENSION:
            kind = take(content, start, 2)
            data, position = _gif_sub_blocks(content, start + 2)
            yield Part(kind, data, start, position)
        elif introducer == GIF_FRAME:
            data = take(content, start, _GIF_FRAME_LENGTH)
            pixels = start + _GIF_FRAME_LENGTH + _gif_palette_length(data[9]) + 1
            position = _gif_sub_blocks(content, pixels)[1]
            yield Part(b",", data, start, position)
        elif introducer == 0:
            position += 1  # some encoders leave a stray terminator between blocks
        else:
            raise DamagedContainer


def _gif_palette_length(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_sub_blocks(content: bytes, position: int) -> tuple[bytes, int]:
    pieces = []
    while length := number(content, position, 1):
        pieces.append(take(content, position + 1, length))
        position += 1 + length
    return b"".join(pieces), position + 1


def riff_end(content: bytes) -> int:
    """Return where the RIFF container says that it ends."""
    return 8 + number(content, 4, 4, little_endian=True)


def riff_chunks(content: bytes, start: int = _RIFF_HEADER_LENGTH, end: int | None = None) -> Iterator[Part]:
    """Yield each chunk from `start`, by default all of the container. Raises DamagedContainer when cut."""
    stop = riff_end(content) if end is None else end
    if stop > len(content):
        raise DamagedContainer
    while start + 8 <= stop:
        length = number(content, start + 4, 4, little_endian=True)
        if start + 8 + length > stop:
            raise DamagedContainer
        after = start + 8 + length + length % 2
        yield Part(take(content, start, 4), take(content, start + 8, length), start, after)
        start = after


def iso_boxes(content: bytes, start: int = 0, end: int | None = None) -> Iterator[Part]:
    """Yield the boxes of an ISO base media file (HEIC, AVIF), or those inside content[start:end].

    Raises DamagedContainer when a box reaches past the end.
    """
    stop = len(content) if end is None else end
    while start < stop:
        length, header = number(content, start, 4), 8
        if length == _BOX_64_BIT_SIZE:
            length, header = number(content, start + 8, 8), 16
        elif length == _BOX_TO_END_OF_FILE:
            length = stop - start
        if length < header or start + length > stop:
            raise DamagedContainer
        yield Part(
            take(content, start + 4, 4), content[start + header : start + length], start, start + length
        )
        start += length
