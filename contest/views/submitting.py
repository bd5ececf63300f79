"""Checking what is missing, submitting, and the receipt."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from contest.domain.applying import submit_application
from contest.domain.checking import Gap, gaps_of, words_of
from contest.domain.form_fields import Field, FieldKind, parts_of
from contest.domain.moments import moment_of
from contest.domain.progress import sections_of
from contest.domain.writing import deadline_of
from contest.enums import Punctuality, Section
from contest.errors import ApplicationIncomplete, ContestError
from contest.querysets.applications import WRITING_ROLES
from contest.rules import can_submit_application, role_in
from contest.views.my_applications import way_to
from contest.views.own_applications import own_application, signed_in


@login_required
@never_cache
@require_safe
def check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything that is missing, each with the way to its field; with nothing missing, the button to submit."""
    found, now = own_application(request, public_id), timezone.now()
    values = found.answers.values_by_path()
    gaps = gaps_of(found, values=values)
    deadline = deadline_of(found)
    context: dict[str, Any] = {
        "application": found,
        "groups": _by_section(gaps),
        "gaps": len(gaps),
        "sections": sections_of(found, values=values),
        "declared": [
            part.label
            for part in parts_of(Section.DECLARATIONS)
            if isinstance(part, Field) and part.kind == FieldKind.YES and values.get(part.name) == "yes"
        ],
        "words": words_of(values),
        "deadline": moment_of(deadline, zone=found.call.zone) if deadline else None,
        "may_submit": can_submit_application(request.user, found, at=now),
        "breadcrumbs": way_to(found, (_("Check and submit"), None)),
        "page_title": _("Check and submit"),
    }
    return TemplateResponse(request, "contest/applying/check.html", context)


def _by_section(gaps: list[Gap]) -> list[tuple[Section, list[Gap]]]:
    groups: dict[Section, list[Gap]] = {}
    for gap in gaps:
        groups.setdefault(gap.section, []).append(gap)
    return list(groups.items())


@login_required
@never_cache
@require_POST
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Submit what stands in the form. A second click finds it submitted and shows the same receipt."""
    found = own_application(request, public_id, with_form=False)
    if role_in(request.user, found) not in WRITING_ROLES:
        raise PermissionDenied
    try:
        submit_application(found, by=signed_in(request), at=timezone.now())
    except ApplicationIncomplete:
        messages.error(request, _("Something is still missing, so the application was not submitted."))
        return redirect("application_check", public_id)
    except ContestError as refusal:
        messages.error(request, str(refusal))
        return redirect("application", public_id)
    return redirect("application_receipt", public_id)


@login_required
@never_cache
@require_safe
def receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What proves that the application arrived: reference, time with zone, version and its hash."""
    found = own_application(request, public_id, with_form=False)
    version = found.versions.order_by("-number").first()
    if version is None:
        raise Http404
    context = {
        "application": found,
        "version": version,
        "title": json.loads(version.content)["answers"].get("title", ""),
        "submitted": moment_of(version.submitted_at, zone=found.call.zone),
        "in_grace": version.punctuality == Punctuality.GRACE,
        "breadcrumbs": way_to(found, (_("Receipt"), None)),
        "page_title": _("Receipt"),
    }
    return TemplateResponse(request, "contest/applying/receipt.html", context)
