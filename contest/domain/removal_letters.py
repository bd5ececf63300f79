"""Letters about deleting an account: the code that confirms it, and the last letter when it is done."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.direct_letters import send_directly
from accounts.models import User


def send_removal_code(user: User, *, code: str) -> None:
    """Send the code that confirms the deletion, in the person's language."""
    _send(user, _code_subject, "contest/letters/removal_code.txt", code=code)


def say_goodbye(user: User) -> None:
    """Confirm the deletion once it is really done. A letter that cannot be sent is logged and undoes nothing."""
    _send(user, _goodbye_subject, "contest/letters/goodbye.txt")


def _send(user: User, subject: Any, template: str, **more: Any) -> None:
    with translation.override(user.language):
        name = settings.WAGTAIL_SITE_NAME
        send_directly(user.email, subject=subject(), template=template, name=name, **more)


def _code_subject() -> str:
    return _("Code to delete your account")


def _goodbye_subject() -> str:
    return _("Your account is deleted")
