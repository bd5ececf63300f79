"""Certificates for everybody: the page that confirms one, its badge, and the paper for the applicant's people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contest.domain import badges
from contest.domain.certificate_page import confirmed_story
from contest.domain.certificate_papers import (
    ORGANISERS,
    certificate_pdf,
    code_of,
    confirming_address,
    file_name,
)
from contest.domain.moments import moment_of
from contest.domain.winners import AWARDED
from contest.models import Application, Certificate
from contest.views.own_applications import own_application
from stories.enums import Language
from stories.responses import open_data
from stories.views.breadcrumbs import trail

# A drawing that somebody opens by itself can do nothing and fetch nothing. The library's types know only plain views.
_inert: Any = csp_replace({"default-src": ["'none'"], "img-src": ["'none'"], "form-action": ["'none'"]})


@require_safe
def certificate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Confirm a certificate to whoever holds one, or say that it was revoked; 404 before the results are out."""
    row = _public(public_id)
    zone = row.application.call.zone
    edition = row.application.call.edition
    story = confirmed_story(row, language=language_of_page())
    steps = trail(
        (_("Contest"), "editions"), (row.edition, reverse("edition", args=[edition.slug])), (row.number, None)
    )
    context = {
        "certificate": row,
        "application": row.application,
        "code": code_of(row),
        "edition": edition,
        "story": story,
        "issued": moment_of(row.issued_at, zone=zone),
        "revoked": moment_of(row.revoked_at, zone=zone) if row.revoked_at else None,
        "badge": None if row.revoked_at else _badge(request, row, story.page),
        "breadcrumbs": steps,
        "page_title": _("Certificate %(number)s") % {"number": row.number},
    }
    return TemplateResponse(request, "contest/certificate.html", context)


@open_data
@_inert
def badge(request: HttpRequest, public_id: UUID) -> HttpResponseBase:  # noqa: ARG001 - a view
    """The badge of a valid certificate for other sites; of a revoked one there is none."""
    row = _public(public_id)
    if row.revoked_at is not None:
        raise Http404
    drawing = badges.badge_svg(row, language=language_of_page())
    return HttpResponse(
        drawing, content_type="image/svg+xml; charset=utf-8", headers={"X-Content-Type-Options": "nosniff"}
    )


@login_required
@never_cache
@require_safe
def own_certificate(request: HttpRequest, public_id: UUID, certificate_id: UUID) -> HttpResponse:
    """The certificate as a PDF for the application's people, once they were told."""
    application = own_application(request, public_id, with_form=False)
    rows = Certificate.objects.for_applicants().valid().with_application().prefetch_related(*ORGANISERS)
    found = get_object_or_404(rows, application=application, public_id=certificate_id)
    return pdf_of(found, language=language_of_page())


@dataclass(frozen=True)
class OwnCertificate:
    """A certificate as its applicant's page lists it, with the addresses of its PDFs by language."""

    certificate: Certificate
    papers: tuple[tuple[str, str], ...]


def own_certificates(application: Application) -> list[OwnCertificate]:
    """Return what the application's people may see; asks nothing of the database before they were told of an honour."""
    if application.released_status not in AWARDED:
        return []
    rows = Certificate.objects.for_applicants().filter(application=application)
    return [OwnCertificate(row, tuple(_papers(row, application))) for row in rows]


def _papers(certificate: Certificate, application: Application) -> Iterator[tuple[str, str]]:
    for language in Language.values:
        with translation.override(language):
            yield language, reverse("own_certificate", args=[application.public_id, certificate.public_id])


def pdf_of(certificate: Certificate, *, language: str) -> HttpResponse:
    """Return the certificate as a download. Its number is figures and letters, so the name needs no quoting."""
    return HttpResponse(
        certificate_pdf(certificate, language=language),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{file_name(certificate, language=language)}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def language_of_page() -> str:
    """Return the language of the address."""
    language = (get_language() or "")[:2]
    return language if language in Language.values else str(Language.UK)


def _public(public_id: UUID) -> Certificate:
    found: Certificate = get_object_or_404(
        Certificate.objects.public().with_application(), public_id=public_id
    )
    return found


def _badge(request: HttpRequest, certificate: Certificate, story: Any) -> dict[str, Any]:
    """What the line of code for another site is made of; it leads to the story, else to the certificate."""
    site = settings.SITE_URL.rstrip("/")
    width, height = badges.SIZE
    place = (story.get_url(request) or "") if story else ""
    return {
        "path": reverse("certificate_badge", args=[certificate.public_id]),
        "address": f"{site}{reverse('certificate_badge', args=[certificate.public_id])}",
        "link": urljoin(f"{site}/", place) if place else confirming_address(certificate),
        "name": badges.badge_name(certificate),
        "width": width,
        "height": height,
    }
