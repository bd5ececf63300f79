"""Find what a picture file carries besides its pixels, by walking its container.

It shares no code with any imaging library, so that it can check what such a library has written.
"""

import re
import struct
from collections.abc import Callable, Iterator
from struct import unpack_from

from stories.files.picture_containers import (
    GIF_EXTENSION,
    JPEG_END,
    JPEG_START_OF_SCAN,
    PNG_SIGNATURE,
    DamagedContainer,
    Part,
    gif_blocks,
    iso_boxes,
    jpeg_segments,
    number,
    png_chunks,
    riff_chunks,
    riff_end,
)

EXIF, GPS, XMP, IPTC, PROFILE, COMMENT = "EXIF", "GPS", "XMP", "IPTC", "ICC profile", "comment"
THUMBNAIL, SECOND_PICTURE, TEXT, TIME, TRAILING = (
    "thumbnail",
    "second picture",
    "text",
    "time",
    "trailing bytes",
)
UNREADABLE = "unreadable structure"

_XMP_NAMESPACE = re.compile(rb"http://ns\.adobe\.com/(xap|xmp/extension)/")
_EXIF_START = b"Exif\0\0"
_GPS_TAG = 0x8825
_IFD_ENTRY = 12
_COUNT_BYTES = 2

_JPEG_TABLES = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF, JPEG_END}
_JPEG_FIRST_APPLICATION, _JPEG_LAST_APPLICATION = 0xE0, 0xEF
_JFIF_LENGTH, _ADOBE_LENGTH = 14, 12
_JPEG_COMMENT = 0xFE

_PNG_PIXELS = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"sBIT",
    b"bKGD",
    b"pHYs",
}
_PNG_ANIMATION = {b"acTL", b"fcTL", b"fdAT", b"hIST", b"cICP"}
_PNG_METADATA = {
    b"tEXt": TEXT,
    b"zTXt": TEXT,
    b"iTXt": TEXT,
    b"eXIf": EXIF,
    b"tIME": TIME,
    b"iCCP": PROFILE,
}
_PNG_HEX_BLOCKS = (b"Raw profile type exif", b"Raw profile type APP1")

_GIF_CONTROL, _GIF_COMMENT, _GIF_APPLICATION = b"!\xf9", b"!\xfe", b"!\xff"
_GIF_LOOPS = (b"NETSCAPE2.0\x01", b"ANIMEXTS1.0\x01")
_GIF_LOOP_LENGTH = len(b"NETSCAPE2.0\x01lo")

_WEBP_PIXELS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"}
_WEBP_METADATA = {b"EXIF": EXIF, b"XMP ": XMP, b"ICCP": PROFILE}

