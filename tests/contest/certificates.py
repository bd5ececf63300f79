"""Certificates for tests."""

from itertools import count

from django.utils import timezone

from contest.enums import ApplicationStatus, CertificateKind
from contest.models import Application, Certificate
from tests.contest.factories import make_submitted
from tests.contest.publications import make_published

_numbers = count(1)


def make_certificate(application, *, at=None, **fields):
    """A winner's certificate as it is issued."""
    values = {
        "number": f"2026-C-{next(_numbers):04d}", "application": application, "kind": CertificateKind.WINNER,
        "issued_at": at or timezone.now(), "community_uk": "Тернопільська громада", "community_en": "Ternopil community",
        "title": application.title, "honour_uk": "Переможець у категорії «Молодь»", "honour_en": "Winner in “Youth”",
        "edition_uk": "Третій конкурс", "edition_en": "Third contest",
    }  # fmt: skip
    return Certificate.objects.create(**{**values, **fields})


def make_honoured(call, *, out=True, told=True, **fields):
    """An application that has won, with its certificate; the results are out and its people were told."""
    application = make_submitted(call, **fields)
    status = ApplicationStatus.WINNER
    released = {"released_status": status} if told else {}
    Application.objects.filter(pk=application.pk).update(status=status, **released)
    if out:
        make_published(call)
    application = Application.objects.with_names().get(pk=application.pk)
    return application, make_certificate(application)
