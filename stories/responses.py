"""What every answer with open data carries: readable from any site, checked by its ETag, never with a cookie."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag

READING = ("GET", "HEAD", "OPTIONS")
# What a page of another site may see of the answer beside its body.
_EXPOSED = "ETag, Last-Modified, Link, Content-Language"
_DAY = 86_400

View = Callable[..., HttpResponseBase]


def open_data(view: View) -> View:
    """Make a view of public reading: GET, HEAD and OPTIONS alone, from any origin, 304 by ETag.

    A browser asks again each time, so that what an editor withdraws is gone at once. A question by date alone
    (If-Modified-Since) is answered in full: withdrawing a story takes something away and leaves no newer date.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _preflight()
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        return conditional(request, response)

    return answer


def conditional(request: HttpRequest, response: HttpResponseBase, *, max_age: int = 0) -> HttpResponseBase:
    """Give a good answer its ETag and how long it may be kept (seconds); 304 for a reader who has it already."""
    if response.status_code != HttpResponse.status_code or not isinstance(response, HttpResponse):
        return response
    if isinstance(response, TemplateResponse):
        response.render()
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response.headers["ETag"] = etag
    if max_age:
        patch_cache_control(response, public=True, max_age=max_age)
    else:
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    checked = get_conditional_response(request, etag=etag, response=response) or response
    if checked is not response:
        for name, value in response.headers.items():
            if name.startswith("Access-Control-"):
                checked.headers[name] = value
    return checked


def note_changes(response: HttpResponseBase, changed: datetime | None) -> None:
    """Say when the newest part of the answer was published."""
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed.timestamp())


def _preflight() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Allow": ", ".join(READING),
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": ", ".join(READING),
            "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
            "Access-Control-Max-Age": str(_DAY),
        },
    )


def unseen(response: HttpResponse) -> HttpResponse:
    """Keep the address, which is a secret, from search engines and from whoever a link leads to."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
