"""Addresses that belong to the site as a whole."""

import posixpath

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

PRIVATE_FOLDER = "private"


@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the front page in the language their browser asks for, Ukrainian by default."""
    response = redirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
@never_cache
def health(_request: HttpRequest) -> HttpResponse:
    """Answer «ok» if the site can reach its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """What robots may read: everything but the editors' pages and the account pages."""
    lines = [
        "User-agent: *",
        "Disallow: /cms/",
        "Disallow: /accounts/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def public_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Hand out an uploaded file, never one of the private folder, however the way to it is written."""
    first = posixpath.normpath(path).lstrip("/").partition("/")[0]
    # Some file systems don't mind capitals.
    if first.casefold() == PRIVATE_FOLDER:
        raise Http404
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:
        # A name longer than the file system's names, for one.
        raise Http404 from error
