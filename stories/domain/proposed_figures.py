"""New values of a story's figures: which may be proposed, and how they are put in place of the present ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from stories.enums import Qualifier
from stories.errors import UpdateRefused
from stories.models import ProposedFigure, StoryPage
from stories.text.periods import format_month

_CENT = Decimal("0.01")
_LIMIT = Decimal(10) ** 12
# What a stream holds of a block: type, value and id, as in the database.
Row = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """A figure of the story as it stands there now."""

    block: str
    label: str
    unit: str
    value: Decimal
    qualifier: str
    as_of: date | None


@dataclass(frozen=True)
class NewFigure:
    """What an officer says of the figure with this identity."""

    block: str
    value: Decimal
    qualifier: str
    as_of: date


def figures_of(story: StoryPage) -> list[Figure]:
    """Return the figures of the story in its own order."""
    return [
        Figure(
            block=str(block.id), label=block.value["label"], unit=block.value["unit"], value=block.value["value"],
            qualifier=block.value["qualifier"], as_of=block.value["as_of"],
        )
        for block in story.indicators
    ]  # fmt: skip


def checked_figures(
    story: StoryPage, figures: Sequence[NewFigure], *, this_month: date
) -> list[ProposedFigure]:
    """Return what is new of the figures, unsaved. Raises UpdateRefused for what the story cannot take."""
    present = {figure.block: figure for figure in figures_of(story)}
    if len({figure.block for figure in figures}) != len(figures):
        raise UpdateRefused(_("A figure is given twice."))
    proposed = []
    for figure in figures:
        known = present.get(figure.block)
        if known is None:
            raise UpdateRefused(
                _("One of the figures is not in the story any more. Open the page again, please.")
            )
        new = check_figure(figure, known, this_month=this_month)
        if (known.value, known.qualifier, known.as_of) != (new.value, new.qualifier, new.as_of):
            proposed.append(new)
    return proposed


def check_figure(figure: NewFigure, known: Figure, *, this_month: date) -> ProposedFigure:
    """Return the figure to propose, unsaved. Raises UpdateRefused for a value or a month that the story cannot take."""
    month = figure.as_of.replace(day=1)
    words = {"label": known.label}
    if figure.qualifier not in Qualifier.values:
        raise UpdateRefused(_("“%(label)s”: choose how exact the figure is.") % words)
    if month > this_month:
        raise UpdateRefused(
            _("“%(label)s”: the month is in the future. Give the month that the figure is of.") % words
        )
    if known.as_of and month < known.as_of:
        raise UpdateRefused(
            _("“%(label)s”: the story has a newer figure, of %(month)s. Give a later month.")
            % (words | {"month": format_month(known.as_of)})
        )
    return ProposedFigure(
        block=known.block, label=known.label, unit=known.unit, value=_exact(figure.value, words),
        qualifier=figure.qualifier, as_of=month,
    )  # fmt: skip


def apply_figure(row: Row, figure: ProposedFigure) -> None:
    """Put the new value in place of the present one, which goes to the end of the earlier ones.

    One of the same month is corrected, because a month has one value. Raises UpdateRefused where what stands there is
    newer than what is proposed.
    """
    now = row["value"]
    month = _month(now.get("as_of"))
    if month and month > figure.as_of:
        raise UpdateRefused(
            _("“%(label)s”: the newest draft has a figure of %(month)s already. Leave this one out.")
            % {"label": now["label"], "month": format_month(month)}
        )
    present = Decimal(str(now["value"]))
    if (present, now["qualifier"], month) == (figure.value, figure.qualifier, figure.as_of):
        return
    if month != figure.as_of:
        before = {"as_of": now.get("as_of"), "value": now["value"], "qualifier": now["qualifier"]}
        identity = str(uuid5(NAMESPACE_URL, f"proposed-figure:{figure.pk}"))
        now["earlier"] = [*(now.get("earlier") or []), {"type": "item", "value": before, "id": identity}]
    now |= {
        "value": format(figure.value.normalize(), "f"), "qualifier": figure.qualifier,
        "as_of": figure.as_of.isoformat(),
    }  # fmt: skip


def find_row(rows: Sequence[Row], block: str, *, like: Sequence[Row]) -> Row | None:
    """Return the figure with this identity, None if there is none.

    Language versions that were written apart may have identities of their own. There the figure is the one at the same
    place as in `like`, if there are as many figures and it has the same value and month.
    """
    for row in rows:
        if row["id"] == block:
            return row
    place = next((place for place, row in enumerate(like) if row["id"] == block), None)
    if place is None or len(rows) != len(like):
        return None
    return rows[place] if _value(rows[place]) == _value(like[place]) else None


def _exact(value: Decimal, words: dict[str, str]) -> Decimal:
    """The value with two places at most; Raises UpdateRefused for one that a story cannot hold."""
    try:
        if value.is_finite() and 0 <= value < _LIMIT and value == value.quantize(_CENT):
            return value.quantize(_CENT)
    except InvalidOperation:
        pass
    raise UpdateRefused(
        _("“%(label)s”: give a number that is not negative, with two decimals at most.") % words
    )


def _value(row: Row) -> tuple[Decimal, date | None]:
    return Decimal(str(row["value"]["value"])), _month(row["value"].get("as_of"))


def _month(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
