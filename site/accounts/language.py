"""Which language the account pages speak: their addresses don't name one."""

from urllib.parse import urlsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.utils.translation import get_language_from_path

ACCOUNTS_PREFIX = "/accounts/"
LANGUAGE_FIELD_NAME = "language"


def language_wanted(request: HttpRequest) -> str | None:
    """The language chosen on the page, else that of the page the visitor is going to or comes from, else None."""
    chosen = request.GET.get(LANGUAGE_FIELD_NAME, "")
    following = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    came_from = urlsplit(request.headers.get("Referer", ""))
    return (
        get_language_from_path(f"/{chosen}/")
        or get_language_from_path(urlsplit(following).path)
        or (get_language_from_path(came_from.path) if came_from.netloc == request.get_host() else None)
    )


def account_page_in(request: HttpRequest, language: str) -> str:
    """The address of this very account page in another language."""
    parameters = request.GET.copy()
    parameters[LANGUAGE_FIELD_NAME] = language
    return f"{request.path}?{parameters.urlencode(safe='/')}"
