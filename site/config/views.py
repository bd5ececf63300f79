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

# Sizes of photos, and portraits of editors; both under names that nobody can guess. Originals, documents and everything
# private lie in other folders, which no address leads to.
PUBLIC_FOLDERS = ("images", "avatar_images")


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
    """What robots may read: everything but the editors' pages, the account pages and the countless ways to sort a list."""
    lines = [
        "User-agent: *",
        "Disallow: /cms/",
        "Disallow: /accounts/",
        "Disallow: /oembed",
        "Disallow: /*/suggest/",
        "Disallow: /*/filters/",
        "Disallow: /*/feed/?",
        # One filter may be followed; two at once, other orders and searches are permutations of the same stories.
        "Disallow: /*/stories/?*&",
        "Disallow: /*/stories/?q=",
        "Disallow: /*/stories/?sort=",
        "Allow: /*/stories/?page=",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def public_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Hand out a file of a public folder, and of no other, however the way to it is written."""
    if posixpath.normpath(path).lstrip("/").partition("/")[0] not in PUBLIC_FOLDERS:
        raise Http404
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:
        # A name longer than the file system's names, for one.
        raise Http404 from error
