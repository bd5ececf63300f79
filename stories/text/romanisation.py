"""Official romanisation of Ukrainian names, and page addresses made from it.

The table is the one of the Cabinet of Ministers' resolution № 55 of 27 January 2010, in `translitua`.
"""

import re
import unicodedata

from translitua import UkrainianKMU, translit

_MARKS = "ʼ’'`´‘ʹ′"
_APOSTROPHES = dict.fromkeys(map(ord, _MARKS))
_APOSTROPHES_AS_ONE = dict.fromkeys(_APOSTROPHES, "’")
# A word with the apostrophes inside it: the marks around a word are quotation marks and none of its letters.
_WORD = re.compile(rf"[а-щьюяґєіїА-ЩЬЮЯҐЄІЇ]+(?:[{_MARKS}][а-щьюяґєіїА-ЩЬЮЯҐЄІЇ]+)*")
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def romanise(text: str) -> str:
    """Return the text with every Ukrainian word romanised; everything else stays: Згурський → Zghurskyi."""
    return _WORD.sub(_romanise_word, unicodedata.normalize("NFC", text))


def _romanise_word(word: re.Match[str]) -> str:
    # The library takes an apostrophe that it doesn't know for the end of a word: Мар`їне → Mar`yine.
    latin: str = translit(word.group().translate(_APOSTROPHES_AS_ONE), UkrainianKMU)
    return latin


def slug_of(text: str, *, max_length: int = 80) -> str:
    """Return a readable Latin slug, cut at a word's end where it can be; "" for a text without letters."""
    # Apostrophes inside a word join its parts: обовʼязок → oboviazok, don't → dont.
    latin = romanise(text).translate(_APOSTROPHES)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().lower()
    slug = _NOT_IN_A_SLUG.sub("-", plain).strip("-")
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]
