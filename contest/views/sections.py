"""A page for each section of the form. Whatever is typed is kept, right or wrong; what is wrong is told beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest.domain.answers import Change, Conflict, save_answers
from contest.domain.checking import Gap, gaps_of, words_of
from contest.domain.form_fields import section_at
from contest.domain.items import add_item, is_list, list_named, move_item, remove_item, restore_item
from contest.domain.moments import moment_of
from contest.domain.progress import progress_of, sections_of
from contest.domain.uploads import receive_plain_upload
from contest.domain.writing import open_clarification, writable_sections
from contest.enums import Section
from contest.errors import ContestError
from contest.forms.conflicts import conflicts_on_page
from contest.forms.posted_answers import BASE, is_file, posted_changes, resolved_changes, searched_in
from contest.forms.sections import SectionPage
from contest.models import Application, CallCategory
from contest.rules import can_write_application
from contest.views.keeping_forms import CLOSED, CONFLICT, OK, kept_or_shown
from contest.views.my_applications import way_to
from contest.views.own_applications import own_application, signed_in


@dataclass(frozen=True)
class Asked:
    """What a request to a section's page is about."""

    request: HttpRequest
    application: Application
    section: Section
    writable: Sequence[Section]
    at: datetime

    @property
    def is_writable(self) -> bool:
        return self.section in self.writable

    @property
    def address(self) -> str:
        return reverse("application_section", args=[self.application.public_id, self.section])


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section_page(request: HttpRequest, public_id: UUID, section: str) -> HttpResponse:
    """Show the section, or keep what was typed in it and do what the button says."""
    if section not in Section.values:
        raise Http404
    application, now = own_application(request, public_id), timezone.now()
    may_write = can_write_application(request.user, application, at=now)
    writable = writable_sections(application, at=now) if may_write else ()
    asked = Asked(request, application, Section(section), writable, now)
    if request.method == "POST":
        return _save(asked)
    searched = (request.GET["in"], request.GET.get("find", "")) if request.GET.get("in") else None
    return _shown(asked, searched=searched, wants_gaps="gaps" in request.GET)


def _save(asked: Asked) -> HttpResponse:
    call, data = asked.application.call, asked.request.POST
    changes = posted_changes(data, section=asked.section, call=call)
    changes += resolved_changes(data, section=asked.section, call=call)
    if not asked.is_writable:
        sentence = _("This section cannot be changed now. What you typed stands below, but is not saved.")
        return _shown(asked, typed=changes, refusal=sentence, status=CLOSED)
    return kept_or_shown(
        lambda: _kept(asked, changes),
        lambda refusal, status: _shown(asked, typed=changes, refusal=refusal, status=status),
    )


def _kept(asked: Asked, changes: Sequence[Change]) -> HttpResponse:
    by: dict[str, Any] = {"by": signed_in(asked.request), "at": asked.at}
    saved = save_answers(asked.application, changes, sections=asked.writable, **by)
    _keep_files(asked)
    return _conflicts(asked, saved.conflicts) if saved.conflicts else _done(asked)


def _keep_files(asked: Asked) -> None:
    """Take the files that came with the form, each as the answer of its field; a refused one keeps no text from being saved."""
    for path, uploaded in asked.request.FILES.items():
        if (
            not isinstance(uploaded, UploadedFile)
            or section_at(path) != asked.section
            or not is_file(path, call=asked.application.call)
        ):
            continue
        by: dict[str, Any] = {"by": signed_in(asked.request), "at": asked.at}
        try:
            file = receive_plain_upload(asked.application, path=path, uploaded=uploaded, **by)
        except ContestError as refusal:
            messages.error(asked.request, f"{uploaded.name}: {refusal}")
            continue
        version = asked.request.POST.get(f"{BASE}{path}", "").partition(".")[0]
        change = Change(path, str(file.public_id), int(version) if version.isdecimal() else 0)
        if save_answers(asked.application, [change], sections=asked.writable, **by).conflicts:
            sentence = _(
                "Somebody else has put another file in its place meanwhile. Look at it; yours was not kept."
            )
            messages.error(asked.request, f"{uploaded.name}: {sentence}")


