"""Applications on paper: receipts, whole applications and the text of a version, for its people and at the desk."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contest.domain.application_pdfs import application_pdf
from contest.domain.receipts import check_file_name, receipt_pdf
from contest.models import Application, ApplicationVersion
from contest.views.application_list import require_secretariat
from contest.views.own_applications import own_application
from stories.enums import Language


@login_required
@never_cache
@require_safe
def own_receipt(request: HttpRequest, public_id: UUID, number: int | None = None) -> HttpResponse:
    """The receipt of a version, or of the newest, for the application's people."""
    return _receipt(own_application(request, public_id, with_form=False), number)


@login_required
@never_cache
@require_safe
def own_version_pdf(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """A version on paper for the application's people."""
    return _application(own_application(request, public_id, with_form=False), number)


@login_required
@never_cache
@require_safe
def own_version_text(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """The text whose hash stands on the receipt, letter for letter, for the application's people."""
    return _text(own_application(request, public_id, with_form=False), number)


@never_cache
@require_safe
def desk_receipt(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """The receipt of a version for the secretariat, which hands it to whoever applied on paper."""
    return _receipt(_at_desk(request, public_id), number)


@never_cache
@require_safe
def desk_application_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The newest version on paper for the secretariat, or the draft as it stands."""
    return _application(_at_desk(request, public_id), None)


@never_cache
@require_safe
def desk_version_text(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """The text of a version for the secretariat."""
    return _text(_at_desk(request, public_id), number)


def _at_desk(request: HttpRequest, public_id: UUID) -> Application:
    require_secretariat(request)
    return get_object_or_404(Application.objects.with_names(), public_id=public_id)


def _version(application: Application, number: int | None) -> ApplicationVersion | None:
    """The version of that number, or the newest one; None if nothing was submitted and none is asked for."""
    versions = application.versions.order_by("-number")
    found = versions.first() if number is None else get_object_or_404(versions, number=number)
    if found:
        # It brings along what was read already.
        found.application = application
    return found


def _receipt(application: Application, number: int | None) -> HttpResponse:
    version = _version(application, number)
    if version is None:
        raise Http404
    return _download(
        receipt_pdf(version, language=_language()), f"{application.reference}-{version.number}-receipt.pdf"
    )


def _application(application: Application, number: int | None) -> HttpResponse:
    version = _version(application, number)
    made = application_pdf(application, version=version, language=_language())
    name = f"{application.reference}-{version.number}.pdf" if version else "draft.pdf"
    return _download(made, name)


def _text(application: Application, number: int) -> HttpResponse:
    version = get_object_or_404(application.versions, number=number)
    version.application = application
    return _download(version.content.encode(), check_file_name(version), content_type="application/json")


def _language() -> str:
    language = (get_language() or "")[:2]
    return language if language in Language.values else str(Language.UK)


def _download(content: bytes, name: str, *, content_type: str = "application/pdf") -> HttpResponse:
    """A file. References are figures and letters, so the name needs no quoting."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
