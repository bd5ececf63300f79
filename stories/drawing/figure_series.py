"""How one figure changed, as SVG: stitches at their months, a thread between them. Colour is the style sheet's.

The drawing is one picture to whoever does not see it; the table with the same figures stands beside it on the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

_WIDTH, _HEIGHT = 400, 216
_LEFT, _RIGHT, _TOP, _BASE = 24, 388, 40, 180
# So much room before the first known month, and after the last, has what nobody knows the month of.
_UNKNOWN = 72
_MONTHS_Y = _BASE + 24
# A letter is never wider than this, nor a line of text taller than both together.
_LETTER, _ASCENT, _DESCENT = 9, 14, 4
_LONGEST_TEXT = 24
_ABOVE, _BELOW = 12, 24
_LAST_MARK, _MARK = 6, 4.5
_FEWEST = 2


@dataclass(frozen=True)
class FigurePoint:
    """A value, written as `figure`, in the month that `label` names; without a month it was before or is after all others."""

    month: date | None
    value: float
    figure: str
    label: str


@dataclass(frozen=True)
class _Mark:
    """A point at its place."""

    x: float
    y: float
    point: FigurePoint


@dataclass(frozen=True)
class _Words:
    """A text over the middle of its foot, and the box in which it lies for certain."""

    text: str
    x: float
    y: float
    kind: str

    def meets(self, other: "_Words") -> bool:
        reach = (len(self.text) + len(other.text)) * _LETTER / 2
        return abs(self.x - other.x) < reach and abs(self.y - other.y) < _ASCENT + _DESCENT


def figure_series_svg(points: Sequence[FigurePoint], *, title: str, description: str, id_prefix: str) -> str:
    """Draw at least two values from the oldest to the present one, which comes last, over a base of nothing.

    Months lie at their true distances. A value of an unknown month stands at the left edge, before all known ones; the
    present value, if its month is not known, at the right one. The first, the last and the highest value are written,
    if there is room for all of them.
    """
    if len(points) < _FEWEST:
        raise ValueError("One value alone has not changed.")
    marks = _placed(points)
    prefix = escape(id_prefix)
    words = "".join(
        f'<text class="series__{each.kind}" x="{each.x:g}" y="{each.y:g}" text-anchor="middle">{escape(each.text)}</text>'
        for each in _written(marks)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="series" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        f' aria-labelledby="{prefix}-title" aria-describedby="{prefix}-description">'
        f'<title id="{prefix}-title">{escape(title)}</title><desc id="{prefix}-description">{escape(description)}</desc>'
        f'<path class="chart__base" d="M{_LEFT - 8} {_BASE}.5H{_WIDTH}"/>{_thread(marks)}'
        f"{''.join(_stitches(marks))}{words}</svg>"
    )  # fmt: skip


def _placed(points: Sequence[FigurePoint]) -> list[_Mark]:
    *earlier, present = points
    known = [point for point in earlier if point.month] + ([present] if present.month else [])
    unknown = [point for point in earlier if not point.month]
    ordered = [*unknown, *sorted(known, key=lambda point: point.month or date.max)]
    if not present.month:
        ordered.append(present)
    most = max(float(point.value) for point in points) or 1
    return [
        _Mark(round(x, 1), round(_BASE - float(point.value) / most * (_BASE - _TOP), 1), point)
        for x, point in zip(_across(ordered, len(unknown)), ordered, strict=True)
    ]


def _across(points: Sequence[FigurePoint], unknown: int) -> Iterator[float]:
    """Yield how far to the right each point stands; the first `unknown` ones and perhaps the last have no month."""
    months = [_number(point.month) for point in points if point.month]
    if not months:
        yield from (_LEFT + n * (_RIGHT - _LEFT) / (len(points) - 1) for n in range(len(points)))
        return
    begins = _LEFT + (_UNKNOWN if unknown else 0)
    ends = _RIGHT - (0 if points[-1].month else _UNKNOWN)
    yield from (_LEFT + n * _UNKNOWN / unknown for n in range(unknown))
    span = months[-1] - months[0]
    only = ends if points[-1].month else begins
    yield from (begins + (month - months[0]) / span * (ends - begins) if span else only for month in months)
    if not points[-1].month:
        yield _RIGHT


def _number(month: date) -> int:
    return month.year * 12 + month.month


def _thread(marks: Sequence[_Mark]) -> str:
    return "".join(
        f'<path class="series__line{"" if start.point.month and end.point.month else " series__line--unsure"}"'
        f' d="M{start.x:g} {start.y:g}L{end.x:g} {end.y:g}"/>'
        for start, end in pairwise(marks)
    )


def _stitches(marks: Sequence[_Mark]) -> Iterator[str]:
    """Yield a cross-stitch for each point; the present one is larger."""
    for mark in marks:
        is_last = mark is marks[-1]
        size = _LAST_MARK if is_last else _MARK
        yield (
            f'<path class="series__mark{" series__mark--last" if is_last else ""}" d="M{mark.x - size:g} {mark.y - size:g}'
            f"l{2 * size:g} {2 * size:g}M{mark.x + size:g} {mark.y - size:g}l{-2 * size:g} {2 * size:g}\"/>"
        )  # fmt: skip


def _written(marks: Sequence[_Mark]) -> list[_Words]:
    """The texts that find room, what matters most first: the nought of the base, the ends, and the highest value."""
    first, last = marks[0], marks[-1]
    written = [_Words("0", _LETTER / 2, _BASE + 5, "month")]
    begins = next((mark for mark in marks if mark.point.month), first)
    for mark in (last, first, begins):
        _write(written, [_words(mark.point.label, mark.x, _MONTHS_Y, "month")])
    highest = max(marks, key=lambda mark: mark.point.value)
    neighbours = {first: marks[1], last: marks[-2]}
    for mark in dict.fromkeys((last, first, highest)):
        heights = _heights(mark, neighbours.get(mark, mark))
        _write(written, [_words(mark.point.figure, mark.x, y, "figure") for y in heights])
    return written


def _heights(mark: _Mark, neighbour: _Mark) -> list[float]:
    """Where the value of a mark may stand: above it, but below where the thread goes up from there; never on the base."""
    below = mark.y + _BELOW
    if below + _DESCENT >= _BASE:
        return [mark.y - _ABOVE]
    return [below, mark.y - _ABOVE] if neighbour.y < mark.y else [mark.y - _ABOVE, below]


def _write(written: list[_Words], places: Sequence[_Words]) -> None:
    free = (place for place in places if not any(place.meets(other) for other in written))
    if (found := next(free, None)) is not None:
        written.append(found)


def _words(text: str, x: float, y: float, kind: str) -> _Words:
    short = text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1].rstrip()}…"
    half = len(short) * _LETTER / 2
    return _Words(short, min(max(x, half), _WIDTH - half), round(y, 1), kind)
