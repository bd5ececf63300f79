"""What is asked of a full-text index: tokens joined by AND and OR, written the way each database wants it.

Tokens are made of letters and figures, with `.` and `=` as the only marks, so that they need no escaping.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """A token, or every token that begins with it."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All of these."""

    lookups: tuple["Lookup", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these."""

    lookups: tuple["Lookup", ...]


Lookup = Token | Every | Either


def as_fts5(lookup: Lookup) -> str:
    """The lookup in the query language of SQLite's FTS5."""
    return _write(lookup, every=" AND ", some=" OR ", quote='"', prefix="*")


def as_tsquery(lookup: Lookup) -> str:
    """The lookup as the text of a PostgreSQL tsquery."""
    return _write(lookup, every=" & ", some=" | ", quote="'", prefix=":*")


def _write(lookup: Lookup, *, every: str, some: str, quote: str, prefix: str) -> str:
    if isinstance(lookup, Token):
        return f"{quote}{lookup.text}{quote}{prefix if lookup.prefix else ''}"
    parts = [_write(part, every=every, some=some, quote=quote, prefix=prefix) for part in lookup.lookups]
    return f"({(every if isinstance(lookup, Every) else some).join(parts)})"
