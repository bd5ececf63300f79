"""Small charts as SVG whose bars are links: rows lying down for names, columns for years. Colour is the style sheet's."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

# Bars are embroidered: what a stitch leaves bare of its square is painted in the colour of the cloth, as on the map.
_STITCH = 8
_BARE = "M1.76 0h4.48L4 2.24zM1.76 8h4.48L4 5.76zM0 1.76v4.48L2.24 4zM8 1.76v4.48L5.76 4z"

_ROW_WIDTH, _ROW_HEIGHT, _BAR_HEIGHT = 400, 48, 16
_LONGEST_LABEL = 42
_COLUMNS_WIDTH, _COLUMNS_HEIGHT, _TALLEST = 800, 300, 224
_BASE = 256
_WIDEST_COLUMN = 64
# So many years find room for their figures at full width, and so many on a telephone.
_LABELS_WIDE, _LABELS_NARROW = 20, 6


@dataclass(frozen=True)
class Bar:
    """A bar that leads to what it counts, if `href` says where; `text` is its whole accessible name."""

    label: str
    count: int
    figure: str
    href: str
    text: str


def row_chart_svg(bars: Sequence[Bar], *, title: str, description: str, id_prefix: str) -> str:
    """Bars lying under their names, as long as their counts. Without bars an empty drawing."""
    most = max((bar.count for bar in bars), default=1) or 1
    rows = "".join(_row(bar, place * _ROW_HEIGHT, most, id_prefix) for place, bar in enumerate(bars))
    size = (_ROW_WIDTH, len(bars) * _ROW_HEIGHT)
    return _svg(rows, size, kind="rows", title=title, description=description, id_prefix=id_prefix)


def column_chart_svg(bars: Sequence[Bar], *, title: str, description: str, id_prefix: str) -> str:
    """Columns side by side, as tall as their counts, with their names below: all that find room, the last one always."""
    most = max((bar.count for bar in bars), default=1) or 1
    columns = "".join(_column(bar, place, len(bars), most, id_prefix) for place, bar in enumerate(bars))
    base = f'<path class="chart__base" d="M0 {_BASE}.5h{_COLUMNS_WIDTH}"/>'
    size = (_COLUMNS_WIDTH, _COLUMNS_HEIGHT)
    return _svg(
        columns + base, size, kind="columns", title=title, description=description, id_prefix=id_prefix
    )


def _row(bar: Bar, top: int, most: int, prefix: str) -> str:
    length = _stitched(bar.count / most * _ROW_WIDTH)
    label = bar.label if len(bar.label) <= _LONGEST_LABEL else f"{bar.label[: _LONGEST_LABEL - 1].rstrip()}…"
    return _link(
        bar,
        f'<rect class="bar__ground" x="0" y="{top}" width="{_ROW_WIDTH}" height="{_ROW_HEIGHT}"/>'
        f'<text class="bar__label" x="0" y="{top + 18}">{escape(label)}</text>'
        f'<text class="bar__figure" x="{_ROW_WIDTH}" y="{top + 18}" text-anchor="end">{escape(bar.figure)}</text>'
        + _bar(0, top + 26, length, _BAR_HEIGHT, prefix),
    )


def _column(bar: Bar, place: int, count: int, most: int, prefix: str) -> str:
    """The column at a place of so many."""
    width = _COLUMNS_WIDTH / count
    height = _stitched(bar.count / most * _TALLEST) if bar.count else 0
    breadth = _stitched(min(width * 0.72, _WIDEST_COLUMN))
    middle, from_last = (place + 0.5) * width, count - 1 - place
    ground = f'<rect class="bar__ground" x="{place * width:g}" y="0" width="{width:g}" height="{_COLUMNS_HEIGHT}"/>'
    label = ""
    if from_last % ceil(count / _LABELS_WIDE) == 0:
        minor = " bar__label--minor" if from_last % ceil(count / _LABELS_NARROW) else ""
        label = f'<text class="bar__label{minor}" x="{middle:g}" y="{_COLUMNS_HEIGHT - 14}">{escape(bar.label)}</text>'
    if not bar.count:
        return f'<g class="bar bar--none">{label}</g>'
    figure = f'<text class="bar__figure" x="{middle:g}" y="{_BASE - height - 8}">{escape(bar.figure)}</text>'
    return _link(
        bar, ground + _bar(middle - breadth / 2, _BASE - height, breadth, height, prefix) + figure + label
    )


def _bar(x: float, y: float, width: float, height: float, prefix: str) -> str:
    place = f'width="{width:g}" height="{height:g}"'
    # Moved, not placed: the stitches begin at the corner of every bar.
    return (
        f'<g transform="translate({x:g} {y:g})"><rect class="bar__fill" {place}/>'
        f'<rect fill="url(#{prefix}-stitch)" {place}/></g>'
    )


def _link(bar: Bar, drawn: str) -> str:
    if not bar.href:
        return f'<g class="bar">{drawn}</g>'
    return f'<a class="bar" href="{escape(bar.href)}" aria-label="{escape(bar.text)}">{drawn}</a>'


def _stitched(length: float) -> int:
    """The length in whole stitches, at least one."""
    return max(round(length / _STITCH), 1) * _STITCH


def _svg(
    drawn: str, size: tuple[int, int], *, kind: str, title: str, description: str, id_prefix: str
) -> str:
    prefix = escape(id_prefix)
    # A drawing without links is one picture: nobody has to walk through its figures one by one.
    role = "group" if "<a " in drawn else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart--{kind}" viewBox="0 0 {size[0]} {size[1]}"'
        f' role="{role}" aria-labelledby="{prefix}-title" aria-describedby="{prefix}-description">'
        f'<title id="{prefix}-title">{escape(title)}</title>'
        f'<desc id="{prefix}-description">{escape(description)}</desc>'
        f'<defs><pattern id="{prefix}-stitch" width="{_STITCH}" height="{_STITCH}" patternUnits="userSpaceOnUse">'
        f'<path class="region-cloth" d="{_BARE}"/></pattern></defs>{drawn}</svg>'
    )
