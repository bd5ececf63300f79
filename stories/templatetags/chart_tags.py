"""The drawings of the catalogue in figures, and of how a story's figures changed."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from django import template
from django.utils import formats
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stories.domain.catalogue_figures import Tally, Year
from stories.domain.figure_history import FigureHistory, FigureThen
from stories.drawing.charts import Bar, column_chart_svg, row_chart_svg
from stories.drawing.figure_series import FigurePoint, figure_series_svg
from stories.drawing.region_map import MapRegion, count_steps, region_map_svg
from stories.templatetags.story_tags import stories_counted
from stories.text.figures import format_number
from stories.text.periods import format_month

register = template.Library()


@register.simple_tag
def years_chart(years: Sequence[Year], address: str) -> SafeString:
    """A column a year; `address` is that of the list of stories."""
    return mark_safe(
        column_chart_svg(
            _bars((year.tally for year in years), address),
            title=_("Stories by the year in which they began"),
            description=_("Each column is a link to the stories of its year. The table below says the same."),
            id_prefix="chart-year",
        )
    )


@register.simple_tag
def rows_chart(name: str, title: str, rows: Sequence[Tally], address: str) -> SafeString:
    """A bar a value of one filter."""
    return mark_safe(
        row_chart_svg(
            _bars(rows, address),
            title=title,
            description=_("Each bar is a link to its stories. The table below says the same."),
            id_prefix=f"chart-{name}",
        )
    )


@register.simple_tag
def regions_chart(regions: Sequence[Tally], address: str) -> SafeString:
    """The map; each region leads to the list of its stories."""
    shapes = [
        MapRegion(
            code=row.key, name=row.label, href=_href(row, address), count=row.count, label=_in_words(row)
        )
        for row in regions
    ]
    return mark_safe(
        region_map_svg(
            shapes,
            title=_("Stories by region"),
            description=_("Each region is a link to its stories. The table says the same."),
            id_prefix="chart-region",
            steps=count_steps(row.count for row in regions),
        )
    )


@register.simple_tag
def history_chart(history: FigureHistory, number: int) -> SafeString:
    """How a figure changed; `number` is its place on the page."""
    points = [
        FigurePoint(then.month, float(then.value), then.figure, when_of(history, then))
        for then in history.steps
    ]
    said = [f"{point.label}: {point.figure}" for point in points]
    return mark_safe(
        figure_series_svg(
            points,
            title=history.name,
            description=_("%(values)s. The table says the same.") % {"values": "; ".join(said)},
            id_prefix=f"history-{number}",
        )
    )


@register.simple_tag
def when_of(history: FigureHistory, then: FigureThen) -> str:
    """The month of a value, or in a word where it stands in the course of things."""
    if then.month:
        return format_month(then.month)
    return pgettext("a figure", "now") if then is history.now else pgettext("a figure", "earlier")


@register.filter
def counts_of(rows: Iterable[Tally]) -> dict[str, int]:
    return {row.key: row.count for row in rows}


@register.simple_tag
def month_names() -> list[str]:
    """The twelve months, short, in the active language."""
    return [formats.date_format(date(2000, month, 1), "M") for month in range(1, 13)]


@register.simple_tag
def month_steps(years: Sequence[Year]) -> tuple[int, ...]:
    """From which counts on a month takes the next colour."""
    return count_steps(count for year in years for count in year.months)


@register.simple_tag
def colour_step(count: int, steps: Sequence[int]) -> int:
    """Which of the colours a count takes, from 1."""
    return bisect_right(steps, count)


def _bars(tallies: Iterable[Tally], address: str) -> list[Bar]:
    return [
        Bar(
            label=row.label, count=row.count, figure=format_number(row.count), href=_href(row, address),
            text=_in_words(row),
        )
        for row in tallies
    ]  # fmt: skip


def _href(row: Tally, address: str) -> str:
    return f"{address}{row.choice.query()}"


def _in_words(row: Tally) -> str:
    return f"{row.label}: {stories_counted(row.count)}"
