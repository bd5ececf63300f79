"""A code sent by letter, by which somebody without a password or a key shows once more who they are.

allauth asks again for a password or a key only; whoever signs in by letters alone it would let through unasked.
"""

import secrets
import time
from collections.abc import MutableMapping
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

VALID_SECONDS = 15 * 60
MOST_ATTEMPTS = 5
_DIGITS = 8
_KEY = "one_time_code"


def make_code(session: MutableMapping[str, Any]) -> str:
    """Return a new code, «1234-5678»; the session keeps only a hash of it, and an older code holds no more."""
    digits = "".join(secrets.choice("0123456789") for _place in range(_DIGITS))
    session[_KEY] = {"hash": _hash(digits), "at": time.time(), "attempts": 0}
    return f"{digits[:4]}-{digits[4:]}"


def awaits_code(session: MutableMapping[str, Any]) -> bool:
    """Whether a code was sent that can still be typed."""
    kept = session.get(_KEY)
    if not kept:
        return False
    is_young = 0 <= time.time() - kept["at"] < VALID_SECONDS
    return bool(is_young and kept["attempts"] < MOST_ATTEMPTS)


def take_code(session: MutableMapping[str, Any], *, typed: str) -> bool:
    """Whether what was typed is the code. A right one holds once, and after a few wrong ones none does."""
    if not awaits_code(session):
        return False
    kept = session[_KEY]
    digits = "".join(letter for letter in typed if letter.isdecimal())
    if constant_time_compare(kept["hash"], _hash(digits)):
        del session[_KEY]
        return True
    session[_KEY] = {**kept, "attempts": kept["attempts"] + 1}
    return False


def _hash(digits: str) -> str:
    return salted_hmac("accounts.one_time_code", digits, algorithm="sha256").hexdigest()
