"""Ukrainian and English lines that break where a reader would."""

import re
from functools import lru_cache

_NBSP = "\u00a0"
# A Ukrainian preposition or conjunction of one or two letters must not end a line, nor a number leave its noun.
# English only minds its words of one letter.
_SHORT_WORD = re.compile(r"(?<![^\s(«„“])([а-яіїєґ]{1,2}|[a-z№§]) (?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d) (?=[^\W\d_])")
_DASH = re.compile(r" (?=[—–] )")


# Titles and names come again on page after page.
@lru_cache(maxsize=4096)
def bind(text: str) -> str:
    """Put no-break spaces after short words and numbers and before dashes. Plain text in, plain text out."""
    text = _SHORT_WORD.sub(rf"\1{_NBSP}", text)
    return _DASH.sub(_NBSP, _NUMBER.sub(rf"\1{_NBSP}", text))
