"""The language of the account pages, and the door of the editors' pages."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from accounts.language import ACCOUNTS_PREFIX, language_wanted
from accounts.rules import can_open_admin, needs_second_factor

ADMIN_PREFIX = "/cms/"


class AccountLanguageMiddleware:
    """Keeps the visitor's language on the account pages, whose addresses don't name one.

    What was chosen on the page decides, or the page one goes to or comes from; a cookie that only these pages see
    remembers it from one of them to the next. Without any, the account's own language holds, and last what the
    browser asks for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ACCOUNTS_PREFIX):
            return self.get_response(request)
        language = language_wanted(request)
        remembered = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        if language is None and not remembered and request.user.is_authenticated:
            language = request.user.language
        if language is not None:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        if language is not None:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, language, path=ACCOUNTS_PREFIX, samesite="Lax", httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response


class AdminDoorMiddleware:
    """Lets into the editors' pages only staff, and in production only with a second factor.

    Wagtail itself would send a visitor without the right back to the sign-in page, which sends those who are signed
    in back to Wagtail.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ADMIN_PREFIX) or not request.user.is_authenticated:
            return self.get_response(request)
        if not can_open_admin(request.user):
            with translation.override(request.user.language):
                return render(request, "account/no_admin_access.html", status=403)
        if needs_second_factor(request.user):
            with translation.override(request.user.language):
                messages.warning(
                    request,
                    _(
                        "The editors' pages need a second step at sign-in. Set one up below, then open them again."
                    ),
                )
            return redirect("mfa_index")
        return self.get_response(request)
