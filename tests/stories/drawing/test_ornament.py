"""The ornament and the frieze: symmetric, steady, distinct, and safe to put into a page."""

import hashlib
import random
import subprocess
import sys
from html import escape
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.drawing.compositions import FILLED_AT_LEAST, FILLED_AT_MOST
from stories.drawing.ornament import DEFAULT_SIZE, border_stitches, border_svg, ornament_svg, stitches

SVG = "{http://www.w3.org/2000/svg}"
TERNOPIL = "UA61040490000069060"
CODES = st.integers(min_value=0, max_value=10**17 - 1).map(lambda number: f"UA{number:017}")


def stitched(grid):
    return {(x, y) for y, row in enumerate(grid) for x, thread in enumerate(row) if thread}


@given(CODES)
def test_ornament_mirrored_in_axes_and_diagonals_stays_the_same(code):
    grid = stitches(code)
    assert tuple(row[::-1] for row in grid) == grid
    assert grid[::-1] == grid
    assert tuple(zip(*grid, strict=True)) == grid


@given(CODES, st.sampled_from((11, 15, DEFAULT_SIZE, 25)))
def test_ornament_is_a_square_of_the_size_asked_for(code, size):
    grid = stitches(code, size=size)
    assert [len(row) for row in grid] == [size] * size
    assert {thread for row in grid for thread in row} - {0, 1, 2, 3} == set()


@given(CODES)
def test_ornament_is_filled_but_shows_cloth(code):
    filled = len(stitched(stitches(code))) / DEFAULT_SIZE**2
    assert FILLED_AT_LEAST <= filled <= FILLED_AT_MOST


@given(CODES)
def test_ornament_has_nine_stitches_in_ten_in_one_piece(code):
    cells = stitched(stitches(code))
    pieces, left = [], set(cells)
    while left:
        edge, piece = [left.pop()], 0
        while edge:
            x, y = edge.pop()
            piece += 1
            near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & left
            left -= near
            edge += near
        pieces.append(piece)
    assert max(pieces) >= 0.9 * len(cells)


def test_ornament_of_one_community_never_changes():
    digest = hashlib.sha256(repr(stitches(TERNOPIL)).encode()).hexdigest()
    assert digest == "24da8159b4ad1dd49e13d37bf11a035a6ee13f340c4598c42f0eb868329de756"


def test_ornament_drawn_in_another_process_is_the_same():
    script = f"from stories.drawing.ornament import ornament_svg; print(ornament_svg({TERNOPIL!r}), end='')"
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert other.stdout == ornament_svg(TERNOPIL)


def test_ornaments_of_1500_codes_are_all_different():
    lots = random.Random(1772)  # noqa: S311
    codes = {f"UA{lots.randrange(10**17):017}" for _ in range(1500)}
    assert len({stitches(code) for code in codes}) == len(codes)


@pytest.mark.parametrize("size", [9, 12, 0, -11])
def test_ornament_of_even_or_tiny_size_is_refused(size):
    with pytest.raises(ValueError, match=f"not {size}"):
        stitches(TERNOPIL, size=size)


@given(CODES)
def test_ornament_svg_stays_below_4_kilobytes(code):
    assert len(ornament_svg(code, title="Орнамент громади").encode()) < 4096


@given(CODES)
def test_ornament_svg_draws_every_stitch_as_two_crossing_diagonals(code):
    grid = stitches(code)
    strokes = []
    for path in ET.fromstring(ornament_svg(code)).iter(f"{SVG}path"):  # noqa: S314
        thread = int(path.get("class").removeprefix("thread-"))
        strokes += [(thread, *stroke) for stroke in diagonals(path.get("d"))]
    expected = [(grid[y][x], x, y, slant) for x, y in stitched(grid) for slant in ("falling", "rising")]
    assert sorted(strokes) == sorted(expected)


def diagonals(data):
    """Every unit stroke of a path made of relative moves with implied lines: (cell x, cell y, slant)."""
    x = y = 0
    for piece in data.split("m")[1:]:
        numbers = [int(number) for number in piece.replace("-", " -").split()]
        moves = list(zip(numbers[::2], numbers[1::2], strict=True))
        x, y = x + moves[0][0], y + moves[0][1]
        for dx, dy in moves[1:]:
            yield min(x, x + dx), min(y, y + dy), "falling" if dx == dy else "rising"
            x, y = x + dx, y + dy


def test_ornament_svg_with_title_is_a_named_image():
    root = ET.fromstring(ornament_svg(TERNOPIL, title="Орнамент"))  # noqa: S314
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Орнамент"
    assert root.get("aria-hidden") is None


def test_ornament_svg_without_title_is_decoration():
    root = ET.fromstring(ornament_svg(TERNOPIL))  # noqa: S314
    assert (root.get("aria-hidden"), root.get("focusable"), root.get("role")) == ("true", "false", None)
    assert root.find(f"{SVG}title") is None


HOSTILE = """</title><script>alert("1")</script>&'"""


def test_ornament_svg_escapes_title_and_class():
    svg = ornament_svg(TERNOPIL, title=HOSTILE, css_class='a" onload="alert(1)')
    root = ET.fromstring(svg)  # noqa: S314
    assert root.findtext(f"{SVG}title") == HOSTILE
    assert sorted(root.attrib) == ["class", "fill", "role", "stroke-linejoin", "stroke-width", "viewBox"]
    assert svg.count(escape(HOSTILE)) == 1


@given(CODES)
def test_border_repeat_is_its_own_mirror_image(code):
    tile = border_stitches(code)
    assert tuple(row[::-1] for row in tile) == tile
    assert tile[::-1] == tile


def test_border_svg_repeats_one_drawing_side_by_side():
    width = len(border_stitches(TERNOPIL)[0])
    root = ET.fromstring(border_svg(TERNOPIL, repeats=4))  # noqa: S314
    drawn = root.find(f"{SVG}g").get("id")
    copies = [(use.get("href"), int(use.get("x"))) for use in root.iter(f"{SVG}use")]
    assert copies == [(f"#{drawn}", width), (f"#{drawn}", 2 * width), (f"#{drawn}", 3 * width)]
    assert root.get("viewBox") == f"-0.5 -0.5 {4 * width + 1} {len(border_stitches(TERNOPIL)) + 1}"


def test_border_svg_with_hostile_code_and_prefix_stays_one_attribute():
    root = ET.fromstring(border_svg('x"><script>', id_prefix='"><b>', repeats=2))  # noqa: S314
    assert root.find(f"{SVG}g").get("id") == '"><b>-x"><script>'
    assert {element.tag for element in root.iter()} == {
        f"{SVG}{name}" for name in ("svg", "g", "path", "use")
    }


@pytest.mark.parametrize("svg", [ornament_svg(TERNOPIL, title="Орнамент"), border_svg(TERNOPIL)])
def test_svg_carries_no_inline_style_or_script(svg):
    elements = list(ET.fromstring(svg).iter())  # noqa: S314
    assert [element.tag for element in elements if element.get("style") is not None] == []
    assert [element.tag for element in elements if element.tag in (f"{SVG}style", f"{SVG}script")] == []
