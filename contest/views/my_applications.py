"""A person's applications: the list, one application at a glance, taking it back, deleting a draft."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contest.domain.applying import delete_draft, withdraw_application
from contest.domain.checking import gaps_of, words_of
from contest.domain.life_story import life_story
from contest.domain.moments import moment_of, time_until
from contest.domain.own_story import public_story
from contest.domain.progress import progress_of, sections_of
from contest.domain.writing import deadline_of, open_clarification, writable_sections
from contest.errors import ContestError
from contest.models import Application, Juror
from contest.rules import (
    can_copy_application,
    can_delete_draft,
    can_submit_application,
    can_tell_news,
    can_withdraw_application,
    can_write_application,
)
from contest.views.certificates import own_certificates
from contest.views.own_applications import own_application, signed_in
from stories.views.breadcrumbs import Crumb, trail


def way_to(application: Application, *steps: Crumb) -> list[Crumb]:
    """The way back from a page of the application."""
    name = application.title or _("Draft without a title")
    address = reverse("application", args=[application.public_id]) if steps else None
    return trail((_("My applications"), "my_applications"), (name, address), *steps)


@login_required
@never_cache
@require_safe
def my_applications(request: HttpRequest) -> HttpResponse:
    """Every application that the person works on or may read."""
    applications = Application.objects.of_person(signed_in(request)).with_names().newest_first()
    context = {
        "applications": applications,
        "has_seat": Juror.objects.of_person(signed_in(request)).exists(),
        "breadcrumbs": trail((_("My applications"), None)),
        "page_title": _("My applications"),
    }
    return TemplateResponse(request, "contest/applying/my_applications.html", context)


@login_required
@never_cache
@require_safe
def application(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One application: where it stands, how far its form is, until when, what was submitted."""
    found, now = own_application(request, public_id), timezone.now()
    values = found.answers.values_by_path()
    writable = writable_sections(found, at=now)
    asked = open_clarification(found)
    gaps = gaps_of(found, values=values)
    sections = progress_of(sections_of(found, values=values), values=values, gaps=gaps, writable=writable)
    may_write = can_write_application(request.user, found, at=now)
    context: dict[str, Any] = {
        "application": found,
        "call": found.call,
        "life": life_story(found),
        "sections": sections,
        "go_on": next((row.section for row in sections if row.is_writable and not row.is_complete), None),
        "gaps": len(gaps),
        "words": words_of(values),
        "clarification": asked,
        "versions": list(found.versions.order_by("-number")),
        "certificates": own_certificates(found),
        "story": public_story(found),
        "may_tell_news": can_tell_news(request.user, found),
        "letters": list(found.letters.of_person(signed_in(request))),
        "may_write": may_write,
        "may_submit": can_submit_application(request.user, found, at=now),
        "may_withdraw": can_withdraw_application(request.user, found),
        "may_delete": can_delete_draft(request.user, found),
        "may_copy": can_copy_application(request.user, found),
        "breadcrumbs": way_to(found),
        "page_title": found.title or _("Draft without a title"),
        **_deadline(found, asked_until=asked.until if asked else None, is_open=bool(writable)),
    }
    return TemplateResponse(request, "contest/applying/application.html", context)


def _deadline(found: Application, *, asked_until: Any, is_open: bool) -> dict[str, Any]:
    until = asked_until or deadline_of(found)
    if until is None:
        return {}
    return {
        "deadline": moment_of(until, zone=found.call.zone),
        "countdown": time_until(until, at=timezone.now()) if is_open else "",
        "is_open": is_open,
    }


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then take the application back for good."""
    found = own_application(request, public_id)
    if not can_withdraw_application(request.user, found):
        raise PermissionDenied
    if request.method == "POST":
        try:
            withdraw_application(
                found, by=signed_in(request), at=timezone.now(), reason=request.POST.get("reason", "")[:1000]
            )
            messages.success(request, _("The application is withdrawn."))
        except ContestError:
            # The reason would tell of a decision that has not been made known yet.
            messages.error(request, _("The application cannot be withdrawn now. Write to the secretariat."))
        return redirect("application", public_id)
    return _confirmation(request, found, "withdraw", _("Withdraw the application"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then delete the draft with everything in it."""
    found = own_application(request, public_id)
    if not can_delete_draft(request.user, found):
        raise PermissionDenied
    if request.method == "POST":
        try:
            delete_draft(found)
        except ContestError as refusal:
            messages.error(request, str(refusal))
            return redirect("application", public_id)
        messages.success(request, _("The draft is deleted."))
        return redirect("my_applications")
    return _confirmation(request, found, "delete", _("Delete the draft"))


def _confirmation(request: HttpRequest, found: Application, what: str, title: str) -> HttpResponse:
    steps: Sequence[Crumb] = [(title, None)]
    context = {"application": found, "what": what, "breadcrumbs": way_to(found, *steps), "page_title": title}
    return TemplateResponse(request, "contest/applying/confirm.html", context)
