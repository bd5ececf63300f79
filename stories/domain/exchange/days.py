"""Days in the data files: «2025-05-12»."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from stories.domain.exchange.cell_values import CellFault, text_of

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})")
_YEARS = range(1991, 2101)


@dataclass(frozen=True)
class Day:
    """A day; one that is written as in Ukraine, «12.05.2025», is read too."""

    type: ClassVar[str] = "string"
    format: ClassVar[str] = "date"

    def to_json(self, value: Any) -> Any:
        return value or None

    def to_cell(self, value: Any) -> Any:
        return self.to_json(value)

    def read(self, raw: Any) -> str | None:
        if isinstance(raw, (date, datetime)):
            return f"{raw:%Y-%m-%d}"
        text = text_of(raw)
        if not text:
            return None
        # A spreadsheet may keep the hour as well.
        day = _day(text.removesuffix("T00:00:00"))
        if day is None:
            raise CellFault(
                _("“%(text)s” is no day. Write year, month and day, such as 2025-05-12.") % {"text": text}
            )
        return day.isoformat()


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month, day, other_day, other_month, other_year = (int(part or 0) for part in found.groups())
    try:
        read = date(year or other_year, month or other_month, day or other_day)
    except ValueError:
        return None
    return read if read.year in _YEARS else None
