"""The drawings of the page of results: where applications came from, in which categories, on which days."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.utils import formats
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest.domain.results_figures import Counted
from stories.drawing.charts import Bar, column_chart_svg, row_chart_svg
from stories.drawing.region_map import MapRegion, count_steps, region_map_svg
from stories.templatetags.story_tags import stories_counted
from stories.text.figures import format_number

register = template.Library()

# Figures of more days than these would lie on each other; the table has them all.
_MOST_FIGURES = 24


@register.filter
def applications_counted(count: int) -> str:
    """«112 заявок» / "112 applications"."""
    return ngettext("%(count)s application", "%(count)s applications", count) % {
        "count": format_number(count)
    }


@register.simple_tag
def results_map(regions: Sequence[Counted], *, of_stories: bool = False) -> SafeString:
    """The map of what regions count, applications or honoured stories; each leads to its region's page."""
    in_words = stories_counted if of_stories else applications_counted
    shapes = [
        MapRegion(
            code=row.code, name=row.name, href=row.address, count=row.count,
            label=_("%(region)s: %(stories)s") % {"region": row.name, "stories": in_words(row.count)},
        )
        for row in regions
    ]  # fmt: skip
    return mark_safe(
        region_map_svg(
            shapes,
            title=_("Honoured stories by region") if of_stories else _("Applications by region"),
            description=_("Each region is a link. The list beside the map says the same."),
            steps=count_steps(row.count for row in regions),
            id_prefix="results-map",
        )
    )


@register.simple_tag
def categories_chart(categories: Sequence[Counted]) -> SafeString:
    """A bar a category, which leads to its page."""
    bars = [
        Bar(
            label=row.short, count=row.count, figure=format_number(row.count), href=row.address,
            text=_("%(region)s: %(stories)s") % {"region": row.name, "stories": applications_counted(row.count)},
        )
        for row in categories
    ]  # fmt: skip
    return mark_safe(
        row_chart_svg(
            bars,
            title=_("Applications by category"),
            description=_("The table below says the same."),
            id_prefix="results-categories",
        )
    )


@register.simple_tag
def days_chart(days: Sequence[tuple[date, int]]) -> SafeString:
    """A column a day, from the first application to the last."""
    has_figures = len(days) <= _MOST_FIGURES
    bars = [
        Bar(
            label=formats.date_format(day, "d.m"), count=count, figure=format_number(count) if has_figures else "",
            href="", text="",
        )
        for day, count in days
    ]  # fmt: skip
    return mark_safe(
        column_chart_svg(
            bars,
            title=_("Applications by day"),
            description=_("The table below says the same."),
            id_prefix="results-days",
        )
    )
