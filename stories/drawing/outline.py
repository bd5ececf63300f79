"""Outlines of sets of square cells as SVG path data."""

from collections.abc import Collection

Cell = tuple[int, int]
Point = tuple[int, int]

_RIGHT, _DOWN, _LEFT, _UP = (1, 0), (0, 1), (-1, 0), (0, -1)


def cells_path(cells: Collection[Cell]) -> str:
    """Path data of the cells' common outline: one closed subpath per boundary loop, holes included.

    A cell is (column, row) and covers one square unit down and right of that point. Outer loops run clockwise
    on the screen and holes counter-clockwise, so either fill rule paints the same.
    """
    edges = _boundary(set(cells))
    data: list[str] = []
    while edges:
        data.append(_loop(edges))
    return "".join(data)


def _boundary(cells: set[Cell]) -> set[tuple[Point, Point]]:
    """Unit edges as (start, direction), each with its cell on the right hand."""
    edges: set[tuple[Point, Point]] = set()
    for x, y in cells:
        if (x, y - 1) not in cells:
            edges.add(((x, y), _RIGHT))
        if (x + 1, y) not in cells:
            edges.add(((x + 1, y), _DOWN))
        if (x, y + 1) not in cells:
            edges.add(((x + 1, y + 1), _LEFT))
        if (x - 1, y) not in cells:
            edges.add(((x, y + 1), _UP))
    return edges


def _loop(edges: set[tuple[Point, Point]]) -> str:
    """Take one closed loop out of the edges, from its topmost leftmost corner."""
    start, heading = min(edges, key=lambda edge: (edge[0][1], edge[0][0], edge[1] != _RIGHT))
    point = start
    runs: list[tuple[Point, int]] = []
    while (point, heading) in edges:
        edges.remove((point, heading))
        if runs and runs[-1][0] == heading:
            runs[-1] = (heading, runs[-1][1] + 1)
        else:
            runs.append((heading, 1))
        point = (point[0] + heading[0], point[1] + heading[1])
        heading = _next_heading(edges, point, heading)
    return f"M{start[0]} {start[1]}" + "".join(_step(*run) for run in runs[:-1]) + "z"


def _next_heading(edges: set[tuple[Point, Point]], point: Point, heading: Point) -> Point:
    """Turn right where there is a choice, so that cells which only touch by a corner stay apart."""
    dx, dy = heading
    for turn in ((-dy, dx), heading, (dy, -dx)):
        if (point, turn) in edges:
            return turn
    return heading


def _step(heading: Point, length: int) -> str:
    dx, dy = heading
    return f"h{dx * length}" if dx else f"v{dy * length}"
