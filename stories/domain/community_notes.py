"""What our own data files say about communities beside the register: former names, and who is occupied."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stories.errors import RegisterError

_DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class CommunityNotes:
    """`former` has former names in Ukrainian by KATOTTG code, `occupied` the codes of the occupied."""

    former: dict[str, list[str]] = field(default_factory=dict)
    occupied: frozenset[str] = frozenset()

    @property
    def codes(self) -> frozenset[str]:
        return self.occupied.union(self.former)


def read_notes(folder: Path = _DATA) -> CommunityNotes:
    """Read `former_names.toml` and `occupied.toml`; a file that isn't there says nothing.

    Raises RegisterError with every fault in both.
    """
    faults: list[str] = []
    former: dict[str, list[str]] = {}
    for position, entry in enumerate(_entries(folder / "former_names.toml", "communities", faults), start=1):
        names = _texts(entry, "former_uk") + _texts(entry, "former_centre_uk")
        if isinstance(entry, dict) and isinstance(code := entry.get("code"), str) and names:
            former.setdefault(code, []).extend(names)
        else:
            faults.append(f"former_names.toml: community {position} lacks a code or a former name")
    occupied = _entries(folder / "occupied.toml", "codes", faults)
    if not all(isinstance(code, str) for code in occupied):
        faults.append("occupied.toml: every code is a text")
    if faults:
        raise RegisterError(faults)
    return CommunityNotes(former=former, occupied=frozenset(occupied))


def _entries(path: Path, key: str, faults: list[str]) -> list[Any]:
    if not path.is_file():
        return []
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get(key)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{path.name}: {error}")
        return []
    if not isinstance(entries, list):
        faults.append(f"{path.name}: no list «{key}»")
        return []
    return entries


def _texts(entry: Any, key: str) -> list[str]:
    values = entry.get(key) if isinstance(entry, dict) else None
    return [value.strip() for value in values if isinstance(value, str)] if isinstance(values, list) else []
