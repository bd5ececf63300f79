"""Says of each response that the page cache asked for whether it may be kept."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from config.page_cache.entries import SHORTEST, Headers, is_compressible

ASKED = "page_cache.asked"
KEPT = "page_cache.kept"
LARGEST = 4 * 1024 * 1024
# A browser keeps the page but asks each time whether it still holds, so that it shows what the editors show.
FRESHLY_ASKED = "public, max-age=0, must-revalidate"
# What a kept page may say it varies by: a personal cookie is never there, the rest is part of the key.
_KNOWN_VARY = frozenset(
    [
        "accept-encoding",
        "accept-language",
        "cookie",
        "hx-boosted",
        "hx-history-restore-request",
        "hx-request",
        "hx-target",
    ]
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A response that may be kept, and for how many seconds at most if it says so."""

    headers: Headers
    body: bytes
    seconds: float | None


class PageCacheMiddleware:
    """Stands first, so that it sees each response as it leaves the site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if ASKED in request.META and isinstance(response, HttpResponse) and may_be_kept(response):
            if is_compressible(response.get("Content-Type", "")) and len(response.content) >= SHORTEST:
                patch_vary_headers(response, ["Accept-Encoding"])
            response.headers.setdefault("Cache-Control", FRESHLY_ASKED)
            request.META[KEPT] = Kept(list(response.items()), response.content, _seconds(response))
        return response


def may_be_kept(response: HttpResponse) -> bool:
    """Whether the same answer is right for everybody who asks the same."""
    control = response.get("Cache-Control", "").lower()
    is_public = "public" in control or not any(word in control for word in ("private", "no-cache"))
    vary = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and is_public
        and "no-store" not in control
        and vary <= _KNOWN_VARY
        and len(response.content) <= LARGEST
        and not response.has_header("Content-Encoding")
        and not response.has_header("Content-Range")
        # A number that is used once must not be used twice.
        and "'nonce-" not in response.get("Content-Security-Policy", "")
    )


def _seconds(response: HttpResponse) -> float | None:
    """How long the response itself says that it holds; nothing for the header that asks each time."""
    for part in response["Cache-Control"].split(","):
        name, _equals, value = part.strip().partition("=")
        if name.lower() == "max-age" and value.isdigit() and int(value):
            return float(value)
    return None