_ISO_TOP = {b"ftyp", b"meta", b"mdat", b"moov", b"moof"}
_ISO_META = {b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"idat", b"dinf", b"grpl"}
_ISO_PICTURE_ITEMS = {b"hvc1", b"av01", b"grid", b"iovl", b"iden", b"jpeg", b"tmap"}
_ISO_ALPHA = (b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", b"urn:mpeg:hevc:2015:auxid:1")
_ISO_XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


def has_metadata(content: bytes) -> list[str]:
    """Return the names of what the file carries besides pixels, sorted, each once; [] is a clean file.

    Names: EXIF, GPS (EXIF with a position), XMP, IPTC, ICC profile, comment, text, time, thumbnail,
    second picture, trailing bytes, and "block …" for a part whose purpose is not known. A file of an unknown
    kind or with a broken structure gives "unreadable structure", besides what was found before the break.
    For HEIC and AVIF a position is looked for in every EXIF block that the file's index leads to.
    """
    found: set[str] = set()
    try:
        for name in _walker(content)(content):
            found.add(name)
    except (DamagedContainer, struct.error, IndexError):
        found.add(UNREADABLE)
    return sorted(found)


def _walker(content: bytes) -> Callable[[bytes], Iterator[str]]:
    if content.startswith(b"\xff\xd8\xff"):
        return _in_jpeg
    if content.startswith(PNG_SIGNATURE):
        return _in_png
    if content.startswith((b"GIF87a", b"GIF89a")):
        return _in_gif
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _in_webp
    if content[4:8] == b"ftyp":
        return _in_iso
    raise DamagedContainer


def _in_jpeg(content: bytes) -> Iterator[str]:
    end, in_scan = len(b"\xff\xd8"), False
    for part in jpeg_segments(content):
        if part.start != end and not in_scan:
            yield _block(b"between segments")
        marker, end = part.kind[0], part.end
        in_scan = marker == JPEG_START_OF_SCAN
        if marker == _JPEG_COMMENT:
            yield COMMENT
        elif _JPEG_FIRST_APPLICATION <= marker <= _JPEG_LAST_APPLICATION:
            yield from _in_application_segment(marker - _JPEG_FIRST_APPLICATION, part.data)
        elif marker not in _JPEG_TABLES:
            yield _block(b"marker %02X" % marker)
    if end != len(content):
        yield TRAILING


def _in_application_segment(index: int, data: bytes) -> Iterator[str]:
    is_plain_jfif = index == 0 and data.startswith(b"JFIF\0") and len(data) == _JFIF_LENGTH
    is_adobe = index == 14 and data.startswith(b"Adobe") and len(data) == _ADOBE_LENGTH  # noqa: PLR2004 - APP14
    if is_plain_jfif or is_adobe:
        return
    if data.startswith((b"JFIF\0", b"JFXX\0")):
        yield THUMBNAIL
    elif data.startswith(_EXIF_START):
        yield from _in_exif(data[len(_EXIF_START) :])
    elif _XMP_NAMESPACE.match(data):
        yield XMP
    elif data.startswith(b"ICC_PROFILE\0"):
        yield PROFILE
    elif data.startswith(b"Photoshop 3.0\0"):
        yield IPTC
    elif data.startswith(b"MPF\0"):
        yield SECOND_PICTURE
    else:
        yield _block(b"APP%d" % index)


def _in_exif(tiff: bytes) -> Iterator[str]:
    """Name EXIF and, from its first two directories, a position and a thumbnail."""
    yield EXIF
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return
    try:
        offset = unpack_from(order + "I", tiff, 4)[0]
        count = unpack_from(order + "H", tiff, offset)[0]
        tags = [
            unpack_from(order + "H", tiff, offset + _COUNT_BYTES + index * _IFD_ENTRY)[0]
            for index in range(count)
        ]
        if _GPS_TAG in tags:
            yield GPS
        if unpack_from(order + "I", tiff, offset + _COUNT_BYTES + count * _IFD_ENTRY)[0]:
            yield THUMBNAIL
    except struct.error:
        return  # cut short: it is EXIF all the same


def _in_png(content: bytes) -> Iterator[str]:
    end = 0
    for part in png_chunks(content):
        end = part.end
        if part.kind in _PNG_PIXELS or part.kind in _PNG_ANIMATION:
            continue
        yield _PNG_METADATA.get(part.kind) or _block(part.kind)
        if part.kind == b"eXIf":
            yield from _in_exif(part.data.removeprefix(_EXIF_START))
        elif part.kind == b"iTXt" and part.data.startswith(b"XML:com.adobe.xmp\0"):
            yield XMP
        elif part.data.startswith(_PNG_HEX_BLOCKS):
            yield EXIF
    if end != len(content):
        yield TRAILING


def _in_gif(content: bytes) -> Iterator[str]:
    end = 0
    for part in gif_blocks(content):
        end = part.end
        if part.kind == _GIF_COMMENT:
            yield COMMENT
        elif part.kind == _GIF_APPLICATION:
            if not (part.data.startswith(_GIF_LOOPS) and len(part.data) == _GIF_LOOP_LENGTH):
                yield XMP if part.data.startswith(b"XMP DataXMP") else _block(part.data[:11])
        elif part.kind[0] == GIF_EXTENSION and part.kind != _GIF_CONTROL:
            yield TEXT if part.kind == b"!\x01" else _block(b"extension %02X" % part.kind[1])
    if end != len(content):
        yield TRAILING


def _in_webp(content: bytes) -> Iterator[str]:
    parts = list(riff_chunks(content))
    for part in parts:
        if part.kind == b"ANMF":
            parts += riff_chunks(part.data, 16, len(part.data))
    for part in parts:
        if part.kind not in _WEBP_PIXELS:
            yield _WEBP_METADATA.get(part.kind) or _block(part.kind)
        if part.kind == b"EXIF":
            yield from _in_exif(part.data.removeprefix(_EXIF_START))
    if riff_end(content) != len(content):
        yield TRAILING


def _in_iso(content: bytes) -> Iterator[str]:
    for box in iso_boxes(content):
        if box.kind == b"uuid":
            yield XMP if box.data.startswith(_ISO_XMP_UUID) else _block(box.kind)
        elif box.kind not in _ISO_TOP:
            yield _block(box.kind)
        elif box.kind == b"meta":
            yield from _in_iso_meta(content, box.data[4:])
        elif box.kind == b"moov":
            yield from (
                _block(inner.kind)
                for inner in iso_boxes(box.data)
                if inner.kind in (b"udta", b"meta", b"uuid")
            )


def _in_iso_meta(content: bytes, meta: bytes) -> Iterator[str]:
    boxes = {box.kind: box for box in iso_boxes(meta)}
    for kind, box in boxes.items():
        if kind == b"iinf":
            yield from _in_items(content, box.data, locations=boxes.get(b"iloc"))
        elif kind == b"iprp":
            yield from _in_properties(box.data)
        elif kind == b"iref" and any(reference.kind == b"thmb" for reference in iso_boxes(box.data, 4)):
            yield THUMBNAIL
        elif kind not in _ISO_META:
            yield _block(kind)


def _in_items(content: bytes, iinf: bytes, *, locations: Part | None) -> Iterator[str]:
    """Name every item that is not a picture, and look into the EXIF ones."""
    first_entry = 6 if iinf[:1] == b"\0" else 8
    for entry in iso_boxes(iinf, first_entry):
        id_length = 4 if entry.data[:1] == b"\x03" else 2
        item, kind_at = number(entry.data, 4, id_length), 4 + id_length + 2
        kind, rest = entry.data[kind_at : kind_at + 4], entry.data[kind_at + 4 :]
        if kind == b"Exif":
            yield EXIF
            if locations is not None:
                yield from _in_located_exif(content, item, locations.data)
        elif kind == b"mime":
            yield XMP if b"rdf+xml" in rest else _block(b"mime item")
        elif kind not in _ISO_PICTURE_ITEMS:
            yield _block(kind + b" item")


def _in_located_exif(content: bytes, item: int, iloc: bytes) -> Iterator[str]:
    for start, length in _extents(iloc, item):
        block = content[start : start + length]
        tiff = block[4 + int.from_bytes(block[:4], "big") :]
        yield from _in_exif(tiff)


def _extents(iloc: bytes, wanted: int) -> Iterator[tuple[int, int]]:
    """Yield start and length of each extent of an item that the file holds by absolute offset."""
    version = iloc[0]
    offset_length, length_length = iloc[4] >> 4, iloc[4] & 15
    base_length, index_length = iloc[5] >> 4, iloc[5] & 15 if version else 0
    id_length = 4 if version == 2 else 2  # noqa: PLR2004 - the second version of the box
    position = 6 + id_length
    for _item in range(number(iloc, 6, id_length)):
        item = number(iloc, position, id_length)
        position += id_length + (2 if version else 0) + 2
        base = number(iloc, position, base_length)
        extents = number(iloc, position + base_length, 2)
        position += base_length + 2
        for _extent in range(extents):
            position += index_length
            start = base + number(iloc, position, offset_length)
            length = number(iloc, position + offset_length, length_length)
            position += offset_length + length_length
            if item == wanted:
                yield start, length


def _in_properties(iprp: bytes) -> Iterator[str]:
    for container in iso_boxes(iprp):
        if container.kind != b"ipco":
            continue
        for box in iso_boxes(container.data):
            if box.kind == b"colr" and box.data[:4] in (b"prof", b"rICC"):
                yield PROFILE
            elif box.kind == b"auxC" and not box.data[4:].startswith(_ISO_ALPHA):
                yield SECOND_PICTURE
            elif box.kind in (b"udes", b"uuid"):
                yield _block(box.kind)


def _block(kind: bytes) -> str:
    return "block " + kind.decode("latin-1").strip("\0")
