"""The house motif: a cross-stitch ornament and a frieze drawn from a community's KATOTTG code."""

from functools import lru_cache
from html import escape

from stories.drawing.compositions import Grid, compose
from stories.drawing.motifs import ACCENT, BARE, MAIN, SECOND, Lots

DEFAULT_SIZE = 19
SMALLEST_SIZE = 11
PALETTES = 3
_MARGIN = 0.5


@lru_cache(maxsize=2048)
def stitches(code: str, *, size: int = DEFAULT_SIZE) -> Grid:
    """A square of thread numbers: 0 bare cloth, 1 main thread, 2 second thread, 3 accent.

    The square is its own mirror image in both axes and both diagonals. It depends on the code and the size
    alone. `size` counts stitches along a side; it must be odd and at least 11, else ValueError.
    """
    if size < SMALLEST_SIZE or size % 2 == 0:
        raise ValueError(f"An ornament has an odd number of stitches, at least {SMALLEST_SIZE}, not {size}.")
    return compose(code, size=size)


def _thread_path(grid: Grid, thread: int) -> str:
    """Path data of all crosses of one thread: a run of crosses in a row is two zigzags, there and back."""
    data: list[str] = []
    pen_x = pen_y = 0
    for y, row in enumerate(grid):
        x = 0
        while x < len(row):
            if row[x] != thread:
                x += 1
                continue
            start = x
            while x < len(row) and row[x] == thread:
                x += 1
            run = x - start
            odd = run % 2
            data.append(_move(start - pen_x, y - pen_y) + _zigzag(run, along=1, down=True))
            data.append(_move(0, -1 if odd else 1) + _zigzag(run, along=-1, down=bool(odd)))
            pen_x, pen_y = start, y + 1
    return "".join(data)


def _move(dx: int, dy: int) -> str:
    return f"m{dx}{dy}" if dy < 0 else f"m{dx} {dy}"


def _zigzag(run: int, *, along: int, down: bool) -> str:
    steps = []
    for _ in range(run):
        steps.append(f"{along if along < 0 else f' {along}'}{' 1' if down else '-1'}")
        down = not down
    return "".join(steps)


def _thread_paths(grid: Grid) -> str:
    return "".join(
        f'<path class="thread-{thread}" d="{data}"/>'
        for thread in (MAIN, SECOND, ACCENT)
        if (data := _thread_path(grid, thread))
    )


def _svg(drawing: str, *, width: int, height: int, css_class: str, title: str | None) -> str:
    """An SVG element round a drawing; one unit is one stitch, with half a stitch of cloth on every side."""
    if title is None:
        access, name = ' aria-hidden="true" focusable="false"', ""
    else:
        access, name = ' role="img"', f"<title>{escape(title)}</title>"
    box = f"{-_MARGIN} {-_MARGIN} {width + 2 * _MARGIN:g} {height + 2 * _MARGIN:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{escape(css_class)}" viewBox="{box}" fill="none"'
        f' stroke-width=".42" stroke-linejoin="bevel"{access}>{name}{drawing}</svg>'
    )


def palette_of(code: str) -> int:
    """Which of the palettes, from 1 to PALETTES, the code's threads are taken from."""
    return Lots(f"{code}|palette").below(PALETTES) + 1


def _with_palette(css_class: str, code: str) -> str:
    return f"{css_class} palette-{palette_of(code)}"


@lru_cache(maxsize=2048)
def ornament_svg(code: str, *, title: str | None = None, css_class: str = "ornament") -> str:
    """The ornament as an SVG element below 4 KB, coloured by the style sheet alone.

    With a title it is an image with that name; without, decoration that assistive technology passes over.
    """
    grid = stitches(code)
    return _svg(
        _thread_paths(grid),
        width=len(grid),
        height=len(grid),
        css_class=_with_palette(css_class, code),
        title=title,
    )


@lru_cache(maxsize=2048)
def border_stitches(code: str) -> Grid:
    """One repeat of the community's frieze, its own mirror image both ways.

    The ornament at its smallest stands between two rails and two half diamonds, which become whole where
    repeats meet.
    """
    lots = Lots(f"{code}|border")
    middle = stitches(code, size=SMALLEST_SIZE)
    half, link = SMALLEST_SIZE // 2, 3
    reach = lots.between(2, 4)
    rings = [lots.pick((MAIN, SECOND, ACCENT)) for _ in range(reach + 1)]
    rail, tooth = lots.pick(((MAIN, ACCENT), (SECOND, MAIN), (MAIN, SECOND)))
    every = lots.between(2, 3)

    def linked(seam: int, y: int) -> int:
        distance = seam + abs(y - half)
        return rings[distance] if distance <= reach else BARE

    def row(y: int) -> tuple[int, ...]:
        left = tuple(linked(seam, y) for seam in range(link))
        return (*left, *middle[y], *reversed(left))

    width = SMALLEST_SIZE + 2 * link
    toothed = tuple(tooth if (2 * x - width + 1) // 2 % every == 0 else BARE for x in range(width))
    edge = ((rail,) * width, toothed, (BARE,) * width)
    return (*edge, *(row(y) for y in range(SMALLEST_SIZE)), *reversed(edge))


@lru_cache(maxsize=512)
def border_svg(
    code: str,
    *,
    repeats: int = 12,
    css_class: str = "frieze",
    id_prefix: str = "frieze",
    title: str | None = None,
) -> str:
    """A horizontal band of `repeats` joined repeats, for the head and the foot of a page.

    The repeat is drawn once and used again under the id `{id_prefix}-{code}`: give the second band of the
    same community on a page another prefix.
    """
    tile = border_stitches(code)
    width = len(tile[0])
    name = escape(f"{id_prefix}-{code}")
    copies = "".join(f'<use href="#{name}" x="{width * index}"/>' for index in range(1, repeats))
    return _svg(
        f'<g id="{name}">{_thread_paths(tile)}</g>{copies}',
        width=width * repeats,
        height=len(tile),
        css_class=_with_palette(css_class, code),
        title=title,
    )
