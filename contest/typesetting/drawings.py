"""Drawings that stand in documents: the ornament of a community, its frieze, and the code that a telephone reads."""

from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from stories.drawing.ornament import border_svg, ornament_svg, palette_of
from stories.drawing.share_image import INK, PALETTES

_QUIET = 2


@lru_cache(maxsize=256)
def ornament(code: str) -> bytes:
    """The ornament of the community's code as an SVG that needs no style sheet."""
    return _coloured(ornament_svg(code), code)


@lru_cache(maxsize=256)
def frieze(code: str, *, repeats: int) -> bytes:
    """A band of embroidery of the community's code as an SVG that needs no style sheet."""
    return _coloured(border_svg(code, repeats=repeats), code)


def qr_code(text: str, *, mask: int | None = None) -> bytes:
    """The text as a QR code, an SVG; a quarter of it may be worn off.

    The pattern laid over it is the one most easily read, unless `mask` names one: trying all eight takes most of the time.
    """
    code = QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET, mask_pattern=mask)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    squares = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark
    )
    side = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="{INK}" d="{squares}"/></svg>'
    ).encode()


def _coloured(svg: str, code: str) -> bytes:
    """The drawing with the threads' colours in it, which on a page come from the style sheet."""
    for thread, colour in enumerate(PALETTES[palette_of(code) - 1], 1):
        svg = svg.replace(f'class="thread-{thread}"', f'stroke="{colour}"')
    return svg.encode()
