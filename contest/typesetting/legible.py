"""What people typed, made fit for a page: nothing invisible, nothing wider than a line, no letter that no face has."""

import re
import unicodedata
from typing import Any

# For a letter that none of our faces has.
SUBSTITUTE = "□"
_LONGEST_WORD = 36
_BREAK = "\u200b"
_LONG_WORD = re.compile(rf"[^\s\u00a0{_BREAK}-]{{{_LONGEST_WORD + 1},}}")
# Cc control, Cf invisible, Cs half a letter, Co private use, Cn no letter at all.
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEPT = {"\n", "\u00ad", "\u200c", "\u200d"}
_LATIN, _CYRILLIC = (*range(0x20, 0x7F), *range(0xA0, 0x180)), range(0x400, 0x460)
_PLAIN = {chr(code) for code in (*_LATIN, *_CYRILLIC)} | set("\nґҐ№«»“”„’–—…·•€₴−□" + _BREAK)
_SPACES = str.maketrans(
    {"\t": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\ufe0e": None, "\ufe0f": None}
)


def legible(text: str) -> str:
    """Return the text as it can be printed: control characters and marks that turn its direction are dropped."""
    told = text.replace("\r\n", "\n").translate(_SPACES)
    return "".join(
        letter for letter in told if letter in _KEPT or unicodedata.category(letter) not in _UNPRINTABLE
    )


def breakable(text: str) -> str:
    """Return the text with places to break a word that is wider than any line."""
    return _LONG_WORD.sub(lambda found: _cut(found[0]), text)


def paragraphs_of(text: str) -> list[str]:
    """Return the lines of the text that are not empty."""
    return [line for line in (part.strip() for part in legible(text).split("\n")) if line]


def in_all_texts(data: Any, change: Any) -> Any:
    """Return the data with `change` made to every text in it, keys left alone."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: in_all_texts(value, change) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [in_all_texts(value, change) for value in data]
    return data


def plainest(text: str) -> str:
    """Return the text with everything replaced but letters and signs that our faces are known to have."""
    return "".join(letter if letter in _PLAIN else SUBSTITUTE for letter in text)


def _cut(word: str) -> str:
    return _BREAK.join(word[start : start + _LONGEST_WORD] for start in range(0, len(word), _LONGEST_WORD))
