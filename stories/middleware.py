"""Turns refusals into messages where an editor can read them; saves a translation's draft once a request."""

from collections.abc import Callable

from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages

from stories.domain.publication_guard import reason_of
from stories.domain.translations import drafts_saved_once
from stories.errors import DeletionRefused, FileInUse, SafetyReviewRequired
from stories.files.document_refusals import DocumentRefused
from stories.files.picture_refusals import PictureRefused

ADMIN_PREFIX = "/cms/"
ADMIN_INTERFACE = "/cms/api/"
TRANSLATIONS_PREFIX = "/cms/localize/"


class TranslationDraftMiddleware:
    """A request may change one text of a translation or, with a PO file, all of them: its draft is saved once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(TRANSLATIONS_PREFIX):
            return self.get_response(request)
        with drafts_saved_once():
            return self.get_response(request)


class SafetyReviewMiddleware:
    """Sends an editor back to the page they came from with the reason; elsewhere the answer stays 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        is_in_admin = request.path.startswith(ADMIN_PREFIX) and request.user.is_authenticated
        if isinstance(exception, (PictureRefused, DocumentRefused)) and is_in_admin:
            # Our own forms say this at the field; Wagtail's form of a portrait knows nothing of it.
            reason = " ".join(exception.messages)
        elif isinstance(exception, (SafetyReviewRequired, FileInUse, DeletionRefused)):
            reason = str(exception)
        elif isinstance(exception, ProtectedError) and is_in_admin:
            reason = reason_of(exception)
        else:
            return None
        if not is_in_admin:
            return render(request, "403.html", status=403)
        if request.path.startswith(ADMIN_INTERFACE):
            # A program would follow a redirect and take the page it finds for success.
            return JsonResponse({"message": reason}, status=403)
        messages.error(request, reason)
        back = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(
            back, {request.get_host()}, require_https=request.is_secure()
        )
        return HttpResponseRedirect(back if is_ours else ADMIN_PREFIX)
