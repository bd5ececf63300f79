"""Certificates on paper, in either language, and all of a call's in one ZIP."""

from collections.abc import Iterator
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contest.domain.archive import Outlet
from contest.domain.moments import moment_of
from contest.domain.receipts import NO_COMMUNITY
from contest.models import Call, Certificate
from contest.typesetting.documents import make_pdf
from contest.typesetting.drawings import frieze, ornament, qr_code
from stories.enums import Language, OrganiserRole

_REPEATS = 24
# What the signature of the organisers is made of.
ORGANISERS = ("application__call__edition__organisers__organisation",)


def certificate_pdf(certificate: Certificate, *, language: str) -> bytes:
    """Return the certificate, read by `with_application`, as one page in the language; the same bytes each time."""
    with translation.override(language):
        data = _words(certificate)
    code = code_of(certificate)
    pictures = {
        "ornament.svg": ornament(code), "frieze.svg": frieze(code, repeats=_REPEATS), "qr.svg": qr_code(data["link"]),
    }  # fmt: skip
    return make_pdf("certificate", data, language=language, at=certificate.issued_at, pictures=pictures)


def confirming_address(certificate: Certificate) -> str:
    """Return the full address of the page that confirms the certificate, in the active language."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('certificate', args=[certificate.public_id])}"


def file_name(certificate: Certificate, *, language: str) -> str:
    """Return the name under which the certificate is downloaded."""
    return f"{certificate.number}-{language}.pdf"


def zip_of_certificates(call: Call) -> Iterator[bytes]:
    """Yield a ZIP of the call's valid certificates in both languages, piece by piece."""
    outlet = Outlet()
    rows = Certificate.objects.of_call(call).valid().with_application().prefetch_related(*ORGANISERS)
    with ZipFile(outlet, "w", allowZip64=True) as archive:
        for certificate in rows:
            for language in Language.values:
                content = certificate_pdf(certificate, language=language)
                archive.writestr(file_name(certificate, language=language), content, ZIP_STORED)
                yield outlet.taken()
    yield outlet.taken()


def code_of(certificate: Certificate) -> str:
    """Return the code from which the certificate's embroidery is drawn."""
    community = certificate.application.community
    return community.code if community else NO_COMMUNITY


def _words(certificate: Certificate) -> dict[str, Any]:
    application, link = certificate.application, confirming_address(certificate)
    day = moment_of(certificate.issued_at, zone=application.call.zone).day
    community = application.community
    return {
        "title": f"{_('Certificate')} {certificate.number}",
        "description": f"{certificate.community} · {certificate.honour}",
        "author": str(settings.WAGTAIL_SITE_NAME),
        "edition": certificate.edition,
        "heading": _("Certificate"),
        "community": certificate.community,
        "region": community.region.name if community else "",
        "honour": certificate.honour,
        "for": pgettext("certificate", "for the story"),
        "story": pgettext("certificate", "“%(title)s”") % {"title": certificate.title},
        "story_language": application.language,
        "day": day,
        "number": pgettext("certificate", "No. %(number)s") % {"number": certificate.number},
        "signatures": _signatures(certificate),
        "name": pgettext("on paper", "name and signature"),
        "seal": pgettext("on paper", "seal"),
        "link": link,
        "link_told": link.removeprefix("https://").removeprefix("http://"),
        "check": _("Check this certificate:"),
        "qr_alt": _("Code with the address of the page that confirms this certificate: %(address)s")
        % {"address": link},
    }


def _signatures(certificate: Certificate) -> list[str]:
    """Who signs: the chair of the jury, and the organisation that holds the contest if one is named."""
    organisers = certificate.application.call.edition.organisers.all()
    names = [row.organisation.name for row in organisers if row.role == OrganiserRole.ORGANISER]
    return [_("Chair of the jury"), names[0] if names else pgettext("signature", "For the organisers")]
