"""A call's certificates at the secretariat's desk: each on paper, all in one ZIP, and revoking one that is wrong."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from contest.domain.certificate_papers import ORGANISERS, zip_of_certificates
from contest.domain.certificates import certificate_lines, issue_certificates, revoke_certificate
from contest.domain.publication import results_are_out
from contest.errors import ContestError
from contest.forms.certificates import RevokingForm
from contest.models import Call, Certificate
from contest.rules import can_conclude_judging
from contest.views.application_list import require_secretariat
from contest.views.certificates import pdf_of
from contest.views.judging_desk import call_at_desk, judging_context

DESK = "certificates_desk"


@require_http_methods(["GET", "HEAD", "POST"])
def certificates_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """List what was issued; issue what has none, such as one that was revoked because something on it was wrong."""
    call = call_at_desk(request, call_id)
    if request.method == "POST":
        return _issue(request, call)
    lines = certificate_lines(call)
    context = judging_context(call, current=DESK) | {
        "lines": lines.rows,
        "missing": lines.missing,
        "is_out": results_are_out(call),
        "may_conclude": can_conclude_judging(request.user),
        "has_valid": any(row.certificate.revoked_at is None for row in lines.rows),
    }
    return TemplateResponse(request, "contest/admin/certificates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke_certificate_desk(request: HttpRequest, call_id: int, public_id: UUID) -> HttpResponse:
    """Ask for the reason, then declare the certificate void; PermissionDenied for whoever may not conclude the judging."""
    call, user = call_at_desk(request, call_id), require_secretariat(request)
    if not can_conclude_judging(user):
        raise PermissionDenied
    certificate = _at_desk(call, public_id)
    form = RevokingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revoke_certificate(certificate, by=user, at=timezone.now(), reason=form.cleaned_data["reason"])
        except ContestError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The certificate is revoked; its page says so."))
            return redirect(DESK, call.pk)
    context = judging_context(call, current=DESK) | {"certificate": certificate, "form": form}
    return TemplateResponse(request, "contest/admin/revoke_certificate.html", context)


@never_cache
@require_safe
def desk_certificate_pdf(request: HttpRequest, call_id: int, public_id: UUID, language: str) -> HttpResponse:
    """A certificate that is valid on paper, in the language of the address."""
    call = call_at_desk(request, call_id)
    certificate = _at_desk(call, public_id, is_valid=True)
    return pdf_of(certificate, language=language)


@never_cache
@require_safe
def certificates_zip(request: HttpRequest, call_id: int) -> HttpResponseBase:
    """All valid certificates of the call in both languages, sent as they are made."""
    call = call_at_desk(request, call_id)
    name = f"certificates-{call.edition.slug}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return StreamingHttpResponse(zip_of_certificates(call), content_type="application/zip", headers=headers)


def _at_desk(call: Call, public_id: UUID, *, is_valid: bool = False) -> Certificate:
    rows = Certificate.objects.of_call(call).with_application().prefetch_related(*ORGANISERS)
    return get_object_or_404(rows.valid() if is_valid else rows, public_id=public_id)


def _issue(request: HttpRequest, call: Call) -> HttpResponse:
    if not can_conclude_judging(request.user):
        raise PermissionDenied
    if not results_are_out(call):
        messages.error(request, _("Certificates are issued with the results."))
        return redirect(DESK, call.pk)
    try:
        issued = issue_certificates(call, at=timezone.now())
    except ContestError as refusal:
        messages.error(request, str(refusal))
    else:
        told = ngettext(
            "%(count)s certificate was issued.", "%(count)s certificates were issued.", len(issued)
        )
        messages.success(request, told % {"count": len(issued)})
    return redirect(DESK, call.pk)
