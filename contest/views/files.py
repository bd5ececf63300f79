"""The only way to an application's files: a view that asks who wants them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from contest.domain.file_previews import PREVIEW_TYPE, open_preview
from contest.enums import FileKind
from contest.models import ApplicationFile
from contest.rules import can_open_file

# A file opened by itself may load, run and frame nothing, whatever it turns out to be.
SANDBOX = "sandbox; default-src 'none'"


@require_safe
@login_required
def application_file(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """A file for the application's people and the secretariat; for all others there is none. Photos also small."""
    file = get_object_or_404(ApplicationFile.objects.select_related("application"), public_id=file_id)
    if not can_open_file(request.user, file):
        raise Http404
    return given_out(request, file, name=file.name)


def given_out(request: HttpRequest, file: ApplicationFile, *, name: str) -> FileResponse:
    """Return the file, a photo that is asked for `?size=small` as its preview, under the name; nobody is asked who wants it."""
    small = open_preview(file) if request.GET.get("size") == "small" else None
    try:
        content = small or file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=file.kind != FileKind.PHOTO,
        filename=name,
        content_type=PREVIEW_TYPE if small else file.content_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
