"""Files of an edition: the secretariat's page on which they are made, and the address from which everybody takes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from accounts.models import User
from contest.domain.edition_file_faults import told_fault
from contest.domain.edition_files import (
    MAKERS,
    ask_edition_file,
    ask_file_again,
    honoured_count,
    is_broken_off,
    is_stuck,
    offered_name,
    public_files,
    results_are_out_of,
)
from contest.enums import EditionFileKind, ExportState, Paper, PrintPurpose
from contest.errors import ContestError
from contest.models import EditionFile
from contest.rules import screens_applications
from contest.views.application_list import require_secretariat
from stories.enums import AwardKind, Language
from stories.models import Edition

FILES = "edition_files"
_PAGE = 25
_TYPES = {
    EditionFileKind.BOOKLET: "application/pdf",
    EditionFileKind.EPUB: "application/epub+zip",
    EditionFileKind.ARCHIVE: "text/html; charset=utf-8",
    EditionFileKind.PRESS: "application/zip",
}


@dataclass(frozen=True)
class Line:
    """A file as the page shows it."""

    file: EditionFile
    label: str
    is_interrupted: bool
    is_stuck: bool
    is_offered: bool
    address: str

    @property
    def is_moving(self) -> bool:
        return self.file.state in (ExportState.WAITING, ExportState.RUNNING) and not self.is_stuck

    @property
    def may_be_asked_again(self) -> bool:
        return self.is_stuck or self.file.state == ExportState.FAILED

    @property
    def fault(self) -> str:
        return told_fault(self.file.fault)


@require_safe
def newest_edition_files(request: HttpRequest) -> HttpResponse:
    """The page of the newest edition that has honoured stories."""
    require_secretariat(request)
    honoured = Edition.objects.filter(stories__live=True, stories__award__in=AwardKind.values)
    edition = honoured.order_by("-number").first() or Edition.objects.order_by("-number").first()
    return redirect(FILES, edition.pk) if edition else redirect(reverse("wagtailadmin_home"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edition_files_desk(request: HttpRequest, edition_id: int) -> HttpResponse:
    """What was made of the edition, what is being made, and the buttons to make more."""
    user = require_secretariat(request)
    editions = list(Edition.objects.order_by("-number"))
    edition = next((row for row in editions if row.pk == edition_id), None)
    if edition is None:
        raise Http404
    if request.method == "POST":
        return _ask(request, edition, user)
    page = Paginator(EditionFile.objects.of_edition(edition).select_related("asked_by"), _PAGE).get_page(
        request.GET.get("p")
    )
    lines = _lines(edition, page)
    context = {
        "edition": edition,
        "editions": editions,
        "lines": lines,
        "page": page,
        "is_moving": any(line.is_moving for line in lines),
        "is_out": results_are_out_of(edition),
        "kinds": [kind for kind in EditionFileKind if kind in MAKERS],
        "papers": Paper,
        "purposes": PrintPurpose,
        "languages": [
            {"code": code, "label": label, "stories": honoured_count(edition, language=code)}
            for code, label in Language.choices
        ],
    }
    return TemplateResponse(request, "contest/admin/edition_files.html", context)


@require_POST
def repeat_edition_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask anew for one that was interrupted or failed."""
    user = require_secretariat(request)
    file = _file(public_id)
    try:
        ask_file_again(file, by=user, at=timezone.now())
    except ContestError as refusal:
        messages.error(request, str(refusal))
    return redirect(FILES, file.edition_id)


@require_POST
def delete_edition_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Delete a file; one that is being made stops, one that the public was offered is so no longer."""
    require_secretariat(request)
    file = _file(public_id)
    file.delete()
    messages.success(request, _("The file is deleted."))
    return redirect(FILES, file.edition_id)


@never_cache
@require_safe
def edition_file(request: HttpRequest, slug: str, public_id: UUID, name: str) -> HttpResponseBase:
    """A file that is ready: for everybody while it is offered, for the secretariat always; 404 otherwise.

    No cache keeps it: a story that is taken down must be gone from here at once.
    """
    file = get_object_or_404(
        EditionFile.objects.ready().select_related("edition"), public_id=public_id, edition__slug=slug
    )
    is_offered = any(public.pk == file.pk for public in public_files(file.edition))
    if name != offered_name(file, file.edition) or not (is_offered or screens_applications(request.user)):
        raise Http404
    try:
        content = file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    is_attached = file.kind != EditionFileKind.BOOKLET
    response = FileResponse(
        content, as_attachment=is_attached, filename=name, content_type=_TYPES[EditionFileKind(file.kind)]
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response


def file_address(file: EditionFile, edition: Edition) -> str:
    """Return where the file is taken from, in the file's own language."""
    with translation.override(file.language):
        return reverse("edition_file", args=[edition.slug, file.public_id, offered_name(file, edition)])


def file_label(file: EditionFile) -> str:
    """Return what the file is, in words: its kind, and of a booklet the paper and what it is for."""
    if file.kind != EditionFileKind.BOOKLET:
        return str(file.get_kind_display())
    return pgettext("a file's kind, paper and purpose", "%(kind)s, %(paper)s, %(purpose)s") % {
        "kind": file.get_kind_display(), "paper": file.get_paper_display(), "purpose": file.get_purpose_display(),
    }  # fmt: skip


def _ask(request: HttpRequest, edition: Edition, user: User) -> HttpResponse:
    try:
        ask_edition_file(
            edition, _kind(request), language=request.POST.get("language", ""),
            paper=_among(Paper.values, request, "paper"), purpose=_among(PrintPurpose.values, request, "purpose"),
            is_public="is_public" in request.POST, by=user, at=timezone.now(),
        )  # fmt: skip
    except ContestError as refusal:
        messages.error(request, str(refusal))
    return redirect(FILES, edition.pk)


def _lines(edition: Edition, files: Iterable[EditionFile]) -> list[Line]:
    now = timezone.now()
    offered = {file.pk for file in public_files(edition)}
    return [
        Line(
            file, label=file_label(file), is_interrupted=is_broken_off(file, at=now), is_stuck=is_stuck(file, at=now),
            is_offered=file.pk in offered, address=file_address(file, edition) if file.state == ExportState.READY else "",
        )
        for file in files
    ]  # fmt: skip


def _file(public_id: UUID) -> EditionFile:
    return get_object_or_404(EditionFile.objects.select_related("edition"), public_id=public_id)


def _kind(request: HttpRequest) -> EditionFileKind:
    return EditionFileKind(_among(EditionFileKind.values, request, "kind", required=True))


def _among(values: list[str], request: HttpRequest, name: str, *, required: bool = False) -> str:
    """A value that was sent, if it is one of these; 404 for anything else."""
    value = request.POST.get(name, "")
    if value not in values and (value or required):
        raise Http404
    return value
