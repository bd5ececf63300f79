"""The letter that asks somebody to judge, in the language in which the secretariat writes to them."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.direct_letters import send_directly
from contest.domain.moments import moment_of
from contest.models import Juror


def send_seat(juror: Juror, *, secret: str) -> None:
    """Send the letter once the seat is really kept. A letter that cannot be sent is logged and undoes nothing."""
    call = juror.call
    with translation.override(juror.language):
        path = reverse("join_jury", args=[secret])
        expires = juror.invitation_expires_at
        send_directly(
            juror.email,
            subject=_("Invitation to the jury: %(edition)s") % {"edition": call.edition.name},
            template="contest/letters/jury_invitation.txt",
            juror=juror,
            edition=call.edition.name,
            categories=[panel.name for panel in juror.panels.all()],
            until=moment_of(expires, zone=call.zone) if expires else None,
            contact=call.contact_email,
            address=f"{settings.SITE_URL.rstrip('/')}{path}",
        )
