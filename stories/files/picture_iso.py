"""Sizes and decoding work promised by the boxes of HEIC and AVIF, whose pictures may be made of tiles."""

from collections.abc import Iterator

from stories.files.picture_containers import DamagedContainer, Part, iso_boxes, number

Size = tuple[int, int]

_FULL_BOX_HEADER = 4
# A box of these kinds that reaches past the end was cut; anything else there is no part of the picture.
_PICTURE_BOXES = {b"ftyp", b"meta", b"mdat", b"moov", b"moof", b"free", b"skip"}


def picture_end(content: bytes) -> int:
    """Return where the picture ends and foreign bytes begin. Raises DamagedContainer when cut short."""
    end = 0
    try:
        for box in iso_boxes(content):
            end = box.end
    except DamagedContainer:
        if len(content) - end < len(b"sizekind") or content[end + 4 : end + 8] in _PICTURE_BOXES:
            raise
    return end


def declared_sizes(content: bytes) -> list[Size]:
    """Return the width and height of every picture in the file: tiles, thumbnails, masks and the photo."""
    sizes = []
    for box in iso_boxes(content[: picture_end(content)]):
        if box.kind == b"meta":
            sizes += [
                _size(ispe) for ispe in _descend(box.data[_FULL_BOX_HEADER:], b"iprp", b"ipco", b"ispe")
            ]
        elif box.kind == b"moov":
            sizes += [_track_size(header.data) for header in _descend(box.data, b"trak", b"tkhd")]
    return sizes


def tiled_pixels(content: bytes) -> int:
    """Return how many pixels are decoded to put together all pictures made of others, each use counted.

    One small tile named thousands of times costs little to send and very much to decode.
    """
    total = 0
    for box in iso_boxes(content[: picture_end(content)]):
        if box.kind == b"meta":
            areas = _areas_by_item(box.data[_FULL_BOX_HEADER:])
            total += sum(areas.get(item, 0) for item in _derived_from(box.data[_FULL_BOX_HEADER:]))
    return total


def _descend(content: bytes, *path: bytes) -> Iterator[Part]:
    for box in iso_boxes(content):
        if box.kind == path[0]:
            if len(path) == 1:
                yield box
            else:
                yield from _descend(box.data, *path[1:])


def _size(ispe: Part) -> Size:
    return number(ispe.data, 4, 4), number(ispe.data, 8, 4)


def _track_size(header: bytes) -> Size:
    """A track's header ends with its size as 16.16 fixed point numbers."""
    return number(header, len(header) - 8, 4) >> 16, number(header, len(header) - 4, 4) >> 16


def _areas_by_item(meta: bytes) -> dict[int, int]:
    """Follow the item property associations to each item's size; where an item has two, the larger counts."""
    areas: dict[int, int] = {}
    for properties in _descend(meta, b"iprp", b"ipco"):
        sizes = [_size(box) if box.kind == b"ispe" else (0, 0) for box in iso_boxes(properties.data)]
        for associations in _descend(meta, b"iprp", b"ipma"):
            for item, index in _associations(associations.data):
                width, height = sizes[index - 1] if 0 < index <= len(sizes) else (0, 0)
                areas[item] = max(areas.get(item, 0), width * height)
    return areas


def _associations(ipma: bytes) -> Iterator[tuple[int, int]]:
    """Yield (item, one-based property index) pairs."""
    id_length = 2 if ipma[:1] == b"\0" else 4
    index_length = 2 if number(ipma, 3, 1) & 1 else 1
    essential_bit = 0x80 << 8 * (index_length - 1)
    position = 8
    for _entry in range(number(ipma, 4, 4)):
        item, count = number(ipma, position, id_length), number(ipma, position + id_length, 1)
        position += id_length + 1
        for _index in range(count):
            yield item, number(ipma, position, index_length) & ~essential_bit
            position += index_length


def _derived_from(meta: bytes) -> Iterator[int]:
    """Yield every item that another item is put together from, as often as it is used."""
    for references in iso_boxes(meta):
        if references.kind != b"iref":
            continue
        id_length = 2 if references.data[:1] == b"\0" else 4
        for box in iso_boxes(references.data, _FULL_BOX_HEADER):
            if box.kind == b"dimg":
                for index in range(number(box.data, id_length, 2)):
                    yield number(box.data, id_length + 2 + index * id_length, id_length)
