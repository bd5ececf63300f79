"""The chain of the judging's protocol: each event holds the SHA-256 of the one before it. Pure, without Django.

Canonical JSON is JSON in one way only, so that equal values have equal hashes: keys sorted by code point, no blanks,
letters as they are, UTF-8. What could be written in two ways is refused: floats, keys that are no text, text that is not
in Unicode's form NFC. `contest/verifier/` checks the same chain with code of its own.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NotRequired, TypedDict

# What the first event names as the hash of the event before it.
NOTHING_BEFORE = "0" * 64


class Event(TypedDict):
    """An event of the protocol, as it is published."""

    number: int
    at: str
    kind: str
    data: dict[str, Any]
    previous: str
    hash: NotRequired[str]


def canonical_json(value: Any) -> str:
    """Return the value as canonical JSON.

    Raises:
        TypeError: there is something else in it than dicts, lists, text, whole numbers, True, False and None.
        ValueError: a text is not in the form NFC or has half a character in it.
    """
    _refuse_ambiguous(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(value: Any) -> str:
    """Return the SHA-256 of the value's canonical JSON, in hexadecimal.

    Raises:
        TypeError, ValueError: as `canonical_json`.
    """
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def event_hash(event: Mapping[str, Any]) -> str:
    """Return the hash of an event: that of everything in it except the hash itself."""
    return fingerprint({name: value for name, value in event.items() if name != "hash"})


def next_event(previous: Event | None, *, kind: str, data: dict[str, Any], at: datetime) -> Event:
    """Return the event that follows the previous one; None: it is the first.

    `at` is an aware datetime. Should the clock have gone back, as clocks do, the event is dated like the one before it:
    in a protocol time never goes back.

    Raises:
        TypeError, ValueError: as `canonical_json`; ValueError also if `at` is naive.
    """
    if at.tzinfo is None:
        raise ValueError("A moment without time zone has no place in the protocol.")
    moment = written_moment(at)
    event: Event = {
        "number": previous["number"] + 1 if previous else 1,
        "at": max(moment, previous["at"]) if previous else moment,
        "kind": kind,
        "data": data,
        "previous": previous["hash"] if previous else NOTHING_BEFORE,
    }
    return {**event, "hash": event_hash(event)}


def written_moment(at: datetime) -> str:
    """Return an aware datetime in UTC with microseconds, so that the order of texts is the order of times."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _refuse_ambiguous(value: Any) -> None:
    if value is None or isinstance(value, bool | int):
        return
    if isinstance(value, str):
        value.encode()  # Half a character cannot be encoded: UnicodeEncodeError is a ValueError.
        if not unicodedata.is_normalized("NFC", value):
            raise ValueError(f"{value!r} is not in the form NFC.")
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"The key {key!r} is no text.")
            _refuse_ambiguous(key)
            _refuse_ambiguous(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_ambiguous(item)
    else:
        raise TypeError(f"{type(value).__name__} has no canonical JSON.")
