"""What the applicant's own device is given, so that the form goes on without a connection."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from contest.domain.device_key import device_key, is_of_device
from contest.views.own_applications import signed_in

# Under this header a page says whose it is.
DEVICE = "X-Device"


@require_safe
@cache_control(no_cache=True)
def device_worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It stands beside the pages it keeps, so that it has no power over any others."""
    return render(request, "contest/applying/worker.js", content_type="text/javascript")


@require_safe
@never_cache
def device_session(request: HttpRequest) -> HttpResponse:
    """Under whose key this browser is signed in; "" if nobody is. By it the worker knows whose pages it may still show."""
    key = device_key(request.user) if isinstance(request.user, User) else ""
    return JsonResponse({"key": key})


def somebody_elses_page(request: HttpRequest) -> dict[str, str]:
    """What is told to a page of one person when another has signed in meanwhile, in the same browser; {} if it is theirs."""
    if is_of_device(signed_in(request), request.headers.get(DEVICE, "")):
        return {}
    sentence = _(
        "Somebody else is signed in in this browser now. What you typed is kept on this device until you sign in again."
    )
    return {"error": sentence, "sign_in": reverse("account_logout"), "label": _("Sign out")}
