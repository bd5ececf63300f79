"""Values with their intervals, one row each, as SVG: a dot on its line, over a scale. Colour is the style sheet's.

The drawing is one picture to whoever does not see it; the table with the same figures stands beside it on the page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor

_WIDTH, _LEFT, _RIGHT = 640, 150, 56
_ROW, _TOP, _BOTTOM = 26, 8, 30
_LONGEST_LABEL = 18
# Steps of the scale that people read at a glance.
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50, 100)
_MOST_TICKS = 9


@dataclass(frozen=True)
class Dot:
    """A row: a value, written as `figure`, with the ends of its interval (None: not known). A marked one stands out."""

    label: str
    value: float
    low: float | None
    high: float | None
    figure: str
    is_marked: bool = False


def interval_plot_svg(
    dots: Sequence[Dot], *, title: str, description: str, id_prefix: str, zero: bool = False
) -> str:
    """Rows from above to below in their order; `zero` draws the line from which values go both ways."""
    ends = [each for dot in dots for each in (dot.value, dot.low, dot.high) if each is not None]
    low, high, step = _scale([*ends, 0.0] if zero else ends)
    bottom = _TOP + len(dots) * _ROW
    prefix = escape(id_prefix)

    def x(value: float) -> float:
        return _LEFT + (value - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    ticks = "".join(
        _tick(x(low + n * step), bottom, low + n * step) for n in range(round((high - low) / step) + 1)
    )
    middle = f'<path class="plot__zero" d="M{x(0):.1f} {_TOP}V{bottom}"/>' if zero else ""
    rows = "".join(_row(dot, _TOP + (n + 0.5) * _ROW, x) for n, dot in enumerate(dots))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 {_WIDTH} {bottom + _BOTTOM}" role="img"'
        f' aria-labelledby="{prefix}-title" aria-describedby="{prefix}-description">'
        f'<title id="{prefix}-title">{escape(title)}</title><desc id="{prefix}-description">{escape(description)}</desc>'
        f"{ticks}{middle}{rows}</svg>"
    )  # fmt: skip


def _scale(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the ends of the scale and its step, such that every value lies between them."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    span = max(high - low, 1e-9)
    step = next((step for step in _STEPS if span / step <= _MOST_TICKS - 1), span)
    first, last = floor(low / step) * step, ceil(high / step) * step
    return (first, last, step) if last > first else (first, first + step, step)


def _tick(x: float, bottom: float, value: float) -> str:
    # Adding nothing makes a zero of what was drawn as minus zero.
    return (
        f'<path class="plot__grid" d="M{x:.1f} {_TOP}V{bottom}"/>'
        f'<text class="plot__tick" x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{round(value, 6) + 0:g}</text>'
    )


def _row(dot: Dot, y: float, x: Callable[[float], float]) -> str:
    label = dot.label if len(dot.label) <= _LONGEST_LABEL else f"{dot.label[: _LONGEST_LABEL - 1].rstrip()}…"
    place = x(dot.value)
    line = ""
    if dot.low is not None and dot.high is not None:
        begins, ends = x(dot.low), x(dot.high)
        line = f'<path class="plot__line" d="M{begins:.1f} {y}H{ends:.1f}M{begins:.1f} {y - 4}v8M{ends:.1f} {y - 4}v8"/>'
    # A marked one has another form too, for whoever does not tell the colours apart.
    point = (
        f'<rect class="plot__dot plot__dot--marked" x="{place - 5:.1f}" y="{y - 5}" width="10" height="10"/>'
        if dot.is_marked
        else f'<circle class="plot__dot" cx="{place:.1f}" cy="{y}" r="5"/>'
    )
    return (
        f'<text class="plot__label" x="0" y="{y + 5}">{escape(label)}</text>{line}{point}'
        f'<text class="plot__figure" x="{_WIDTH}" y="{y + 5}" text-anchor="end">{escape(dot.figure)}</text>'
    )
