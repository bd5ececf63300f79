"""Official romanisation of Ukrainian names, and page addresses made from it.

The table is the one of the Cabinet of Ministers' resolution № 55 of 27 January 2010, as `translitua` holds it.
"""

import re
import unicodedata

from translitua import UkrainianKMU, translit

_APOSTROPHES = dict.fromkeys(map(ord, "ʼ’'`´‘"))
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def romanise(text: str) -> str:
    """Return the text with every Ukrainian word romanised; everything else stays: Згурський → Zghurskyi."""
    return translit(unicodedata.normalize("NFC", text), UkrainianKMU)


def slug_of(text: str, *, max_length: int = 80) -> str:
    """Return a readable Latin slug, cut at a word's end where that is possible; "" for a text without letters."""
    # Apostrophes inside a word join its parts: обовʼязок → oboviazok, don't → dont.
    latin = romanise(text).translate(_APOSTROPHES)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().lower()
    slug = _NOT_IN_A_SLUG.sub("-", plain).strip("-")
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]
