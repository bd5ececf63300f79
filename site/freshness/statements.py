"""What a SQL statement reads and writes, told from its text.

When in doubt the answer is too wide, never too narrow: a table too many costs a computation, one too few shows
something outdated.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

EVERYTHING = "*"
"""Stands for all tables, where a statement doesn't say which ones it changes."""

_NAME = r"(?:[\"`\[]?\w+[\"`\]]?\s*\.\s*)?[\"`\[]?(?P<table>\w+)[\"`\]]?"
_FIRST_WORD = re.compile(r"(?:\s|\(|--[^\n]*\n|/\*.*?\*/)*(\w+)", re.DOTALL)
_TARGET = re.compile(
    rf"""\b(?:
        INSERT\s+(?:OR\s+\w+\s+|IGNORE\s+)?INTO
        |(?P<update>UPDATE(?:\s+OR\s+\w+)?(?:\s+ONLY)?)
        |REPLACE\s+INTO|DELETE\s+FROM(?:\s+ONLY)?|MERGE\s+INTO(?:\s+ONLY)?
    )\s+{_NAME}""",
    re.IGNORECASE | re.VERBOSE,
)
_SOURCE = re.compile(rf"\b(?:FROM|JOIN|USING|INTO|UPDATE)\s+(?:ONLY\s+|LATERAL\s+)?{_NAME}", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SET = re.compile(r"\bSET\b(.*?)(?:\bWHERE\b|$)", re.IGNORECASE | re.DOTALL)
_SET_COLUMN = re.compile(r"\"(\w+)\"\s*=")
_INTRICATE = re.compile(r"\bWHERE\b.*\bWHERE\b|\b(?:SELECT|CASE|WITH)\b", re.IGNORECASE | re.DOTALL)
# These change nothing that somebody who reads later could see.
_HARMLESS = frozenset(
    ["ANALYZE", "BEGIN", "CLOSE", "COMMIT", "DEALLOCATE", "DECLARE", "DISCARD", "END", "FETCH", "LISTEN", "LOCK", "MOVE",
     "NOTIFY", "PRAGMA", "REINDEX", "RELEASE", "RESET", "ROLLBACK", "SAVEPOINT", "SET", "SHOW", "START", "UNLISTEN",
     "VACUUM"]
)  # fmt: skip
_READING = frozenset(["EXPLAIN", "SELECT", "TABLE", "VALUES", "WITH"])
_WRITING = frozenset(["DELETE", "INSERT", "MERGE", "REPLACE", "UPDATE"])


@dataclass(frozen=True, slots=True)
class Write:
    """One change: the table, and the columns where a plain UPDATE sets them."""

    table: str
    columns: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """The tables that a statement reads, and the changes it makes."""

    reads: frozenset[str]
    writes: tuple[Write, ...]


NOTHING = Statement(frozenset(), ())


_LONGEST_KEPT = 8192


def understand(sql: str, known: frozenset[str] = frozenset()) -> Statement:
    """Tell what a statement reads and writes; names come in small letters.

    `known` are the tables of the site: whichever of their names stands anywhere in the statement counts as read.
    The name of an alias or a subquery may be among the reads too, which does no harm.
    """
    # Statements come again and again, except for long ones with thousands of values.
    return _understood(sql, known) if len(sql) <= _LONGEST_KEPT else _understand(sql, known)


def _understand(sql: str, known: frozenset[str]) -> Statement:
    first = _FIRST_WORD.match(sql)
    word = first[1].upper() if first else ""
    is_one = ";" not in sql.rstrip().rstrip(";")
    if word in _HARMLESS and is_one:
        return NOTHING
    if word in _WRITING:
        return Statement(_reads(sql, known), _changes(sql) or (Write(EVERYTHING),))
    if word == "SELECT" and is_one:
        return Statement(_reads(sql, known), ())
    if word in _READING | _HARMLESS:
        return Statement(_reads(sql, known), _changes(sql))
    return Statement(_reads(sql, known), (Write(EVERYTHING),))


_understood = lru_cache(maxsize=4096)(_understand)


def _reads(sql: str, known: frozenset[str]) -> frozenset[str]:
    sources = {name.lower() for name in _SOURCE.findall(sql)}
    return frozenset(sources | {word for word in map(str.lower, _WORD.findall(sql)) if word in known})


def _changes(sql: str) -> tuple[Write, ...]:
    found = [match for match in _TARGET.finditer(sql) if match["table"].upper() != "SET"]
    if not found:
        return ()
    if len(found) == 1 and found[0]["update"]:
        return (Write(found[0]["table"].lower(), columns=_columns(sql)),)
    return tuple(Write(match["table"].lower()) for match in found)


def _columns(sql: str) -> frozenset[str] | None:
    """The columns that an UPDATE sets, or None where the statement is too intricate to be sure."""
    part = _SET.search(sql)
    if part is None or _INTRICATE.search(sql):
        return None
    columns = _SET_COLUMN.findall(part[1])
    is_plain = len(columns) == part[1].count("=")
    return frozenset(name.lower() for name in columns) if columns and is_plain else None
