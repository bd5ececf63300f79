"""What no address of the site may contain, and which addresses have a language."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

# Their addresses are the same in every language.
WITHOUT_LANGUAGE = ("/cms/", "/accounts/", "/api/", "/data/", "/documents/", "/media/", "/static/", "/oembed")


class LanguageMiddleware(LocaleMiddleware):
    """Tries an unknown address under the visitor's language, but only where addresses name one.

    Wagtail's pages answer to every path under a language, so Django's own middleware would send a mistyped address of
    the editors' pages to the readers' pages, and an interface's unknown address to a page for people.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code != HTTPStatus.NOT_FOUND or not request.path_info.startswith(WITHOUT_LANGUAGE):
            return super().process_response(request, response)
        patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", get_language())
        return response


class NoNulMiddleware:
    """Answers 404 to an address with a NUL byte: nothing is called so, and PostgreSQL would refuse to look it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404
        return self.get_response(request)
