"""Files on their way, for the script of the form's page: begun, sent in pieces, resumed, finished. Answers are JSON.

Without JavaScript a file comes with its section's form instead.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from contest.domain.keeping import kept_or_told
from contest.domain.uploads import MOST_PIECE, append_chunk, begin_upload, finish_upload
from contest.enums import FileKind
from contest.errors import ApplyingRefused, NotKept, UploadOutOfStep, UploadRefused
from contest.models import Application, ApplicationFile, FileUpload
from contest.views.device import somebody_elses_page

View = Callable[..., HttpResponse]
# More than the few words that begin an upload.
MOST_WORDS = 4_000
MOST_OFFSET = 2**31
_STATUS_OF: dict[type[Exception], int] = {UploadRefused: 422, ApplyingRefused: 403, NotKept: 507}


def _for_scripts(view: View) -> View:
    """Say in JSON what stands in the way: no session (401), not now (403), refused (422), out of order (409), no room (507)."""

    @wraps(view)
    def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            told = {"error": _("Sign in again to go on."), "sign_in": reverse("account_login")}
            return JsonResponse(told, status=401)
        if told := somebody_elses_page(request):
            return JsonResponse(told, status=401)
        try:
            return view(request, *arguments, **named)
        except UploadOutOfStep as error:
            return JsonResponse({"received": error.received}, status=409)
        except (UploadRefused, ApplyingRefused, NotKept) as refusal:
            return JsonResponse({"error": str(refusal)}, status=_STATUS_OF[type(refusal)])
        except FileUpload.DoesNotExist as gone:
            # It gave way to another one meanwhile; the device begins it again.
            raise Http404 from gone

    return never_cache(answer)


@require_http_methods(["GET", "POST"])
@_for_scripts
def begin(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Begin an upload, or go on with the one that was begun under the key.

    Asked only to be read, it gives a token: the one of a page that was kept before signing in again is out of date.
    """
    application = get_object_or_404(Application.objects.of_person(request.user), public_id=public_id)  # type: ignore[arg-type]
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    if not Application.objects.writable_by(request.user).filter(pk=application.pk).exists():  # type: ignore[arg-type]
        raise ApplyingRefused(_("You may read this application, but not change it."))
    asked = _asked(request)
    if asked is None:
        return JsonResponse({"error": _("This is no file that can be taken.")}, status=400)
    with kept_or_told():
        return JsonResponse(_state(begin_upload(application, at=timezone.now(), **asked)))


@require_http_methods(["GET", "PUT"])
@_for_scripts
def piece(request: HttpRequest, public_id: UUID, key: UUID) -> HttpResponse:
    """Tell how much has arrived; or take a piece, which begins at the byte `offset`."""
    upload = _own_upload(request, public_id, key)
    if request.method == "GET":
        return JsonResponse(_state(upload))
    if int(request.headers.get("Content-Length") or 0) > MOST_PIECE:
        return JsonResponse({"error": _("The piece is too large.")}, status=413)
    offset = request.GET.get("offset", "")
    if not offset.isdecimal() or int(offset[:12]) > MOST_OFFSET:
        return JsonResponse({"error": _("The piece does not say where it belongs.")}, status=400)
    data = request.body
    with kept_or_told():
        taken = append_chunk(upload, offset=int(offset), data=data, at=timezone.now())
    return JsonResponse({"received": taken.received})


@require_POST
@_for_scripts
def finish(request: HttpRequest, public_id: UUID, key: UUID) -> HttpResponse:
    """Make the file of what has arrived; asked again, the same file is the answer."""
    upload = _own_upload(request, public_id, key)
    with kept_or_told():
        file = finish_upload(upload, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return JsonResponse({"file": _described(file)})


def _own_upload(request: HttpRequest, public_id: UUID, key: UUID) -> FileUpload:
    writable = Application.objects.writable_by(request.user).filter(public_id=public_id)  # type: ignore[arg-type]
    return get_object_or_404(FileUpload.objects.select_related("finished"), application__in=writable, key=key)


def _asked(request: HttpRequest) -> dict[str, Any] | None:
    """What the device says of the file, or None where that makes no sense."""
    if int(request.headers.get("Content-Length") or 0) > MOST_WORDS:
        return None
    try:
        words = json.loads(request.body)
        key, kind, name, size = UUID(words["key"]), FileKind(words["kind"]), words["name"], words["size"]
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    if not isinstance(name, str) or not isinstance(size, int) or not 0 <= size <= MOST_OFFSET:
        return None
    return {"key": key, "kind": kind, "name": name, "size": size}


def _state(upload: FileUpload) -> dict[str, Any]:
    file = upload.finished
    return {
        "received": upload.received, "size": upload.size, "file": _described(file) if file else None,
    }  # fmt: skip


def _described(file: ApplicationFile) -> dict[str, Any]:
    address = reverse("application_file", args=[file.public_id])
    return {
        "id": str(file.public_id), "name": file.name, "size": file.size, "url": address,
        "preview": f"{address}?size=small" if file.kind == FileKind.PHOTO else "",
    }  # fmt: skip
