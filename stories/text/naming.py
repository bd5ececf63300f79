"""Things with two names: one row, a Ukrainian and an English name."""

from django.utils.translation import get_language


def in_active_language(*, uk: str, en: str) -> str:
    """Return the text of the active language, or the other one where it is empty."""
    first, second = (en, uk) if (get_language() or "uk").startswith("en") else (uk, en)
    return first or second