def _done(asked: Asked) -> HttpResponse:
    """Everything is kept: do what the button says and show the page that follows."""
    button, _colon, rest = asked.request.POST.get("do", "").partition(":")
    found = searched_in(asked.request.POST, section=asked.section)
    if button in _ITEM_BUTTONS:
        return redirect(f"{asked.address}#{_arrange(asked, button, rest)}")
    if found and button in {"find", "save", ""}:
        path, text = found
        return redirect(f"{asked.address}?{urlencode({'in': path, 'find': text})}#f-{path}")
    messages.success(asked.request, _("Saved on the server."))
    if button == "next":
        return redirect(_address_after(asked))
    return redirect(asked.address)


_ITEM_BUTTONS = {"add", "remove", "restore", "up", "down"}


def _arrange(asked: Asked, button: str, rest: str) -> str:
    """Do with an item what the button says; returns the id on the page to go to."""
    name, _slash, item = rest.partition("/")
    part = list_named(name, section=asked.section)
    by: dict[str, Any] = {"by": signed_in(asked.request), "at": asked.at}
    if button == "add":
        item = add_item(asked.application, part, **by)
    elif button == "remove":
        remove_item(asked.application, part, item=item, **by)
        messages.success(asked.request, _("Removed. You can put it back at the end of the list."))
        return f"list-{name}"
    elif button == "restore":
        restore_item(asked.application, part, item=item, **by)
    else:
        move_item(asked.application, part, item=item, steps=-1 if button == "up" else 1, **by)
    return f"item-{name}-{item}"


def _address_after(asked: Asked) -> str:
    sections = sections_of(asked.application, values=asked.application.answers.values_by_path())
    place = sections.index(asked.section) if asked.section in sections else len(sections)
    for section in sections[place + 1 :]:
        if section in asked.writable:
            return reverse("application_section", args=[asked.application.public_id, section])
    return reverse("application_check", args=[asked.application.public_id])


def _conflicts(asked: Asked, conflicts: Sequence[Conflict]) -> HttpResponse:
    call = asked.application.call
    context = {
        **_about(asked),
        "conflicts": conflicts_on_page(conflicts, call=call),
        "page_title": _("Two texts in one place"),
    }
    return TemplateResponse(asked.request, "contest/applying/conflicts.html", context, status=CONFLICT)


def _shown(
    asked: Asked, *, searched: tuple[str, str] | None = None, wants_gaps: bool = False,
    typed: Sequence[Change] = (), refusal: str = "", status: int = OK,
) -> HttpResponse:  # fmt: skip
    """The page, with what was typed in place of what is kept where that could not be saved."""
    application = asked.application
    rows = list(application.answers.values_list("path", "value", "version"))
    values = {path: value for path, value, _version in rows}
    sections = sections_of(application, values=values)
    if asked.section not in sections:
        raise Http404
    every = gaps_of(application, values=values)
    gaps = [gap for gap in every if gap.section == asked.section and (wants_gaps or _is_told(gap, values))]
    unkept = {change.path: change.value for change in typed}
    versions = {path: version for path, _value, version in rows}
    page = SectionPage(application, asked.section, values, versions, gaps, searched, unkept)
    limits = CallCategory.objects.filter(call=application.call, category=application.category).first()
    context = {
        **_about(asked),
        "parts": page.parts,
        "gaps": gaps,
        "sections": progress_of(sections, values=values, gaps=every, writable=asked.writable),
        "words": words_of(values),
        "limits": limits,
        "refusal": refusal,
        "is_writable": asked.is_writable,
        "keeps_typed": bool(refusal),
        "page_title": asked.section.label,
    }
    return TemplateResponse(asked.request, "contest/applying/section.html", context, status=status)


def _about(asked: Asked) -> dict[str, Any]:
    application = asked.application
    clarification = open_clarification(application)
    return {
        "application": application,
        "section": asked.section,
        "address": asked.address,
        "clarification": clarification,
        "clarified_until": moment_of(clarification.until, zone=application.call.zone)
        if clarification
        else None,
        "breadcrumbs": way_to(application, (str(asked.section.label), None)),
    }


def _is_told(gap: Gap, values: dict[str, Any]) -> bool:
    """Whether a gap is shown while somebody still writes: what is wrong is, what is not there yet is not.

    The length of the whole story is counted on the page and judged at the end.
    """
    if gap.path == "solution" and gap.label == _("Length of the story"):
        return False
    return bool(values.get(gap.path)) or is_list(gap.path)
