"""Letters that nobody has to let go and that are kept nowhere: invitations with their secrets, codes, last words."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string


def send_directly(to: str, *, subject: str, template: str, **context: Any) -> None:
    """Write the letter in the active language; it leaves once what it tells of is really kept.

    One that cannot be sent is logged and undoes nothing.
    """
    line, text = " ".join(subject.split()), render_to_string(template, {"site": settings.SITE_URL, **context})
    transaction.on_commit(lambda: send_mail(line, text, None, [to]), robust=True)
