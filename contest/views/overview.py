"""The contest at a glance, for the secretariat."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from contest.domain.moments import countdown, moment_of
from contest.domain.overview import Figure, Overview, overview_of
from contest.domain.phases import phase_of
from contest.forms.application_filters import STALLED_AFTER
from contest.models import Call, Letter
from contest.views.application_list import LIST, require_secretariat
from stories.drawing.charts import Bar, column_chart_svg
from stories.drawing.region_map import MapRegion, count_steps, region_map_svg
from stories.models import Region


@require_safe
def contest_overview(request: HttpRequest) -> HttpResponse:
    """The figures of one call, the newest unless another is chosen."""
    require_secretariat(request)
    calls = list(Call.objects.with_edition().in_reading_order())
    chosen = request.GET.get("call", "")
    call = next((row for row in calls if str(row.pk) == chosen), calls[0] if calls else None)
    context: dict[str, Any] = {"calls": calls, "call": call}
    if call:
        now = timezone.now()
        overview = overview_of(call, stalled_before=now - STALLED_AFTER)
        context |= {
            "overview": overview,
            "phase": phase_of(call, at=now).label,
            "countdown": countdown(call, at=now),
            "closes": moment_of(call.closes_at, zone=call.zone) if call.closes_at else None,
            "map": _map(call, overview),
            "chart": _chart(call, overview),
            "statuses": _linked(call, overview.statuses, "status"),
            "categories": _linked(call, overview.categories, "category"),
            "regions": _linked(call, _regions_by_key(overview), "region"),
            "letters": {state: count for (state,), count in Letter.objects.of_call(call).counted_by("state")},
            "missing": [figure.name for figure in overview.regions if not figure.count],
        }  # fmt: skip
    return TemplateResponse(request, "contest/admin/overview.html", context)


def _linked(call: Call, figures: list[Figure], name: str) -> list[tuple[Figure, str]]:
    return [(figure, _list_address(call, **{name: figure.code})) for figure in figures]


def _list_address(call: Call, **chosen: str) -> str:
    return f"{reverse(LIST)}?{urlencode({'call': call.pk, **chosen})}"


def _regions_by_key(overview: Overview) -> list[Figure]:
    """The regions with the keys by which the list is filtered; the map knows them by their codes."""
    keys = dict(Region.objects.values_list("code", "pk"))
    return [Figure(row.name, row.count, str(keys[row.code])) for row in overview.regions]


def _map(call: Call, overview: Overview) -> SafeString:
    addresses = {
        figure.name: address for figure, address in _linked(call, _regions_by_key(overview), "region")
    }
    regions = [
        MapRegion(
            code=row.code, name=f"{row.name}: {row.count}", href=addresses[row.name], count=row.count,
            label=f"{row.name}: {_applications(row.count)}",
        )
        for row in overview.regions
    ]  # fmt: skip
    return mark_safe(
        region_map_svg(
            regions, title=_("Applications by region"), description=_("The table beside says the same."),
            steps=count_steps(row.count for row in overview.regions),
        )
    )  # fmt: skip


def _chart(call: Call, overview: Overview) -> SafeString | str:
    if not overview.days:
        return ""
    bars = [
        Bar(
            label=formats.date_format(day, "d.m"), count=count, figure=str(count),
            href=_list_address(call, first_submitted_at_from=day.isoformat(), first_submitted_at_to=day.isoformat()),
            text=f"{formats.date_format(day, 'SHORT_DATE_FORMAT')}: {_applications(count)}",
        )
        for day, count in overview.days
    ]  # fmt: skip
    return mark_safe(
        column_chart_svg(
            bars,
            title=_("Applications by day"),
            description=_("The table below says the same."),
            id_prefix="days",
        )
    )


def _applications(count: int) -> str:
    return ngettext("%(count)s application", "%(count)s applications", count) % {"count": count}
