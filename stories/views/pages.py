"""Wagtail's pages at their addresses, found in fewer queries than by Wagtail's own way."""

from django.http import HttpRequest, HttpResponse
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from freshness.keeping import reading
from stories.querysets.finding import find_page


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page at this address; its restrictions and everything else are seen to by Wagtail as ever.

    What is not simply a published page at its own address is left to Wagtail altogether.
    """
    with reading() as basis:
        page = find_page(request, path)
    if page is not None:
        # By what was read so far, parts of the page that others have seen are known to be the same still.
        request.read_from = basis  # type: ignore[attr-defined]
        # Here Wagtail keeps what it has found itself, and looks no further.
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined] # noqa: SLF001
    return serve(request, path)
