"""How the figures of a story changed: what each of them was before, and what it is now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from stories.text.figures import format_figure


@dataclass(frozen=True)
class FigureThen:
    """What a figure was in a month; None where nobody knows the month any more."""

    month: date | None
    value: Any
    figure: str


@dataclass(frozen=True)
class FigureHistory:
    """A figure with everything that it was, the oldest first and the present value last."""

    label: str
    unit: str
    steps: tuple[FigureThen, ...]

    @property
    def name(self) -> str:
        """The present value with what it counts: «61 000 маріупольців постійно отримують допомогу»."""
        return " ".join(part for part in (self.now.figure, self.unit, self.label) if part)

    @property
    def now(self) -> FigureThen:
        return self.steps[-1]


def figure_histories(indicators: Iterable[Any]) -> list[FigureHistory]:
    """Return the history of each figure of which an earlier value is told, in the story's order.

    Values of an unknown month come before all others, in the order in which they stand in the story.
    """
    figures = (block.value for block in indicators)
    return [
        FigureHistory(
            figure["label"], figure["unit"], (*_earlier(figure["earlier"]), _then(figure))
        )
        for figure in figures
        if figure["earlier"]
    ]  # fmt: skip


def _earlier(items: Iterable[Any]) -> list[FigureThen]:
    return sorted(map(_then, items), key=lambda then: (then.month is not None, then.month or date.min))


def _then(item: Any) -> FigureThen:
    return FigureThen(item["as_of"], item["value"], format_figure(item["value"], item["qualifier"]))
