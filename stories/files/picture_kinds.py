"""What an upload is, told from its first bytes; its name and declared type prove nothing."""

import re
import zlib
from enum import StrEnum

from stories.files.picture_containers import PNG_SIGNATURE, DamagedContainer, iso_boxes
from stories.files.picture_refusals import PictureRefused


class PictureKind(StrEnum):
    """The formats that are read. The value is the name of Pillow's plugin."""

    JPEG = "JPEG"
    PNG = "PNG"
    GIF = "GIF"
    WEBP = "WEBP"
    AVIF = "AVIF"
    HEIF = "HEIF"


_AVIF_BRANDS = {b"avif", b"avis"}
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_STARTS = (
    (re.compile(rb"\xff\xd8\xff"), PictureKind.JPEG),
    (re.compile(re.escape(PNG_SIGNATURE)), PictureKind.PNG),
    (re.compile(rb"GIF8[79]a"), PictureKind.GIF),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), PictureKind.WEBP),
)
_NOT_ACCEPTED = (
    (re.compile(rb"II\*\0|MM\0\*|II\+\0|MM\0\+"), "TIFF"),
    # Size, two reserved zeros, offset, and a header size that exists: "BM" alone begins many words.
    (re.compile(rb"BM.{4}\0{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL), "BMP"),
    (re.compile(rb"8BP[SB]"), "Photoshop"),
    (re.compile(rb"\0\0[\x01\x02]\0[^\0]\0.{3}\0", re.DOTALL), "ICO"),
    (re.compile(rb"\0\0\0\x0cjP  \r\n\x87\n|\xff\x4f\xff\x51"), "JPEG 2000"),
    (re.compile(rb"\xff\x0a|\0\0\0\x0cJXL \r\n\x87\n"), "JPEG XL"),
    (re.compile(rb"qoif"), "QOI"),
    (re.compile(rb"%!PS-Adobe|\xc5\xd0\xd3\xc6"), "EPS"),
    (re.compile(rb"....ftypcrx |FUJIFILMCCD-RAW|IIU\0|IIR[OS]", re.DOTALL), "RAW"),
    (re.compile(rb"P[1-7]\s+[0-9#]"), "PNM"),
)

_MARKUP_WINDOW = 256 * 1024
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_FIRST_ELEMENT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")


def picture_kind(content: bytes) -> PictureKind:
    """Return which format the content is. Raises PictureRefused for all else, saying what it is if known."""
    if not content:
        raise PictureRefused("empty")
    for pattern, kind in _STARTS:
        if pattern.match(content):
            return kind
    iso_kind = _iso_kind(content)
    if iso_kind:
        return iso_kind
    if is_svg(content):
        raise PictureRefused("svg")
    for pattern, name in _NOT_ACCEPTED:
        if pattern.match(content):
            raise PictureRefused("unsupported_format", format=name)
    raise PictureRefused("not_a_picture")


def _iso_kind(content: bytes) -> PictureKind | None:
    """HEIC and AVIF share one container, and the generic brand mif1: the listed brands decide."""
    try:
        first = next(iso_boxes(content), None)
    except DamagedContainer:
        return None
    if first is None or first.kind != b"ftyp":
        return None
    brands = {first.data[:4], *(first.data[at : at + 4] for at in range(8, len(first.data), 4))}
    if brands & _AVIF_BRANDS:
        return PictureKind.AVIF
    return PictureKind.HEIF if brands & _HEIF_BRANDS else None


def is_svg(content: bytes) -> bool:
    """Whether a text's first element is <svg>; looks through gzip, byte order marks and prologs."""
    start = content[:_MARKUP_WINDOW]
    if start.startswith(b"\x1f\x8b"):
        try:
            start = zlib.decompressobj(wbits=31).decompress(start, _MARKUP_WINDOW)
        except zlib.error:
            return False
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode()
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"<"):
        return False
    element = _FIRST_ELEMENT.search(_COMMENT.sub(b"", start))
    return element is not None and element[1].lower() == b"svg"
