"""Motifs of Ukrainian cross-stitch as rules on a cloth folded eight times.

Folding the square along both axes and both diagonals leaves one triangle, so a stitch is described by two
numbers only: `far`, its larger distance from the centre (0 to half the cloth), and `near`, the smaller one.
Whatever is worked on the triangle is symmetric once the cloth is unfolded; no rule has to see to it.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TypeVar

Fold = tuple[int, int]
Triangle = dict[Fold, int]
Rule = Callable[[int, int], bool]
T = TypeVar("T")

BARE, MAIN, SECOND, ACCENT = range(4)


class Lots:
    """Draws lots from SHA-256 of a text, the same in every process and on every Python version."""

    def __init__(self, text: str) -> None:
        self._bytes = self._stream(text)

    @staticmethod
    def _stream(text: str) -> Iterator[int]:
        block = hashlib.sha256(text.encode()).digest()
        while True:
            yield from block
            block = hashlib.sha256(block).digest()

    def below(self, limit: int) -> int:
        """A number from 0 to limit - 1; limit at most 65,536."""
        return (next(self._bytes) * 256 + next(self._bytes)) % limit

    def between(self, low: int, high: int) -> int:
        """A number from low to high, both possible; low where high is smaller."""
        return low + self.below(max(1, high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices, each as likely as it is often listed."""
        return choices[self.below(len(choices))]


class Cloth:
    """The folded triangle of a cloth with `half` stitches from the centre to each edge."""

    def __init__(self, half: int) -> None:
        self.half = half
        self.triangle: Triangle = {(far, near): BARE for far in range(half + 1) for near in range(far + 1)}

    def work(self, thread: int, rule: Rule) -> None:
        """Stitch, or with BARE unpick, every place where the rule holds; later work covers earlier."""
        for far, near in self.triangle:
            if rule(far, near):
                self.triangle[far, near] = thread

    def unfold(self) -> tuple[tuple[int, ...], ...]:
        """The whole cloth, rows from the top."""
        return tuple(tuple(map(self.triangle.__getitem__, row)) for row in _folds(self.half))


@cache
def _folds(half: int) -> tuple[tuple[Fold, ...], ...]:
    """For every stitch of the whole cloth its place on the triangle."""
    span = range(-half, half + 1)
    return tuple(tuple((max(abs(x), abs(y)), min(abs(x), abs(y))) for x in span) for y in span)


def rhombs(cloth: Cloth, lots: Lots, *, reach: int, centre: Fold = (0, 0), gap: bool = True) -> None:
    """Nested diamonds out to `reach`; with a gap, every bare ring lets the cloth show between two threads."""
    far_centre, near_centre = centre
    radius = reach
    while radius >= 0:
        thread = lots.pick((MAIN, MAIN, SECOND, ACCENT))
        width = lots.pick((1, 1, 2))

        def ring(far: int, near: int, outer: int = radius, inner: int = radius - width) -> bool:
            return inner < abs(far - far_centre) + abs(near - near_centre) <= outer

        cloth.work(thread, ring)
        radius -= width + (lots.pick((1, 1, 0)) if gap else 0)


