"""The page of exports that are made in the background: each person sees and downloads only what they asked for."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from accounts.models import User
from contest.domain.exports import KEPT, ask_again, ask_export, is_interrupted, is_stuck, log_export
from contest.enums import ExportKind, ExportState
from contest.errors import ContestError
from contest.forms.application_filters import chosen_applications
from contest.models import Export
from contest.querysets.exports import UNFINISHED
from contest.tasks import make_export
from contest.views.application_list import XLSX_TYPE, require_secretariat

EXPORTS = "contest_exports"
_PAGE = 25
_TYPES = {ExportKind.XLSX: XLSX_TYPE, ExportKind.ZIP: "application/zip"}


@dataclass(frozen=True)
class Line:
    """An export as the page shows it."""

    export: Export
    is_interrupted: bool
    is_stuck: bool

    @property
    def is_moving(self) -> bool:
        return self.export.state in UNFINISHED and not self.is_stuck

    @property
    def may_be_asked_again(self) -> bool:
        return self.is_stuck or self.export.state == ExportState.FAILED


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exports_desk(request: HttpRequest) -> HttpResponse:
    """The person's exports; with a kind and a query, the question whether to make another."""
    user = require_secretariat(request)
    if request.method == "POST":
        return _ask(request, user)
    now = timezone.now()
    page = Paginator(Export.objects.of_person(user), _PAGE).get_page(request.GET.get("p"))
    lines = [
        Line(row, is_interrupted=is_interrupted(row, at=now), is_stuck=is_stuck(row, at=now)) for row in page
    ]
    kind = request.GET.get("kind", "")
    context = {
        "lines": lines,
        "page": page,
        "is_moving": any(line.is_moving for line in lines),
        "days": KEPT.days,
        "asked_kind": ExportKind(kind) if kind in ExportKind.values else None,
        "asked_query": request.GET.get("query", ""),
        "asked_count": chosen_applications(QueryDict(request.GET.get("query", "")), request).count()
        if kind in ExportKind.values
        else 0,
    }
    return TemplateResponse(request, "contest/admin/exports.html", context)


@never_cache
@require_safe
def download_export(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The file of an export that is ready, for who asked for it and no longer than the right lasts."""
    export = _own(request, public_id)
    if export.state != ExportState.READY or not export.file:
        raise Http404
    try:
        content = export.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"applications-{export.asked_at:%Y-%m-%d}.{export.kind}"
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type=_TYPES[ExportKind(export.kind)]
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def repeat_export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask anew for one that was interrupted or failed."""
    export = _own(request, public_id)
    try:
        _enqueue(ask_again(export, at=timezone.now()))
    except ContestError as refusal:
        messages.error(request, str(refusal))
    return redirect(EXPORTS)


@require_POST
def delete_export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Delete an export with its file; one that is being made stops."""
    _own(request, public_id).delete()
    messages.success(request, _("The export is deleted."))
    return redirect(EXPORTS)


def _ask(request: HttpRequest, user: User) -> HttpResponse:
    kind, query = request.POST.get("kind", ""), request.POST.get("query", "")
    if kind not in ExportKind.values:
        raise Http404
    try:
        export = ask_export(
            ExportKind(kind), query=query, language=(get_language() or "")[:2], by=user, at=timezone.now()
        )
    except ContestError as refusal:
        messages.error(request, str(refusal))
        return redirect(EXPORTS)
    log_export(chosen_applications(QueryDict(query), request), kind=kind, query=query, by=user)
    _enqueue(export)
    return redirect(EXPORTS)


def _enqueue(export: Export) -> None:
    transaction.on_commit(partial(make_export.enqueue, str(export.public_id)))


def _own(request: HttpRequest, public_id: UUID) -> Export:
    user = require_secretariat(request)
    return get_object_or_404(Export.objects.of_person(user), public_id=public_id)
