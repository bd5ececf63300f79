"""What the applicant's own device is given, so that the form goes on without a connection."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
@cache_control(no_cache=True)
def device_worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It stands beside the pages it keeps, so that it has no power over any others."""
    return render(request, "contest/applying/worker.js", content_type="text/javascript")
