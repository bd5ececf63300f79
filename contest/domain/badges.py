"""A badge for a community's own site: its ornament beside what it was honoured with, as an SVG that needs nothing else."""

from html import escape

from django.utils import translation
from django.utils.translation import gettext as _

from contest.domain.certificate_papers import code_of, confirming_address
from contest.models import Certificate
from contest.typesetting.drawings import ornament
from contest.typesetting.legible import legible
from stories.drawing.share_image import INK, LINE, PAPER, RED, SOFT, SUNK
from stories.drawing.text_setting import SetText, set_text

SIZE = (360, 120)
_SIDE = 88
_LEFT = SIZE[1] + 16
# Readers' own faces may be wider than the one that is measured.
_TEXT_WIDTH = round((SIZE[0] - _LEFT - 14) * 0.82)
_SERIF, _SANS = (
    "Georgia,'Noto Serif','DejaVu Serif',serif",
    "system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif",
)


def badge_svg(certificate: Certificate, *, language: str) -> str:
    """Return the badge of the certificate, read by `with_application`, in the language."""
    with translation.override(language):
        honour, edition = legible(certificate.honour), legible(certificate.edition)
        name, told = badge_name(certificate), badge_description(certificate)
    width, height = SIZE
    drawn = ornament(code_of(certificate)).decode()
    margin = (height - _SIDE) // 2
    placed = drawn.replace("<svg ", f'<svg x="{margin}" y="{margin}" width="{_SIDE}" height="{_SIDE}" ', 1)
    first = set_text(honour, face_name="serif", width=_TEXT_WIDTH, height=72, largest=19, smallest=11)
    second = set_text(edition, face_name="plain", width=_TEXT_WIDTH, height=30, largest=13, smallest=10)
    top = (height - first.height - second.height - 6) / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-labelledby="name told" xml:lang="{escape(language)}">'
        f'<title id="name">{escape(name)}</title><desc id="told">{escape(told)}</desc>'
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="6" fill="{PAPER}" stroke="{LINE}"/>'
        f'<path d="M6.5 1h{height - 6.5}v{height - 2}h-{height - 6.5}a5.5 5.5 0 0 1-5.5-5.5v-{height - 13}'
        f'a5.5 5.5 0 0 1 5.5-5.5z" fill="{SUNK}"/><path d="M{height} 1v{height - 2}" stroke="{RED}" stroke-width="2"/>{placed}'
        f"{_lines(first, top, face=_SERIF, colour=INK, weight=600)}"
        f"{_lines(second, top + first.height + 6, face=_SANS, colour=SOFT, weight=400)}</svg>\n"
    )


def badge_name(certificate: Certificate) -> str:
    """Return what the badge says to whoever doesn't see it, in the active language."""
    return f"{certificate.honour} — {certificate.community}"


def badge_description(certificate: Certificate) -> str:
    """Return a sentence about the badge: whose ornament it is, and where the honour is confirmed."""
    words = {"edition": certificate.edition, "address": confirming_address(certificate)}
    return _("The community’s ornament beside its honour. %(edition)s. Confirmed at %(address)s") % words


def _lines(words: SetText, top: float, *, face: str, colour: str, weight: int) -> str:
    """The lines one under the other, each on its base line."""
    spans = "".join(
        f'<tspan x="{_LEFT}" y="{top + words.leading * (place + 0.78):g}">{escape(line)}</tspan>'
        for place, line in enumerate(words.lines)
    )
    style = f'font-family="{face}" font-size="{words.size}" font-weight="{weight}" fill="{colour}"'
    return f"<text {style}>{spans}</text>"
