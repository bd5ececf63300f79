"""What a column of the data files can hold: how a value is written, and how it is read from what a person typed.

A value is written plainly into JSON (`to_json`) and into a cell (`to_cell`); `read` takes either form and gives the
value back, whichever file it came from. It raises CellFault with a sentence for the person who filled the file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from stories.domain.exchange.cell_values import (
    EMPTY,
    CellFault,
    Words,
    choice_names,
    plain_number,
    text_of,
)
from stories.enums import Language
from stories.text.cells import join_list, split_list
from stories.text.folding import fold
from stories.text.prose_reading import ProseFault, read_prose

_MONTH = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?|(\d{1,2})\.(\d{4})|(\d{1,2})\.(\d{1,2})\.(\d{4})")
_THOUSANDS = re.compile(r"\.\d{3}")
_YEARS = range(1991, 2101)
_MONTHS = range(1, 13)
_LIMIT, _PLACES = 10**12, 2
_TRUE = frozenset(fold(word) for word in ("true", "yes", "1", "так", "істина", "x", "х", "+"))
_FALSE = frozenset(fold(word) for word in ("false", "no", "0", "ні", "хибність"))
_is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Text:
    """Plain text."""

    type: ClassVar[str] = "string"
    format: ClassVar[str] = ""
    max_length: int = 0
    one_line: bool = False

    def to_json(self, value: Any) -> Any:
        return value or ""

    def to_cell(self, value: Any) -> Any:
        return self.to_json(value)

    def read(self, raw: Any) -> Any:
        text = text_of(raw)
        if self.one_line:
            text = " ".join(text.split("\n"))
        if self.max_length and len(text) > self.max_length:
            raise CellFault(
                _("%(count)s characters; %(most)s at most.") % {"count": len(text), "most": self.max_length}
            )
        return self.check(text)

    def check(self, text: str) -> str:
        """Return the text, or raise CellFault if it is not of this kind."""
        return text


@dataclass(frozen=True)
class Prose(Text):
    """Running text in the notation of `stories.text.prose`."""

    format: ClassVar[str] = "markdown"

    def check(self, text: str) -> str:
        try:
            read_prose(text)
        except ProseFault as fault:
            raise CellFault(str(fault)) from fault
        return text


@dataclass(frozen=True)
class WebAddress(Text):
    """The address of a page."""

    format: ClassVar[str] = "uri"
    max_length: int = 200
    one_line: bool = True

    def check(self, text: str) -> str:
        if text:
            try:
                _is_web_address(text)
            except ValidationError:
                raise CellFault(
                    _("“%(text)s” is no address of a page, such as https://example.org/.") % {"text": text}
                ) from None
        return text


@dataclass(frozen=True)
class Email(Text):
    """A mailbox."""

    format: ClassVar[str] = "email"
    max_length: int = 254
    one_line: bool = True

    def check(self, text: str) -> str:
        if text:
            try:
                validate_email(text)
            except ValidationError:
                raise CellFault(_("“%(text)s” is no e-mail address.") % {"text": text}) from None
        return text


@dataclass(frozen=True)
class Slug(Text):
    """A key or an address of small Latin letters, digits and hyphens."""

    format: ClassVar[str] = "slug"
    max_length: int = 120
    one_line: bool = True

    def check(self, text: str) -> str:
        if text and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text):
            raise CellFault(
                _("“%(text)s”: only small Latin letters, digits and hyphens may stand here.") % {"text": text}
            )
        return text


@dataclass(frozen=True)
class Code(Text):
    """One of a fixed list. Its name in either language is read as well as the code."""

    choices: type[models.TextChoices] = Language
    one_line: bool = True

    def check(self, text: str) -> str:
        if not text:
            return ""
        wanted = fold(text)
        for code, names in choice_names(self.choices).items():
            if wanted in (fold(code), *(fold(name) for name in names.values())):
                return code
        raise CellFault(
            _("“%(text)s” is none of: %(choices)s.")
            % {"text": text, "choices": ", ".join(self.choices.values)}
        )


@dataclass(frozen=True)
class Month:
    """A month, «2023-07», or a year alone where the month isn't known and `year_alone` allows it."""

    type: ClassVar[str] = "string"
    format: ClassVar[str] = "month"
    year_alone: bool = False

    def to_json(self, value: Any) -> Any:
        return value or None

    def to_cell(self, value: Any) -> Any:
        return value or None

    def read(self, raw: Any) -> str | None:
        if isinstance(raw, (date, datetime)):
            return self._checked(raw.year, raw.month)
        text = text_of(raw)
        if not text:
            return None
        found = _MONTH.fullmatch(text)
        if not found:
            raise CellFault(self._advice(text))
        year, month, _day, other_month, other_year, _d, day_month, day_year = found.groups()
        number = month or other_month or day_month
        if number is None and not self.year_alone:
            raise CellFault(self._advice(text))
        return self._checked(int(year or other_year or day_year), int(number) if number else None)

    def _checked(self, year: int, month: int | None) -> str:
        if year not in _YEARS or (month is not None and month not in _MONTHS):
            raise CellFault(self._advice(f"{year}-{month:02d}" if month is not None else str(year)))
        return f"{year}-{month:02d}" if month is not None else str(year)

    def _advice(self, text: str) -> str:
        if self.year_alone:
            return _("“%(text)s” is no month. Write year and month, such as 2023-07, or the year alone.") % {
                "text": text
            }
        return _("“%(text)s” is no month. Write year and month, such as 2023-07.") % {"text": text}


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    type: ClassVar[str] = "boolean"
    format: ClassVar[str] = ""

    def to_json(self, value: Any) -> Any:
        return bool(value)

    def to_cell(self, value: Any) -> Any:
        return bool(value)

    def read(self, raw: Any) -> bool:
        if isinstance(raw, bool):
            return raw
        text = fold(text_of(raw))
        if not text or text in _FALSE:
            return False
        if text in _TRUE:
            return True
        raise CellFault(_("“%(text)s” is neither yes nor no. Write true or false.") % {"text": text_of(raw)})


