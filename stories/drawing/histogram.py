"""How often each step of a scale was given, as SVG: columns on a common base. Colour is the style sheet's."""

from collections.abc import Sequence
from html import escape

_STEP, _WIDEST, _TALLEST, _BASE, _HEIGHT = 44, 28, 96, 120, 148
# So many labels find room under their columns.
_MOST_LABELS = 21


def histogram_svg(
    columns: Sequence[tuple[str, int]], *, title: str, description: str, id_prefix: str, most: int = 0
) -> str:
    """A column for each label, as tall as its count; `most` is the count that is as tall as the drawing, else the largest."""
    most = max([most, *(count for _label, count in columns)], default=0) or 1
    prefix, width = escape(id_prefix), len(columns) * _STEP
    drawn = "".join(
        _column(label, count, place, count / most, has_label=_has_label(place, len(columns)))
        for place, (label, count) in enumerate(columns)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="histogram" viewBox="0 0 {width} {_HEIGHT}" role="img"'
        f' width="{width}" height="{_HEIGHT}"'
        f' aria-labelledby="{prefix}-title" aria-describedby="{prefix}-description">'
        f'<title id="{prefix}-title">{escape(title)}</title>'
        f'<desc id="{prefix}-description">{escape(description)}</desc>{drawn}'
        f'<path class="chart__base" d="M0 {_BASE}.5h{width}"/></svg>'
    )


def _column(label: str, count: int, place: int, share: float, *, has_label: bool) -> str:
    middle = place * _STEP + _STEP / 2
    height = max(round(share * _TALLEST), 2) if count else 0
    bar = f'<rect class="histogram__bar" x="{middle - _WIDEST / 2:g}" y="{_BASE - height}" width="{_WIDEST}" height="{height}"/>'
    figure = f'<text class="histogram__figure" x="{middle:g}" y="{_BASE - height - 6}" text-anchor="middle">{count}</text>'
    words = f'<text x="{middle:g}" y="{_HEIGHT - 8}" text-anchor="middle">{escape(label)}</text>'
    return (bar + figure if count else "") + (words if has_label else "")


def _has_label(place: int, number: int) -> bool:
    """Whether the column is named: all are, or so many that the first and the last are among them."""
    step = -(-number // _MOST_LABELS)
    return place % step == 0 or place == number - 1
