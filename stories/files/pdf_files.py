"""Look for programs, attachments and encryption in a PDF by scanning its tokens.

This is a scan, not a parser. It sees every name in the file's plain bytes, also when written with #xx
escapes, and in every stream that unpacks as Flate, up to the bounds below. A stream that calls itself an
object stream has to be plain Flate and to fit the bounds, or the whole file is refused. What can still
hide: names in a stream that is packed in another way, and that a lenient reader would take for an object
stream though it isn't called one; and those beyond the bounds in streams that aren't called one.
"""

import re
import zlib
from bisect import bisect
from collections.abc import Iterator

from stories.files.document_refusals import DocumentRefused
from stories.files.uploads import MEBIBYTE

_STREAM_BYTES = 8 * MEBIBYTE
_ALL_STREAMS_BYTES = 64 * MEBIBYTE
_MAX_STREAMS = 50_000
_DICTIONARY_WINDOW = 4096
_TAIL = 1024
_PIECE = 1024

_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME_ENDS = rb"(?=[\x00\t\n\x0c\r /<>\[\](){}%]|$)"


def _name(*names: str) -> re.Pattern[bytes]:
    """Match any of the names as a whole PDF name, each letter plain or as #xx."""
    spelled = (
        "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name) for name in names
    )
    return re.compile(rb"/(?:" + "|".join(spelled).encode() + rb")" + _NAME_ENDS)


_ENCRYPT = _name("Encrypt")
_ACTIVE = _name("JavaScript", "Launch", "RichMedia", "Rendition", "ImportData", "SubmitForm", "XFA")
_ATTACHED = _name("EmbeddedFile", "EmbeddedFiles")
_PAGE = re.compile(rb"/Type\s*/Page" + _NAME_ENDS)

_OBJECT_STREAM = _name("ObjStm")
_FIRST = re.compile(rb"/First\s+(\d{1,9})\b")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/[^\s/<>\[\]()]+)")
_FLATE_ONLY = re.compile(rb"\[?\s*/(?:FlateDecode|Fl)\s*\]?")
_PREDICTOR = re.compile(rb"/Predictor\s+(?!1\b)\d")


def check_pdf(content: bytes) -> int:
    """Return roughly how many pages the PDF has.

    Raises DocumentRefused: truncated, encrypted, active_content, attached_files or too_much_inside.
    """
    if b"%%EOF" not in content[-_TAIL:]:
        raise DocumentRefused("truncated")
    _check_names(content)
    pages = set(_pages_in_plain_objects(content))
    streams = [match.end() for match in _STREAM.finditer(content)]
    if len(streams) > _MAX_STREAMS:
        raise DocumentRefused("too_much_inside")
    object_streams = _object_streams(content, streams)
    budget = _ALL_STREAMS_BYTES
    # Object streams first: they have to be looked into, the others only as far as the budget lasts.
    for start in sorted(streams, key=lambda start: start not in object_streams):
        text, is_whole = _unpacked(content, start, limit=min(_STREAM_BYTES, budget))
        budget -= len(text)
        _check_names(text)
        if start in object_streams:
            if not is_whole:
                raise DocumentRefused("too_much_inside")
            pages.update(_pages_in_object_stream(object_streams[start], text))
    if not pages:
        raise DocumentRefused("truncated")
    return len(pages)


def _check_names(text: bytes) -> None:
    if _ENCRYPT.search(text):
        raise DocumentRefused("encrypted")
    if _ACTIVE.search(text):
        raise DocumentRefused("active_content")
    if _ATTACHED.search(text):
        raise DocumentRefused("attached_files")


def _object_streams(content: bytes, streams: list[int]) -> dict[int, bytes]:
    """Return the dictionary of each object stream by where its data starts.

    Raises DocumentRefused when one isn't plain Flate, has no data or calls itself one twice.
    """
    found = {}
    for name in _OBJECT_STREAM.finditer(content):
        index = bisect(streams, name.end())
        start = streams[index] if index < len(streams) else len(content)
        if start in found or start - name.end() > _DICTIONARY_WINDOW:
            raise DocumentRefused("active_content")
        before = content[max(0, name.start() - _DICTIONARY_WINDOW) : start]
        dictionary = _NAME_ESCAPE.sub(lambda escape: bytes.fromhex(escape[1].decode()), before)
        dictionary = dictionary[dictionary.rfind(b" obj") + 1 :]
        packing = _FILTER.search(dictionary)
        if packing is None or not _FLATE_ONLY.fullmatch(packing[1]) or _PREDICTOR.search(dictionary):
            raise DocumentRefused("active_content")
        found[start] = dictionary
    return found


def _unpacked(content: bytes, start: int, *, limit: int) -> tuple[bytes, bool]:
    """Return the unpacked stream and whether that is all of it; b"" when the stream isn't Flate.

    Damaged data gives what comes before the damage: readers show that much.
    """
    if limit <= 0:
        return b"", False
    packed = memoryview(content)[start:]
    unpacker = zlib.decompressobj()
    pieces, size = [], 0
    # Piece by piece, so that a stream which isn't Flate or ends soon costs little however long the file is.
    for at in range(0, len(packed), _PIECE):
        before = unpacker.copy()
        try:
            piece = unpacker.decompress(packed[at : at + _PIECE], limit - size + 1)
        except zlib.error:
            pieces.append(_before_damage(before, packed[at : at + _PIECE]))
            break
        pieces.append(piece)
        size += len(piece)
        if unpacker.eof or size > limit:
            break
    return b"".join(pieces), size <= limit


def _before_damage(unpacker: "zlib._Decompress", packed: memoryview) -> bytes:
    """Unpack byte by byte: an error throws away what the same call has unpacked already."""
    text = bytearray()
    try:
        for at in range(len(packed)):
            text += unpacker.decompress(packed[at : at + 1])
    except zlib.error:
        pass
    return bytes(text)


def _pages_in_plain_objects(content: bytes) -> Iterator[int]:
    """Yield the number of each object that is a page: a page saved again keeps its number."""
    starts = list(_OBJECT.finditer(content))
    ends = [*(match.start() for match in starts[1:]), len(content)]
    for match, end in zip(starts, ends, strict=False):  # without any object there is still the file's end
        if _PAGE.search(content, match.end(), end):
            yield int(match[1])


def _pages_in_object_stream(dictionary: bytes, text: bytes) -> Iterator[int]:
    """An object stream begins with pairs of object number and place, counted from /First."""
    first = _FIRST.search(dictionary)
    if first is None:
        return
    objects = int(first[1])
    numbers = [int(word) for word in text[:objects].split() if word.isdigit()]
    places = [*numbers[1::2], len(text)]
    for number, place, end in zip(numbers[::2], places, places[1:], strict=False):
        if _PAGE.search(text, objects + place, objects + end):
            yield number