@dataclass(frozen=True)
class Number:
    """A number that is not negative, with at most two decimals."""

    type: ClassVar[str] = "number"
    format: ClassVar[str] = ""

    def to_json(self, value: Any) -> Any:
        if value in EMPTY:
            return None
        number = Decimal(str(value))
        return int(number) if number == number.to_integral_value() else float(number)

    def to_cell(self, value: Any) -> Any:
        return self.to_json(value)

    def read(self, raw: Any) -> Decimal | None:
        if isinstance(raw, (bool, list, dict, date)):
            raise CellFault(_("“%(text)s” is no number.") % {"text": raw})
        text = str(raw) if isinstance(raw, (int, float, Decimal)) else plain_number(text_of(raw))
        if not text:
            return None
        if isinstance(raw, str) and _THOUSANDS.search(text):
            raise CellFault(
                _("“%(text)s”: write thousands without a mark, such as 61000.") % {"text": text_of(raw)}
            )
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise CellFault(_("“%(text)s” is no number.") % {"text": text_of(raw)}) from None
        if not number.is_finite() or number < 0:
            raise CellFault(_("“%(text)s”: a number from nought up is wanted.") % {"text": text_of(raw)})
        # Before rounding: a number with a huge exponent cannot even be rounded.
        rounded = round(number, _PLACES) if number < _LIMIT else None
        if rounded != number:
            raise CellFault(
                _("“%(text)s”: at most two decimals and twelve digits before them.") % {"text": text_of(raw)}
            )
        # Never with an exponent: 100 is kept as "100", not as "1E+2".
        return Decimal(format(number.normalize(), "f"))


@dataclass(frozen=True)
class Many:
    """A list of one kind: an array in JSON, «a; b; c» in a cell."""

    type: ClassVar[str] = "array"
    format: ClassVar[str] = ""
    item: Any = Text(one_line=True)
    keeps_gaps: bool = False

    def to_json(self, value: Any) -> Any:
        return [self.item.to_json(each) for each in value or ()]

    def to_cell(self, value: Any) -> Any:
        return join_list([str(self.item.to_cell(each) or "") for each in value or ()])

    def read(self, raw: Any) -> list[Any]:
        if isinstance(raw, (list, tuple)):
            given: Sequence[Any] = raw
        else:
            given = split_list(text_of(raw))
        values = [self.item.read(each) for each in given]
        return values if self.keeps_gaps else [value for value in values if value not in EMPTY]


@dataclass(frozen=True)
class Integer:
    """A whole number."""

    type: ClassVar[str] = "integer"
    format: ClassVar[str] = ""
    lowest: int = 0
    highest: int = 10**9

    def to_json(self, value: Any) -> Any:
        return value

    def to_cell(self, value: Any) -> Any:
        return value

    def read(self, raw: Any) -> int | None:
        text = text_of(raw)
        if not text:
            return None
        if not re.fullmatch(r"\d{1,9}", text) or not self.lowest <= int(text) <= self.highest:
            raise CellFault(
                _("“%(text)s” is no whole number from %(lowest)s to %(highest)s.")
                % {"text": text, "lowest": self.lowest, "highest": self.highest}
            )
        return int(text)


@dataclass(frozen=True)
class Moment:
    """A day and an hour in ISO 8601, with the zone; only written."""

    type: ClassVar[str] = "string"
    format: ClassVar[str] = "date-time"

    def to_json(self, value: Any) -> Any:
        return value.isoformat(timespec="seconds") if value else None

    def to_cell(self, value: Any) -> Any:
        return self.to_json(value)

    def read(self, raw: Any) -> None:  # noqa: ARG002 - as every kind has it
        return None


TYPE_NAMES: dict[str, Words] = {
    "string": pgettext_lazy("kind of a column", "text"),
    "boolean": pgettext_lazy("kind of a column", "yes or no"),
    "number": pgettext_lazy("kind of a column", "number"),
    "integer": pgettext_lazy("kind of a column", "whole number"),
    "array": pgettext_lazy("kind of a column", "list"),
}
