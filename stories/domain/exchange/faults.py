"""Where something is wrong in a file that is to be imported, and what."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

MAIN_SHEET = "stories"


@dataclass(frozen=True)
class Place:
    """A cell: the row as a spreadsheet counts it (in JSON, the story's number), the column, the sheet if there are several."""

    row: int
    column: str = ""
    sheet: str = ""
    is_json: bool = False

    def at(self, column: str) -> "Place":
        return Place(self.row, column, self.sheet, self.is_json)

    def __str__(self) -> str:
        parts = [_("sheet %(sheet)s") % {"sheet": self.sheet}] if self.sheet else []
        if self.row:
            text = _("story %(row)s") if self.is_json else _("row %(row)s")
            parts.append(text % {"row": self.row})
        if self.column:
            parts.append(_("column %(column)s") % {"column": self.column})
        return ", ".join(parts)


@dataclass
class Faults:
    """Everything that is wrong with a file, in the order of the file."""

    found: list[tuple[Place, str]] = field(default_factory=list)

    def add(self, place: Place, reason: str) -> None:
        self.found.append((place, reason))

    def __bool__(self) -> bool:
        return bool(self.found)

    def lines(self) -> Iterator[str]:
        """A line for each fault: where it is and what is wrong; the sheet of stories before those of lists."""
        for place, reason in sorted(self.found, key=lambda fault: _order(fault[0])):
            where = str(place)
            yield f"{where}: {reason}" if where else reason


def _order(place: Place) -> tuple[bool, str, int]:
    return (place.sheet != MAIN_SHEET, place.sheet, place.row)
