"""What a figure was before, in the data files: an array of objects in JSON, «2024-06=1200; 2025-01=about 1500» in a cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from stories.domain.exchange.cell_values import EMPTY, CellFault, text_of
from stories.domain.exchange.kinds import Code, Month, Number
from stories.enums import Qualifier
from stories.text.cells import join_list, split_list

_UNKNOWN = "?"
# How exact it is, in words, before the number with which it ends.
_FIGURE = re.compile(r"(\D*?)\s*(-?[\d\s.,]*)")


@dataclass(frozen=True)
class EarlierFigures:
    """Values of one figure, the newest last, each with its month; a question mark stands for a month nobody knows."""

    type: ClassVar[str] = "array"
    format: ClassVar[str] = "figures"
    parts: ClassVar[dict[str, Any]] = {
        "as_of": Month(), "value": Number(), "qualifier": Code(choices=Qualifier),
    }  # fmt: skip

    def to_json(self, value: Any) -> list[dict[str, Any]]:
        return [
            {name: kind.to_json(figure.get(name)) for name, kind in self.parts.items()}
            for figure in value or ()
        ]

    def to_cell(self, value: Any) -> str:
        return join_list([_written(figure) for figure in self.to_json(value)])

    def read(self, raw: Any) -> list[dict[str, Any]]:
        if raw in EMPTY:
            return []
        if isinstance(raw, Sequence) and not isinstance(raw, str):
            return [self._read_object(each) for each in raw]
        return [self._read_text(text) for text in split_list(text_of(raw)) if text]

    def _read_object(self, given: Any) -> dict[str, Any]:
        if not isinstance(given, Mapping) or not given.keys() <= self.parts.keys():
            raise CellFault(
                _(
                    "“%(text)s” is no earlier figure: an object with “as_of”, “value” and “qualifier” is wanted."
                )
                % {"text": str(given)[:80]}
            )
        return self._checked(given, text=str(dict(given)))

    def _read_text(self, text: str) -> dict[str, Any]:
        month, sign, figure = text.partition("=")
        found = _FIGURE.fullmatch(figure.strip())
        if not sign or not found:
            raise CellFault(_advice(text))
        qualifier, value = found.groups()
        as_of = "" if month.strip() == _UNKNOWN else month.strip()
        if not month.strip():
            raise CellFault(_advice(text))
        return self._checked({"as_of": as_of, "value": value, "qualifier": qualifier}, text=text)

    def _checked(self, given: Mapping[str, Any], *, text: str) -> dict[str, Any]:
        values = {name: kind.read(given.get(name)) for name, kind in self.parts.items()}
        if values["value"] is None:
            raise CellFault(_advice(text))
        return {**values, "qualifier": values["qualifier"] or Qualifier.EXACT.value}


def _written(figure: Mapping[str, Any]) -> str:
    qualifier = figure["qualifier"] or Qualifier.EXACT.value
    exactness = "" if qualifier == Qualifier.EXACT else f"{qualifier} "
    return f"{figure['as_of'] or _UNKNOWN}={exactness}{figure['value']}"


def _advice(text: str) -> str:
    return _(
        "“%(text)s” is no earlier figure. Write month and figure, such as 2024-06=1200; 2025-01=about 1500; a question "
        "mark stands for an unknown month: ?=900."
    ) % {"text": text[:80]}
