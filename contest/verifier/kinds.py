"""Kinds: what may stand in a single field, and how that is said."""

import re
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

FORMAT = 1


class Kind(NamedTuple):
    """What may stand in a field, and how that is said."""

    allows: Callable[[Any], bool]
    words: tuple[str, str]


def text_like(pattern: str) -> Callable[[Any], bool]:
    """Return whether a value is a text of this pattern, from beginning to end."""
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def number(lowest: int, highest: int) -> Callable[[Any], bool]:
    """Return whether a value is a whole number in the range; True and False are none."""
    return lambda value: type(value) is int and lowest <= value <= highest


def one_of(*values: str) -> Kind:
    """Return the kind of field that holds one of the words."""
    uk, en = (", ".join(f"{left}{value}{right}" for value in values) for left, right in ("«»", "“”"))
    return Kind(lambda value: isinstance(value, str) and value in values, (f"одне з {uk}", f"one of {en}"))


def is_moment(value: Any) -> bool:
    """Whether the value is an instant in UTC with microseconds."""
    if not text_like(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")(value):
        return False
    try:
        datetime.fromisoformat(value[:-1])
    except ValueError:
        return False
    return True


is_code = text_like(r"[\w./-]{1,100}")
is_decimal = text_like(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")
CODE = Kind(is_code, ("код без пробілів, до 100 знаків", "a code without blanks, up to 100 characters"))
CODE_OR_NULL = Kind(lambda value: value is None or is_code(value), ("код або null", "a code or null"))
HASH = Kind(
    text_like("[0-9a-f]{64}"),
    ("відбиток SHA-256 (64 шістнадцяткові цифри)", "a SHA-256 hash (64 hexadecimal digits)"),
)
MOMENT = Kind(
    is_moment, ("час вигляду 2026-11-21T10:00:00.000000Z", "a time like 2026-11-21T10:00:00.000000Z")
)
COUNT = Kind(number(0, 10**9), ("ціле число від 0", "a whole number from 0"))
POSITIVE = Kind(number(1, 10**9), ("ціле число від 1", "a whole number from 1"))
SCORE = Kind(number(-(10**9), 10**9), ("ціле число", "a whole number"))
PERCENT = Kind(
    lambda value: value is None or number(0, 100)(value),
    ("ціле число від 0 до 100", "a whole number from 0 to 100"),
)
FLAG = Kind(lambda value: isinstance(value, bool), ("true або false", "true or false"))
OBJECT = Kind(lambda value: isinstance(value, dict), ("обʼєкт у дужках {}", "an object in brackets {}"))
LIST = Kind(lambda value: isinstance(value, list), ("список у дужках []", "a list in brackets []"))
ONE = Kind(lambda value: type(value) is int and value == FORMAT, ("1", "1"))
WEIGHT = Kind(
    lambda value: is_decimal(value) and Fraction(value) > 0,
    ("додатний десятковий дріб як текст", "a positive decimal as text"),
)
MINIMUM = Kind(
    lambda value: value is None or is_decimal(value),
    ("десятковий дріб як текст або null", "a decimal as text, or null"),
)
POINTS = Kind(
    text_like(r"-?[0-9]{1,9}\.[0-9]{6}"),
    ("бал із шістьма знаками після крапки, як текст", "a score with six decimals, as text"),
)
RULE = Kind(
    text_like(r"score|criterion:[\w./-]{1,100}"),
    ("«score» або «criterion:код»", "“score” or “criterion:code”"),
)
TIE_BREAK = Kind(
    text_like(r"median|evaluations|decision|criterion:[\w./-]{1,100}"),
    (
        "«median», «evaluations», «decision» або «criterion:код»",
        "“median”, “evaluations”, “decision” or “criterion:code”",
    ),
)
