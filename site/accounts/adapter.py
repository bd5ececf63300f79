"""How sign-in fits this site: where it leads to, and that it remembers the language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from accounts.models import User
from accounts.rules import can_open_admin


def front_page() -> str:
    """The address of the front page in the active language."""
    return f"/{get_language()}/"


class AccountAdapter(DefaultAccountAdapter):
    """Leads staff to the editors' pages, others to the front page, unless they were on their way elsewhere."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtailadmin_home") if can_open_admin(request.user) else front_page()

    def get_signup_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - the library's signature
        return front_page()

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - the library's signature
        return front_page()

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:  # noqa: FBT001, FBT002 - the library's signature
        """Letters come in the language in which the account was made."""
        user.language = get_language()
        return super().save_user(request, user, form, commit=commit)
