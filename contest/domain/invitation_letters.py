"""The letter that asks somebody to work on an application. It speaks the language of the application."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.direct_letters import send_directly
from contest.domain.moments import moment_of
from contest.models import Invitation


def send_invitation(invitation: Invitation, *, secret: str) -> None:
    """Send the letter once the invitation is really kept. A letter that cannot be sent is logged and undoes nothing."""
    application = invitation.application
    with translation.override(application.language):
        path = reverse("join_application", args=[secret])
        edition = application.call.edition.name
        send_directly(
            invitation.email,
            subject=_("Invitation to work on an application: %(edition)s") % {"edition": edition},
            template="contest/letters/invitation.txt",
            application=application,
            edition=edition,
            inviter=str(invitation.invited_by or ""),
            role=invitation.get_role_display(),
            until=moment_of(invitation.expires_at, zone=application.call.zone),
            address=f"{settings.SITE_URL.rstrip('/')}{path}",
        )
