"""The message to the secretariat that results could not come out at their hour."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import SECRETARIAT
from contest.models import Call


def tell_of_failure(call: Call, *, faults: list[str]) -> int:
    """Write to everybody of the secretariat, each in their language; returns how many. It leaves after the commit."""
    people = User.objects.filter(groups__name=SECRETARIAT, is_active=True).exclude(email="").distinct()
    for person in people:
        with translation.override(person.language):
            subject = _("The results did not come out: %(call)s") % {"call": call}
            context = {
                "call": call,
                "faults": faults,
                "address": f"{settings.SITE_URL.rstrip('/')}{reverse('publication_desk', args=[call.pk])}",
            }
            text = render_to_string("contest/letters/results_failed.txt", context)
        _leave(" ".join(subject.split()), text, person.email)
    return len(people)


def _leave(subject: str, text: str, email: str) -> None:
    transaction.on_commit(lambda: send_mail(subject, text, None, [email]), robust=True)
