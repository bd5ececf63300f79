"""Turns the refusal to publish an unreviewed story into a message where an editor can read it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages

from stories.errors import FileInUse, SafetyReviewRequired

ADMIN_PREFIX = "/cms/"


class SafetyReviewMiddleware:
    """Sends an editor back to the page they came from with the reason; elsewhere the answer stays 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, (SafetyReviewRequired, FileInUse)):
            return None
        if not request.path.startswith(ADMIN_PREFIX) or not request.user.is_authenticated:
            return render(request, "403.html", status=403)
        messages.error(request, str(exception))
        back = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(
            back, {request.get_host()}, require_https=request.is_secure()
        )
        return HttpResponseRedirect(back if is_ours else ADMIN_PREFIX)
