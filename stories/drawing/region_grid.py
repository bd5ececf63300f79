"""The grid behind the map of Ukraine: our own drawing of 27 regions, one cell a stitch."""

from collections.abc import Mapping
from functools import cache
from math import floor, hypot
from pathlib import Path
from types import MappingProxyType

from stories.drawing.outline import Cell, cells_path

# One row a line, two characters a cell: the region's number in ISO 3166-2:UA, or dots outside Ukraine.
_GRID = Path(__file__).with_name("region_map.txt")
_OUTSIDE = ".."

# The grid's north-western corner and the size of a cell, in degrees; cells are square at 48 degrees north.
WEST, NORTH = 22.08, 52.44
CELL_LONGITUDE, CELL_LATITUDE = 0.24, 0.16


def _read_grid() -> tuple[tuple[str, ...], ...]:
    """Rows of region codes, empty text outside Ukraine."""
    rows = []
    for line in _GRID.read_text(encoding="ascii").splitlines():
        numbers = (line[start : start + 2] for start in range(0, len(line), 2))
        rows.append(tuple("" if number == _OUTSIDE else f"UA-{number}" for number in numbers))
    return tuple(rows)


def _gather(grid: tuple[tuple[str, ...], ...]) -> dict[str, frozenset[Cell]]:
    cells: dict[str, set[Cell]] = {}
    for y, row in enumerate(grid):
        for x, code in enumerate(row):
            if code:
                cells.setdefault(code, set()).add((x, y))
    return {code: frozenset(cells[code]) for code in sorted(cells)}


_ROWS = _read_grid()
_CELLS = _gather(_ROWS)

REGION_CODES: tuple[str, ...] = tuple(_CELLS)


def map_size() -> tuple[int, int]:
    """Width and height of the map in cells."""
    return len(_ROWS[0]), len(_ROWS)


def region_cells() -> dict[str, frozenset[Cell]]:
    """The cells of each region as (column, row), counted from the north-western corner."""
    return dict(_CELLS)


def region_at(longitude: float, latitude: float) -> str | None:
    """The region whose cell covers a place, None outside Ukraine.

    Coordinates are in degrees. Within a cell (18 km) of a border or coast the answer may be the neighbour's.
    """
    x, y = floor((longitude - WEST) / CELL_LONGITUDE), floor((NORTH - latitude) / CELL_LATITUDE)
    width, height = map_size()
    return _ROWS[y][x] or None if 0 <= x < width and 0 <= y < height else None


@cache
def region_paths() -> Mapping[str, str]:
    """SVG path data of each region's outline in cells, one closed subpath per boundary loop."""
    return MappingProxyType({code: cells_path(cells) for code, cells in _CELLS.items()})


@cache
def region_centres() -> Mapping[str, tuple[float, float]]:
    """For each region the point in cells that lies deepest inside it, the place for a label."""
    return MappingProxyType({code: _deepest_point(cells) for code, cells in _CELLS.items()})


def _deepest_point(cells: frozenset[Cell]) -> tuple[float, float]:
    """Of all cell centres, and corners within the region, the one farthest from every foreign cell.

    Of points equally deep it is the one nearest to the centre of gravity.
    """
    middle_x = sum(x + 0.5 for x, _ in cells) / len(cells)
    middle_y = sum(y + 0.5 for _, y in cells) / len(cells)
    rim = {(x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1)} - cells
    centres = [(x + 0.5, y + 0.5) for x, y in cells]
    corners = [(float(x), float(y)) for x, y in cells if {(x - 1, y), (x, y - 1), (x - 1, y - 1)} <= cells]

    def depth(point: tuple[float, float]) -> float:
        x, y = point
        return min(hypot(max(abs(x - cx - 0.5) - 0.5, 0), max(abs(y - cy - 0.5) - 0.5, 0)) for cx, cy in rim)

    def rank(point: tuple[float, float]) -> tuple[float, float, float, float]:
        x, y = point
        return (-round(depth(point), 6), round(hypot(x - middle_x, y - middle_y), 6), y, x)

    return min(centres + corners, key=rank)
