"""Reading: text that may be hostile, values that a protocol never has, and the one way to hash the others."""

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from contest.verifier.report import Unreadable

MEGABYTE = 10**6  # Bytes.
MEGABYTES = 100  # So many are read if nobody asks for more.
DEEPEST = 12  # So many brackets inside each other: a protocol needs eight.
LONGEST_NUMBER = 15  # Digits.


class Foreign:
    """A number that no protocol has, as it was written; `code` says what is wrong with it."""

    def __init__(self, code: str, written: str) -> None:
        self.code = code
        self.written = written

    def __str__(self) -> str:
        return self.written


class Doubled(dict):
    """An object in which the key `again` stands twice."""

    again = ""


def whole(written: str) -> int | Foreign:
    """Return the whole number, or keep what is too long to be one."""
    return int(written) if len(written) <= LONGEST_NUMBER else Foreign("long_number", written)


def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object, marked if a key stands twice in it."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    marked = Doubled(found)
    marked.again = next(key for key, _value in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return marked


def read(path: str, *, megabytes: int = MEGABYTES) -> Any:
    """Return what stands in the file.

    Raises:
        Unreadable: there is no such file, or it is too large, or no JSON.
    """
    try:
        with Path(path).open("rb") as file:
            content = file.read(megabytes * MEGABYTE + 1)
    except FileNotFoundError:
        raise Unreadable("no_such_file") from None
    except OSError as error:
        raise Unreadable("no_file", why=error.strerror or type(error).__name__) from None
    if len(content) > megabytes * MEGABYTE:
        raise Unreadable("too_big", limit=megabytes)
    return parsed(content)


def parsed(content: bytes) -> Any:
    """Return the value of the JSON text; wrong numbers and doubled keys are kept in it, marked.

    Raises:
        Unreadable: it is no JSON.
    """
    try:
        return json.loads(
            content.decode("utf-8"),
            parse_int=whole,
            parse_float=partial(Foreign, "float"),
            parse_constant=partial(Foreign, "not_number"),
            object_pairs_hook=without_doubles,
        )
    except UnicodeDecodeError:
        raise Unreadable("not_utf8") from None
    except json.JSONDecodeError as error:
        raise Unreadable("not_json", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise Unreadable("too_deep") from None
    except MemoryError:
        raise Unreadable("memory") from None


def foreign_values(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what no protocol may hold anywhere: code and values of the remark."""
    waiting = [(value, 0)]
    while waiting:
        part, depth = waiting.pop()
        if isinstance(part, Foreign):
            yield part.code, {"found": str(part)}
        elif isinstance(part, str):
            yield from wrong_text(part)
        elif isinstance(part, (dict, list)):
            if depth == DEEPEST:
                yield "nested", {}
                continue
            if isinstance(part, Doubled):
                yield "doubled_key", {"field": part.again}
            inner = [*part, *part.values()] if isinstance(part, dict) else part
            waiting.extend((item, depth + 1) for item in inner)


def wrong_text(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is wrong with the text itself."""
    if text.isascii():
        return
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        yield "broken_text", {"found": text}
    elif not unicodedata.is_normalized("NFC", text):
        yield "not_nfc", {"found": text}


def canonical(value: Any) -> bytes:
    """Return the value as JSON in the one way in which it is hashed."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def sha256(value: Any) -> str:
    """Return the fingerprint of the value."""
    return hashlib.sha256(canonical(value)).hexdigest()
