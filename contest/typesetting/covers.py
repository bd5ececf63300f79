"""Pictures of embroidery that stand alone: the cover of an edition's book, and ornaments for whoever writes about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil

from PIL import Image, ImageDraw

from stories.drawing.ornament import border_stitches, stitches
from stories.drawing.share_image import INK, LINE, PAPER, RED, SOFT, SUNK, embroider
from stories.drawing.text_setting import SetText, face, set_text

COVER_SIZE = (1200, 1800)
_MARGIN = 96
_BAND_STITCH, _STITCH = 8, 10
_COLUMNS, _MOST = 3, 9
_COLOURS = 64


@dataclass(frozen=True)
class CoverWords:
    """What the cover says; `foot` may be empty."""

    site_name: str
    title: str
    foot: str


def book_cover(words: CoverWords, *, codes: Sequence[str]) -> bytes:
    """A PNG of 1200 × 1800 pixels: the title above the ornaments of the first communities, between two friezes."""
    picture = Image.new("RGB", COVER_SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    width, height = COVER_SIZE
    band = _frieze(picture, draw, tops=lambda band: (0, height - band))
    draw.text((_MARGIN, band + 64), words.site_name, font=face("sans", 40), fill=RED)
    title = set_text(
        words.title,
        face_name="serif",
        width=width - 2 * _MARGIN,
        height=520,
        largest=84,
        smallest=40,
        spacing=1.16,
    )
    _write(draw, title, "serif", at=(_MARGIN, band + 136))
    foot = height - band - 104
    if words.foot:
        draw.text((_MARGIN, foot), words.foot, font=face("plain", 40), fill=SOFT)
    top = band + 136 + title.height + 48
    _sampler(picture, codes, top=top, room=foot - 48 - top)
    return _png(picture)


def ornament_png(code: str, *, stitch: int = 40) -> bytes:
    """The ornament of the community's code as a PNG on paper, with a stitch of cloth around it."""
    grid = stitches(code)
    side = stitch * (len(grid) + 2)
    picture = Image.new("RGB", (side, side), PAPER)
    embroider(picture, grid, at=(stitch, stitch), stitch=stitch, code=code)
    return _png(picture)


def _frieze(
    picture: Image.Image, draw: ImageDraw.ImageDraw, *, tops: Callable[[int], tuple[int, ...]]
) -> int:
    """Sew the site's own frieze along the edges; returns how high it is."""
    tile = border_stitches("UA")
    band, step = _BAND_STITCH * len(tile), _BAND_STITCH * len(tile[0])
    width = COVER_SIZE[0]
    for top in tops(band):
        draw.rectangle((0, top, width, top + band), fill=SUNK)
        # Half a repeat at either end, so that the middle of one stands in the cover's middle.
        for x in range((width - step) // 2 % step - step, width, step):
            embroider(picture, tile, at=(x, top), stitch=_BAND_STITCH, code="UA")
    return band


def _sampler(picture: Image.Image, codes: Sequence[str], *, top: int, room: int) -> None:
    """Sew one ornament a community, at most nine, three in a row, as large as the room is."""
    shown = list(dict.fromkeys(codes))[:_MOST] or ["UA"]
    columns = min(_COLUMNS, len(shown))
    rows = ceil(len(shown) / columns)
    units = len(stitches(shown[0])) + 3
    width = COVER_SIZE[0]
    stitch = max(4, min((width - 2 * _MARGIN) // (columns * units), room // (rows * units), 3 * _STITCH))
    cell = stitch * units
    upper = top + max(0, (room - rows * cell) // 2)
    for place, code in enumerate(shown):
        row, column = divmod(place, columns)
        in_row = min(columns, len(shown) - row * columns)
        left = (width - in_row * cell) // 2 + column * cell
        at = (left + 3 * stitch // 2, upper + row * cell + 3 * stitch // 2)
        embroider(picture, stitches(code), at=at, stitch=stitch, code=code)


def _write(draw: ImageDraw.ImageDraw, text: SetText, name: str, *, at: tuple[int, int]) -> None:
    x, y = at
    for number, line in enumerate(text.lines):
        draw.text((x, y + number * text.leading), line, font=face(name, text.size), fill=INK)
    draw.line((x, y - 14, COVER_SIZE[0] - x, y - 14), fill=LINE, width=2)


def _png(picture: Image.Image) -> bytes:
    # Flat colours: a palette keeps the file small and the edges clean.
    flat = picture.quantize(colors=_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    stream = BytesIO()
    flat.save(stream, "PNG", optimize=True)
    return stream.getvalue()
