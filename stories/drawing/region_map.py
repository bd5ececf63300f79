"""The embroidered map of Ukraine as one SVG whose regions are links with counts."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from stories.drawing.region_grid import (
    REGION_CODES,
    map_size,
    region_at,
    region_cells,
    region_centres,
    region_paths,
)

__all__ = (
    "COUNT_STEPS",
    "REGION_CODES",
    "MapRegion",
    "count_steps",
    "map_size",
    "region_at",
    "region_cells",
    "region_centres",
    "region_map_svg",
    "region_paths",
)

# Units a cell in the SVG: with one, a label's font size would fall below what browsers draw faithfully.
UNITS = 10
_MARGIN = 10

# Regions up to this many cells are drawn last, over their neighbours' edges, so that a pointer can hit them.
_SMALL = 4

# Sevastopol: a figure on its two cells would hide them.
_BESIDE_THE_SEA = "UA-40"

# From these counts on a region takes the next deeper colour.
COUNT_STEPS = (1, 2, 4, 10)
_THREE_FIGURES = 100

# What a cross leaves bare of its cell: one triangle on each side. Painted in the colour of the cloth.
_BARE_TRIANGLES = "M.22 0h.56L.5.28zM.22 1h.56L.5.72zM0 .22v.56L.28.5zM1 .22v.56L.72.5z"


@dataclass(frozen=True)
class MapRegion:
    """A region as the map shows it; `name` is the tooltip, `label` the whole accessible text.

    `chosen` draws a seam around the region; that it is chosen must stand in the label too.
    """

    code: str
    name: str
    href: str
    count: int
    label: str
    chosen: bool = False


def count_steps(counts: Iterable[int]) -> tuple[int, ...]:
    """From which counts on a region takes the next of four colours, so that different counts spread over all of them.

    The first is always 1; of few different counts there are fewer steps. Large steps are round to two figures.
    """
    ranked = sorted({count for count in counts if count > 0})
    quarters = {_round(ranked[quarter * len(ranked) // 4]) for quarter in (1, 2, 3)} if ranked else set()
    return tuple(sorted({1, *quarters}))


def region_map_svg(
    regions: Sequence[MapRegion], *, title: str, description: str, id_prefix: str | None = None,
    steps: Sequence[int] = COUNT_STEPS,
) -> str:  # fmt: skip
    """The map as an SVG element below 30 KB, coloured by the style sheet alone.

    `steps` are the counts from which on a region takes the next of four colours.

    Regions keep their order for the keyboard, except that the smallest come last. Ids begin with `id_prefix`,
    by default with one made from the content, so two different maps never clash on a page. Regions that are
    left out leave bare cloth; a code that is not in REGION_CODES raises KeyError.
    """
    prefix = escape(id_prefix or f"map-{_fingerprint(regions, title, description)}")
    cells = region_cells()
    ordered = sorted(regions, key=lambda region: len(cells[region.code]) <= _SMALL)
    # Long figures find no room where the map is small.
    crowded = " region-map--crowded" if any(region.count >= _THREE_FIGURES for region in regions) else ""
    width, height = (side * UNITS + 2 * _MARGIN for side in map_size())
    links = "".join(_link(region, prefix, bisect_right(steps, region.count)) for region in ordered)
    counts = "".join(_count(region) for region in ordered if region.count)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="region-map{crowded}" viewBox="0 0 {width} {height}"'
        f' role="group" aria-labelledby="{prefix}-title" aria-describedby="{prefix}-description">'
        f'<title id="{prefix}-title">{escape(title)}</title>'
        f'<desc id="{prefix}-description">{escape(description)}</desc>'
        f'<defs><pattern id="{prefix}-stitch" width="1" height="1" patternUnits="userSpaceOnUse">'
        f'<path class="region-cloth" d="{_BARE_TRIANGLES}"/></pattern></defs>'
        f'<g transform="translate({_MARGIN} {_MARGIN}) scale({UNITS})" fill-rule="evenodd">{links}</g>'
        f'<g class="region-counts" text-anchor="middle" aria-hidden="true">{counts}</g></svg>'
    )


def _link(region: MapRegion, prefix: str, step: int) -> str:
    """A region as a link: its colour, then the cloth that shows between the crosses, and its outline."""
    shape = f"{prefix}-{region.code}"
    label, chosen = escape(region.label), " region--chosen" if region.chosen else ""
    return (
        f'<a id="{shape}-link" href="{escape(region.href)}" class="region region--{step}{chosen}" aria-label="{label}">'
        f'<title>{escape(region.name)}</title><path id="{shape}" d="{region_paths()[region.code]}"/>'
        f'<use class="region-stitches" href="#{shape}" fill="url(#{prefix}-stitch)"/></a>'
    )


def _count(region: MapRegion) -> str:
    """The number of stories at the region's deepest point, or in the sea beside Sevastopol's two cells."""
    x, y = region_centres()[region.code]
    anchor = ""
    if region.code == _BESIDE_THE_SEA:
        x, anchor = x - 0.9, ' text-anchor="end"'
    small = " region-count--small" if len(region_cells()[region.code]) <= _SMALL else ""
    place = f'x="{x * UNITS + _MARGIN:g}" y="{y * UNITS + _MARGIN:g}" dy=".36em"{anchor}'
    return f'<text class="region-count{small}" {place}>{region.count}</text>'


def _round(count: int) -> int:
    """The count, a large one rounded down to two figures."""
    unit = 10 ** (len(str(count)) - 2) if count >= _THREE_FIGURES else 1
    return count // unit * unit


def _fingerprint(regions: Sequence[MapRegion], title: str, description: str) -> str:
    return sha256(repr((tuple(regions), title, description)).encode()).hexdigest()[:8]
