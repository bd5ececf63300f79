"""Keys that all inflected forms of a word share: its dictionary form without the ending."""

import re
from functools import lru_cache

import simplemma

from stories.text.stems import ukrainian_stem
from stories.text.words import is_cyrillic

# Words of the catalogue's own field that the dictionary leaves alone or takes for others.
_UKRAINIAN = {
    "сіл": "село", "сіло": "село", "впо": "впо", "молоді": "молодь", "ради": "рада", "раді": "рада", "раду": "рада",
    "києва": "київ",
}  # fmt: skip
# Spellings of before and after 2019, and of both sides of the Atlantic; folded in keys alone.
_DOUBLETS_UK = (("проєк", "проек"), ("проєц", "проец"))
_DOUBLETS_EN = (
    ("isation", "ization"), ("ising", "izing"), ("ise", "ize"), ("yse", "yze"), ("our", "or"), ("tre", "ter"),
    ("ogue", "og"), ("ence", "ense"), ("programme", "program"),
)  # fmt: skip
_LONG_ENOUGH = 5
# Of words that the dictionary lacks, such as hromadas.
_PLURAL = re.compile("(?<=[a-z]{3}[^sui])s$")


@lru_cache(maxsize=1 << 16)
def keys_of(spelling: str) -> tuple[str, ...]:
    """Return the keys of a folded word: громади, громадою → ("громад",). Mostly one, never none.

    Several where small letters hide which word it is (києві: of Київ, Kyiv, or of кий, a stick), and where the
    ending came off with more than an ending (людьми: людин and люд): dictionary and stem make good for each other.
    """
    keys = [_key(lemma) for lemma in _lemmas(spelling)]
    if is_cyrillic(spelling):
        keys.append(_key(spelling))
    return tuple(dict.fromkeys(keys))


@lru_cache(maxsize=1 << 16)
def lemma_of(spelling: str) -> str:
    """Return the dictionary form, the word itself where it is not known."""
    return _lemmas(spelling)[0]


def load_dictionaries() -> None:
    """Read both dictionaries, which takes about a second and 100 MB, so that no visitor waits for it."""
    keys_of("громада")
    keys_of("community")


def _lemmas(spelling: str) -> tuple[str, ...]:
    if not is_cyrillic(spelling):
        lemma = simplemma.lemmatize(spelling, "en").lower() if spelling.isalpha() else spelling
        return (_PLURAL.sub("", lemma) if lemma == spelling else lemma,)
    if known := _UKRAINIAN.get(spelling):
        return (known,)
    small, capital = (simplemma.lemmatize(form, "uk").lower() for form in (spelling, spelling.capitalize()))
    lemmas = [small] if capital == spelling else [small, capital]
    return tuple(dict.fromkeys(_UKRAINIAN.get(lemma, lemma) for lemma in lemmas))


def _key(lemma: str) -> str:
    plain = lemma.replace("'", "")
    if is_cyrillic(plain):
        for old, new in _DOUBLETS_UK:
            plain = plain.replace(old, new)
        return ukrainian_stem(plain)
    for british, american in _DOUBLETS_EN:
        if plain.endswith(british) and len(plain) > _LONG_ENOUGH:
            return plain.removesuffix(british) + american
    return plain
