"""Cuts endings off Ukrainian words, for those that the dictionary of lemmas lacks."""

import re

_SHORTEST = 3
_LONG = 5
# Endings of nouns and adjectives, longest first; verbs come here as infinitives, through their lemma.
_ENDINGS = (
    "ього", "ьому", "ого", "ому", "ями", "ами", "ими", "іми", "їми", "ові", "еві", "єві", "ої", "ій", "ою", "ею", "єю",
    "ях", "ах", "их", "іх", "їх", "ям", "ам", "им", "ім", "їм", "ом", "ем", "єм", "ів", "їв", "ев", "єв", "ей", "ий",
    "а", "я", "о", "е", "є", "и", "і", "ї", "у", "ю", "ь", "й",
)  # fmt: skip
_REFLEXIVE = re.compile("(?<=....)(?:ся|сь)$")
_DOUBLED = re.compile(r"([бвгґджзклмнпрстфхцчшщ])\1$")


def ukrainian_stem(word: str) -> str:
    """Return the word without its ending: укриття, укриттів and укрить are all укрит. At least 3 letters stay."""
    stem = _REFLEXIVE.sub("", word)
    ending = next((e for e in _ENDINGS if stem.endswith(e) and len(stem) - len(e) >= _SHORTEST), "")
    stem = stem.removesuffix(ending)
    # окупаці(я) and окупац(ій): what is left of a stem in a vowel.
    while len(stem) > _LONG and stem[-1] in "іїийьє":
        stem = stem[:-1]
    return _DOUBLED.sub(r"\1", stem) if len(stem) > _SHORTEST else stem