def rose(cloth: Cloth, lots: Lots, *, petal: int) -> None:
    """The eight-pointed star, рожа: eight slanted petals whose tips lie two petals from the centre."""
    skin, core = lots.pick(((MAIN, SECOND), (MAIN, ACCENT), (MAIN, BARE), (SECOND, MAIN), (SECOND, ACCENT)))
    rim = lots.between(1, 2)
    if lots.below(3) == 0:
        halo = lots.pick((ACCENT, SECOND, MAIN))
        cloth.work(BARE, lambda far, near: near <= petal + 1 and far - near <= petal + 1)
        cloth.work(halo, lambda far, near: max(near, far - near) == petal + 2 and far <= 2 * petal + 3)
    cloth.work(skin, lambda far, near: near <= petal and far - near <= petal)
    cloth.work(core, lambda far, near: rim <= near <= petal - rim and rim <= far - near <= petal - rim)
    veins = lots.pick(("axes", "diagonals", "both")) if core != BARE else "none"
    if veins in ("axes", "both"):
        cloth.work(BARE, lambda far, near: near == 0 and 0 < far <= petal)
    if veins in ("diagonals", "both"):
        cloth.work(BARE, lambda far, near: far == near and 0 < far <= petal)
    heart = lots.between(0, petal // 2)
    rhombs(cloth, lots, reach=heart, gap=False)


def hooks(cloth: Cloth, lots: Lots, *, start: int) -> None:
    """Ram's horns on the axes: a stem that grows from `start` and curls back on both sides."""
    thread = lots.pick((MAIN, SECOND))
    tip = min(cloth.half, start + lots.between(3, 4))
    curl = lots.between(2, 3)
    cloth.work(thread, lambda far, near: near == 0 and start <= far <= tip)
    cloth.work(thread, lambda far, near: far == tip and near <= curl)
    cloth.work(thread, lambda far, near: near == curl and tip - 2 <= far <= tip)
    cloth.work(ACCENT, lambda far, near: near == curl - 1 and far == tip - 2)


def branches(cloth: Cloth, lots: Lots, *, start: int) -> None:
    """The tree of life: a trunk along each axis with twigs rising at 45 degrees, fewer towards the top."""
    trunk, twig = lots.pick(((MAIN, MAIN), (MAIN, SECOND), (SECOND, MAIN)))
    step = lots.between(2, 3)
    spread = lots.between(2, 4)
    leaf = lots.pick((ACCENT, twig, MAIN))

    def on_twig(far: int, near: int) -> bool:
        height = far - near - start
        return height >= 0 and height % step == 0 and near <= spread

    cloth.work(twig, on_twig)
    cloth.work(leaf, lambda far, near: near == spread and on_twig(far, near))
    cloth.work(trunk, lambda far, near: near == 0 and far >= start)


def saltire(cloth: Cloth, lots: Lots, *, start: int) -> None:
    """A slanting chain on the diagonals with berries beside it."""
    thread = lots.pick((SECOND, ACCENT))
    every = lots.between(2, 4)
    phase = lots.below(every)
    berry = lots.pick((ACCENT, MAIN, SECOND))
    cloth.work(thread, lambda far, near: far == near and far + near >= start)
    cloth.work(berry, lambda far, near: far - near == 1 and far >= start and (far + phase) % every == 0)


def trellis(cloth: Cloth, lots: Lots) -> None:
    """A net of slanting threads over the whole cloth with a small cross in every mesh."""
    mesh = lots.pick((4, 5, 6, 6, 8))
    shift = lots.below(mesh)
    thread, knot = lots.pick(((MAIN, ACCENT), (MAIN, SECOND), (SECOND, MAIN)))
    cloth.work(thread, lambda far, near: (far + near + shift) % mesh == 0 or (far - near + shift) % mesh == 0)
    middle = mesh // 2
    cloth.work(
        knot,
        lambda far, near: (
            (far + near + shift) % mesh in (middle, middle + 1)
            and (far - near + shift) % mesh in (middle, middle + 1)
        ),
    )


def corners(cloth: Cloth, lots: Lots, *, reach: int) -> None:
    """Quarter diamonds in the four corners, stepped like the edge of a towel."""
    rhombs(cloth, lots, reach=reach, centre=(cloth.half, cloth.half))


def cross(cloth: Cloth, lots: Lots) -> None:
    """A broad upright cross whose arms end in a crosspiece and carry a checkered middle."""
    thread, middle = lots.pick(((MAIN, ACCENT), (MAIN, BARE), (SECOND, MAIN), (MAIN, SECOND)))
    width = lots.between(1, 2)
    foot = lots.between(width + 1, width + 3)
    every = lots.between(2, 3)
    phase = lots.below(every)
    cloth.work(thread, lambda far, near: near <= (foot if far == cloth.half else width))
    cloth.work(middle, lambda far, near: near < width and (far + near + phase) % every == 0)


def teeth(cloth: Cloth, lots: Lots, *, reach: int) -> None:
    """Steps on the outside of a diamond that ends at `reach`."""
    thread = lots.pick((MAIN, SECOND, ACCENT))
    every = lots.between(2, 4)
    phase = lots.below(every)
    height = lots.between(1, 2)

    def on_tooth(far: int, near: int) -> bool:
        outside = 0 < far + near - reach <= 2 * height
        return outside and (far - near + phase) % (2 * every) < every - 1

    cloth.work(thread, on_tooth)


def frame(cloth: Cloth, lots: Lots) -> None:
    """A toothed border: the outermost threads, broken in even steps."""
    tooth = lots.between(2, 4)
    phase = lots.below(tooth)
    thread = lots.pick((MAIN, SECOND))
    edge = cloth.half
    cloth.work(thread, lambda far, near: far == edge or (far == edge - 1 and (near + phase) % tooth == 0))
    if lots.below(2):
        cloth.work(ACCENT, lambda far, near: far == edge - 1 and (near + phase) % tooth == 0)


def beads(cloth: Cloth, lots: Lots) -> None:
    """Accents strung along the mirror lines, which tell two cloths of one pattern apart."""
    for far in range(1, cloth.half + 1):
        for near in (0, far):
            if cloth.triangle[far, near] != BARE and lots.below(3) == 0:
                cloth.triangle[far, near] = ACCENT
