"""The picture that stands for a page where somebody passes it on: words beside the embroidery of their place."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from stories.drawing.compositions import Grid
from stories.drawing.ornament import border_stitches, palette_of, stitches
from stories.drawing.text_setting import SetText, face, set_text

SIZE = (1200, 630)
# Raise it when the drawing changes: stored pictures are then made anew.
DESIGN = 1

PAPER, SUNK, INK, SOFT, LINE = "#faf7f2", "#f2ece1", "#1b2333", "#4b5264", "#ddd4c5"
RED, BLUE, WHEAT, WHEAT_INK, WHEAT_TINT = "#9b2d2a", "#1f4e8c", "#d3a03a", "#785210", "#f7ecd2"
# Main, second and accent thread, as the style sheet has them.
PALETTES = ((RED, INK, WHEAT), (BLUE, RED, WHEAT), (INK, RED, WHEAT))

_MARGIN = 64
_PANEL = 470
_TEXT_WIDTH = SIZE[0] - _PANEL - 2 * _MARGIN
_FOOT = 96
_STITCH = 22
_OVERSAMPLE = 8
_THREAD = 0.42
_COLOURS = 64
_NAME_SIZE = 30


@dataclass(frozen=True)
class ShareWords:
    """What the picture says; `award` may be empty."""

    title: str
    community: str
    region: str
    category: str
    award: str
    site_name: str


def story_share_image(words: ShareWords, *, code: str) -> bytes:
    """A PNG of 1200 × 630 pixels: title, place and category beside the ornament of the community's code."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    left = SIZE[0] - _PANEL
    draw.rectangle((left, 0, *SIZE), fill=SUNK)
    draw.line((left, 0, left, SIZE[1]), fill=LINE, width=2)
    grid = stitches(code)
    side = _STITCH * len(grid)
    embroider(
        picture, grid, at=(left + (_PANEL - side) // 2, (SIZE[1] - side) // 2), stitch=_STITCH, code=code
    )
    _write_story(draw, words)
    return _png(picture)


def site_share_image(*, title: str, lead: str, code: str = "UA") -> bytes:
    """A PNG of 1200 × 630 pixels for pages that are no story: the site's name between two friezes."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    tile = border_stitches(code)
    stitch = 7
    band = stitch * len(tile)
    step = stitch * len(tile[0])
    for top in (0, SIZE[1] - band):
        draw.rectangle((0, top, SIZE[0], top + band), fill=SUNK)
        # The pattern begins and ends half cut, so that its middle stands in the picture's middle.
        first = (SIZE[0] - step) // 2 % step - step
        for x in range(first, SIZE[0], step):
            embroider(picture, tile, at=(x, top), stitch=stitch, code=code)
    width = SIZE[0] - 2 * _MARGIN
    name = set_text(title, face_name="serif", width=width, height=190, largest=92, smallest=48)
    below = set_text(
        lead, face_name="plain", width=width - 120, height=130, largest=38, smallest=26, spacing=1.35
    )
    top = (SIZE[1] - name.height - below.height - 24) // 2
    _write(draw, name, "serif", at=(SIZE[0] // 2, top), fill=INK, anchor="ma")
    _write(draw, below, "plain", at=(SIZE[0] // 2, top + name.height + 24), fill=SOFT, anchor="ma")
    return _png(picture)


def _write_story(draw: ImageDraw.ImageDraw, words: ShareWords) -> None:
    top = _MARGIN - 8
    for text, name, largest, fill in ((words.community, "sans", 34, RED), (words.region, "plain", 28, SOFT)):
        place = set_text(text, face_name=name, width=_TEXT_WIDTH, height=72, largest=largest, smallest=24)
        _write(draw, place, name, at=(_MARGIN, top), fill=fill)
        top += place.height
    top += 20
    bottom = SIZE[1] - _FOOT - 28
    title = set_text(
        words.title,
        face_name="serif",
        width=_TEXT_WIDTH,
        height=bottom - top,
        largest=76,
        smallest=28,
        spacing=1.16,
    )
    _write(draw, title, "serif", at=(_MARGIN, top), fill=INK)
    line = SIZE[1] - _FOOT
    draw.line((_MARGIN, line, _MARGIN + _TEXT_WIDTH, line), fill=LINE, width=2)
    _write_foot(draw, words, middle=line + _FOOT // 2)


def _write_foot(draw: ImageDraw.ImageDraw, words: ShareWords, *, middle: int) -> None:
    name = face("serif", _NAME_SIZE)
    draw.text((_MARGIN, middle), words.site_name, font=name, fill=INK, anchor="lm")
    room = _TEXT_WIDTH - round(name.getlength(words.site_name)) - 40
    label, colour = (words.award, WHEAT_INK) if words.award else (words.category, SOFT)
    note = set_text(label, face_name="sans", width=room - 40, height=40, largest=26, smallest=20)
    font = face("sans", note.size)
    right = _MARGIN + _TEXT_WIDTH
    if words.award:
        start = right - round(font.getlength(note.lines[0])) - 36
        draw.rounded_rectangle((start, middle - 22, right, middle + 22), radius=6, fill=WHEAT_TINT)
        right -= 18
    draw.text((right, middle), note.lines[0], font=font, fill=colour, anchor="rm")


def _write(
    draw: ImageDraw.ImageDraw, text: SetText, name: str, *, at: tuple[int, int], fill: str, anchor: str = "la"
) -> None:
    x, y = at
    for number, line in enumerate(text.lines):
        draw.text((x, y + number * text.leading), line, font=face(name, text.size), fill=fill, anchor=anchor)


def embroider(picture: Image.Image, grid: Grid, *, at: tuple[int, int], stitch: int, code: str) -> None:
    threads = PALETTES[palette_of(code) - 1]
    cross = _cross(stitch)
    for y, row in enumerate(grid):
        for x, thread in enumerate(row):
            if thread:
                place = (at[0] + x * stitch, at[1] + y * stitch)
                picture.paste(threads[thread - 1], (*place, place[0] + stitch, place[1] + stitch), cross)


@lru_cache(maxsize=8)
def _cross(stitch: int) -> Image.Image:
    """One stitch as a mask, drawn larger and made smaller, so that its edges are smooth."""
    side = stitch * _OVERSAMPLE
    mask = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(mask)
    width = round(side * _THREAD)
    draw.line((0, 0, side, side), fill=255, width=width)
    draw.line((0, side, side, 0), fill=255, width=width)
    return mask.resize((stitch, stitch), Image.Resampling.BOX)


def _png(picture: Image.Image) -> bytes:
    # Flat colours: a palette keeps the file small and the edges clean.
    flat = picture.quantize(colors=_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    stream = BytesIO()
    flat.save(stream, "PNG", optimize=True)
    return stream.getvalue()
