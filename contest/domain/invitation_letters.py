"""The letter that asks somebody to work on an application. It speaks the language of the application."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from contest.domain.moments import moment_of
from contest.models import Invitation


def send_invitation(invitation: Invitation, *, secret: str) -> None:
    """Send the letter once the invitation is really kept. A letter that cannot be sent is logged and undoes nothing."""
    application = invitation.application
    with translation.override(application.language):
        path = reverse("join_application", args=[secret])
        context = {
            "application": application,
            "edition": application.call.edition.name,
            "inviter": str(invitation.invited_by or ""),
            "role": invitation.get_role_display(),
            "until": moment_of(invitation.expires_at, zone=application.call.zone),
            "address": f"{settings.SITE_URL.rstrip('/')}{path}",
            "site": settings.SITE_URL,
        }
        subject = _("Invitation to work on an application: %(edition)s") % {"edition": context["edition"]}
        text = render_to_string("contest/letters/invitation.txt", context)
    one_line = " ".join(subject.split())
    transaction.on_commit(lambda: send_mail(one_line, text, None, [invitation.email]), robust=True)
