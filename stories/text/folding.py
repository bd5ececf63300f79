"""One spelling for a search: what a person types and what is stored are folded the same way."""

import re
import unicodedata

_APOSTROPHES = str.maketrans(dict.fromkeys("ʼ’'`´‘ʹ′", None))
_SPACES = re.compile(r"[\s\-‐‑–—]+")


def fold(text: str) -> str:
    """Return the text in lower case without apostrophes, with every dash and run of blanks as one blank.

    Letters are never folded onto each other: і, ї, є and ґ stay themselves.
    """
    plain = unicodedata.normalize("NFC", text.replace("\x00", "")).casefold().translate(_APOSTROPHES)
    return _SPACES.sub(" ", plain).strip()
