"""The catalogue as open data: files, their description, and the page that explains them."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.domain.exchange.bundles import full_address
from stories.domain.exchange.data_catalogue import data_catalogue
from stories.domain.exchange.definitions import definitions_in_pairs, field_definitions, notes_on_reading
from stories.domain.exchange.export import Export, choose_export, dataset_title, export_tag, last_published
from stories.domain.exchange.files import csv_pieces, json_pieces
from stories.domain.exchange.template import write_template
from stories.domain.exchange.workbook import write_workbook
from stories.enums import Language
from stories.querysets.catalogue import CatalogueChoice
from stories.views.breadcrumbs import trail

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ALLOWED = "GET, HEAD, OPTIONS"
View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """Let the pages of any site read the answer; nothing of it depends on who asks."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = _ALLOWED
            response["Access-Control-Allow-Headers"] = "If-None-Match"
            response["Access-Control-Max-Age"] = "86400"
        elif request.method not in ("GET", "HEAD"):
            response = HttpResponse(status=405, headers={"Allow": _ALLOWED})
        else:
            response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Content-Disposition"
        return response

    return answer


@open_to_all
def stories_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The stories of a choice as JSON, CSV or XLSX. `lang` says in which language the choice's text is looked for."""
    language = request.GET.get("lang", settings.LANGUAGE_CODE)
    if language not in Language.values:
        return HttpResponse(
            _("lang is uk or en.") + "\n", status=400, content_type="text/plain; charset=utf-8"
        )
    choice = CatalogueChoice.from_query(request.GET).with_(page=1)
    tag = export_tag(choice, language=language, kind=kind)
    unchanged = get_conditional_response(request, etag=tag) if tag else None
    response = unchanged or _made(request, choice, language=language, kind=kind)
    if tag:
        response["ETag"] = tag
    # For people to see. What was withdrawn or renamed doesn't move it, so the tag alone decides whether to send anew.
    if modified := last_published():
        response["Last-Modified"] = http_date(modified.timestamp())
    response["Cache-Control"] = "public, no-cache"
    return response


def _made(request: HttpRequest, choice: CatalogueChoice, *, language: str, kind: str) -> HttpResponseBase:
    make, content_type = _FILES[kind]
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=content_type)
        del response["Content-Length"]
    else:
        response = make(choose_export(choice, language=language))
    response["Content-Type"] = content_type
    name = f"stories-{timezone.localdate():%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = f'{"inline" if kind == "json" else "attachment"}; filename="{name}"'
    return response


def _json(export: Export) -> HttpResponseBase:
    return StreamingHttpResponse(json_pieces(export.records(), about=export.about()))


def _csv(export: Export) -> HttpResponseBase:
    return StreamingHttpResponse(csv_pieces(export.records()))


def _xlsx(export: Export) -> HttpResponseBase:
    return FileResponse(write_workbook(export.records(), language=export.language))


_FILES: dict[str, tuple[Callable[[Export], HttpResponseBase], str]] = {
    "json": (_json, "application/json"),
    "csv": (_csv, "text/csv; charset=utf-8"),
    "xlsx": (_xlsx, XLSX_TYPE),
}


@open_to_all
def fields(_request: HttpRequest) -> HttpResponseBase:
    """What each column of the files holds, for programs."""
    told = {"title": dataset_title(), "fields": field_definitions()}
    return _public(JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1}))


@open_to_all
def catalogue(_request: HttpRequest) -> HttpResponseBase:
    """The description of the open data for data portals."""
    text = json.dumps(data_catalogue(), ensure_ascii=False, indent=1)
    return _public(HttpResponse(text, content_type="application/ld+json"))


@open_to_all
def template(request: HttpRequest) -> HttpResponseBase:
    """An empty workbook to fill in, in the language that `lang` names."""
    language = request.GET.get("lang", settings.LANGUAGE_CODE)
    file = write_template(language=language if language in Language.values else settings.LANGUAGE_CODE)
    response = FileResponse(
        file, as_attachment=True, filename="stories-template.xlsx", content_type=XLSX_TYPE
    )
    return _public(response)


def _public(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = "public, no-cache"
    return response


@require_safe
def to_data_page(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the page about the data in the language their browser asks for."""
    with override(get_language_from_request(request)):
        response = redirect("data")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    """What data there is, how to cite it, and what each column means."""
    context = {
        "files": _files_in_words(),
        "notes": notes_on_reading(),
        "lists": definitions_in_pairs(),
        "breadcrumbs": trail((_("Open data"), None)),
        "page_title": _("Open data"),
        "language": get_language(),
        "today": timezone.localdate(),
        "data_url": full_address(reverse("data")),
        "list_url": f"/{get_language()}/stories/",
        "example_url": f"{reverse('data_csv')}?category=youth-engagement&status=ongoing",
        "example_text": "stories.csv?category=youth-engagement&status=ongoing",
        "feed_url": reverse("feed"),
        "api_url": reverse("api_documentation"),
    }
    return TemplateResponse(request, "stories/data.html", context)


def _files_in_words() -> list[dict[str, str]]:
    return [
        {
            "name": "Excel",
            "url": reverse("data_xlsx"),
            "text": _(
                "A workbook: a sheet of stories, a sheet for each list inside them, and one of definitions."
            ),
        },
        {
            "name": "CSV",
            "url": reverse("data_csv"),
            "text": _(
                "One table for statistics programs: UTF-8, commas, lists inside a story as JSON in their cell."
            ),
        },
        {
            "name": "JSON",
            "url": reverse("data_json"),
            "text": _(
                "For programs and websites: every story with its figures, stages and partners as it is built."
            ),
        },
    ]
