"""The way back from a page that is not in Wagtail's tree."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Crumb = tuple[str, str | None]


def trail(*steps: Crumb) -> list[Crumb]:
    """Put the front page before the steps; a step's second part is an address, the name of one, or None."""
    home: Crumb = (_("Home"), f"/{get_language() or 'uk'}/")
    return [home, *((label, _address(target)) for label, target in steps)]


def _address(target: str | None) -> str | None:
    return reverse(target) if target and not target.startswith("/") else target
