"""Families of composition: which motifs a cloth carries, and when the outcome is fit to be shown."""

from collections.abc import Callable

from stories.drawing.motifs import (
    BARE,
    Cloth,
    Lots,
    beads,
    branches,
    corners,
    cross,
    frame,
    hooks,
    rhombs,
    rose,
    saltire,
    teeth,
    trellis,
)

Grid = tuple[tuple[int, ...], ...]

FILLED_AT_LEAST = 0.38
FILLED_AT_MOST = 0.63
_ATTEMPTS = 30


def _rose_family(cloth: Cloth, lots: Lots) -> None:
    """A great star with diamonds in the corners."""
    half = cloth.half
    corners(cloth, lots, reach=lots.between(half // 2, half))
    rose(cloth, lots, petal=lots.between(half // 2 - 1, (half + 1) // 2))


def _star_in_rhomb_family(cloth: Cloth, lots: Lots) -> None:
    """A star inside a ringed diamond, with the corners of the square filled."""
    half = cloth.half
    reach = lots.between(half, half + 2)
    corners(cloth, lots, reach=2 * half - reach - lots.between(2, 3))
    rhombs(cloth, lots, reach=reach)
    petal = lots.between(2, half // 3)
    cloth.work(BARE, lambda far, near: far + near <= reach - 2 and max(near, far - near) <= petal + 1)
    rose(cloth, lots, petal=petal)


def _rhomb_family(cloth: Cloth, lots: Lots) -> None:
    """Nested diamonds, stepped on the outside, whose apexes carry ram's horns."""
    half = cloth.half
    reach = lots.between(half // 2 + 1, half - 2)
    corners(cloth, lots, reach=lots.between(half // 2, half - 1))
    teeth(cloth, lots, reach=reach)
    hooks(cloth, lots, start=reach + 1)
    rhombs(cloth, lots, reach=reach)


def _trellis_family(cloth: Cloth, lots: Lots) -> None:
    """A net over the whole cloth, opened in the middle for a star."""
    trellis(cloth, lots)
    petal = lots.between(2, cloth.half // 3 + 1)
    cloth.work(BARE, lambda far, near: near <= petal + 1 and far - near <= petal + 1)
    rose(cloth, lots, petal=petal)
    if lots.below(2):
        frame(cloth, lots)


def _tree_family(cloth: Cloth, lots: Lots) -> None:
    """Four trees growing outwards from a diamond."""
    start = lots.between(2, cloth.half // 2 + 1)
    saltire(cloth, lots, start=start)
    branches(cloth, lots, start=start)
    rhombs(cloth, lots, reach=start, gap=lots.below(2) == 0)


def _four_rhombs_family(cloth: Cloth, lots: Lots) -> None:
    """Four diamonds, on the diagonals or on the axes, round a smaller heart."""
    half = cloth.half
    place = (half + 1) // 2
    if lots.below(2):
        branches(cloth, lots, start=lots.between(2, half // 2))
        rhombs(cloth, lots, reach=place - 1, centre=(place, place))
    else:
        corners(cloth, lots, reach=half - 2)
        saltire(cloth, lots, start=lots.between(1, half // 2))
        rhombs(cloth, lots, reach=place - 1, centre=(place + 1, 0))
    rhombs(cloth, lots, reach=lots.between(1, half // 3))


def _square_family(cloth: Cloth, lots: Lots) -> None:
    """A toothed square with a star in it and diamonds leaning on its sides."""
    half = cloth.half
    rhombs(cloth, lots, reach=half // 2 - 1, centre=(half, 0))
    saltire(cloth, lots, start=half // 2)
    rose(cloth, lots, petal=half // 3)
    frame(cloth, lots)


def _cross_family(cloth: Cloth, lots: Lots) -> None:
    """A broad cross with a star at its heart and a diamond in each quarter."""
    half = cloth.half
    place = half - lots.between(2, half // 3)
    rhombs(cloth, lots, reach=lots.between(3, half // 2), centre=(place, place))
    cross(cloth, lots)
    rose(cloth, lots, petal=lots.between(2, half // 3))


_FAMILIES: tuple[Callable[[Cloth, Lots], None], ...] = (
    _rose_family,
    _star_in_rhomb_family,
    _rhomb_family,
    _trellis_family,
    _tree_family,
    _four_rhombs_family,
    _square_family,
    _cross_family,
)


def _filled(grid: Grid) -> float:
    return sum(1 for row in grid for thread in row if thread) / len(grid) ** 2


def _hangs_together(grid: Grid) -> bool:
    """Whether nine stitches in ten touch, by a side or a corner, one and the same piece."""
    left = {(x, y) for y, row in enumerate(grid) for x, thread in enumerate(row) if thread}
    total = len(left)
    largest = 0
    while left:
        edge = [left.pop()]
        piece = 0
        while edge:
            x, y = edge.pop()
            piece += 1
            near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & left
            left -= near
            edge.extend(near)
        largest = max(largest, piece)
    return largest * 10 >= total * 9


def _is_well_made(grid: Grid) -> bool:
    """Well filled, in more than one thread, and in one piece."""
    threads = {thread for row in grid for thread in row} - {BARE}
    well_filled = FILLED_AT_LEAST <= _filled(grid) <= FILLED_AT_MOST
    return well_filled and len(threads) > 1 and _hangs_together(grid)


def compose(code: str, *, size: int) -> Grid:
    """The ornament of a code on a cloth of `size` stitches a side.

    The code chooses the family. A draw that comes out too bare, too full or in pieces is drawn again; a
    family that never comes out right at this size gives way to the next one.
    """
    first = Lots(code).below(len(_FAMILIES))
    for attempt in range(_ATTEMPTS * len(_FAMILIES)):
        lots = Lots(f"{code}|{size}|{attempt}")
        cloth = Cloth(size // 2)
        _FAMILIES[(first + attempt // _ATTEMPTS) % len(_FAMILIES)](cloth, lots)
        beads(cloth, lots)
        grid = cloth.unfold()
        if _is_well_made(grid):
            break
    return grid
