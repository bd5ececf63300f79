"""The catalogue in figures: charts drawn on the server, each with the table behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.domain.catalogue_figures import CatalogueFigures, Tally, catalogue_figures
from stories.views.breadcrumbs import trail


@dataclass(frozen=True)
class Chart:
    """What one chart shows; `note` says how to read it."""

    name: str
    title: str
    rows: tuple[Tally, ...]
    note: str = ""


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How the stories spread over years, categories, regions, partners, groups and challenges."""
    language = get_language() or "uk"
    found = catalogue_figures(language)
    title = _("The catalogue in figures")
    context = {
        "page_title": title,
        "breadcrumbs": trail((title, None)),
        "address": f"/{language}/stories/",
        "figures": found,
        "regions": found.by_facet["region"],
        "charts": [chart for chart in _charts(found) if chart.rows],
    }
    return TemplateResponse(request, "stories/figures.html", context)


def _charts(found: CatalogueFigures) -> Iterator[Chart]:
    several = _("A story counts in every row that it belongs to.")
    yield Chart("category", _("By category"), found.by_facet["category"])
    yield Chart("sector", _("Who the partners are"), found.by_facet["sector"], several)
    yield Chart("group", _("For whom"), found.by_facet["group"], several)
    yield Chart("challenge", _("Challenges they answer"), found.by_facet["challenge"], several)
