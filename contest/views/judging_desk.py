"""The secretariat's way through a call's judging: where it stands, and the pages of its parts."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from contest.domain.judging_steps import steps_of
from contest.domain.judging_terms import policy_row
from contest.models import Call
from contest.views.application_list import require_secretariat

# The pages of the judging in the order in which they are needed: name of the address, words.
TABS: tuple[tuple[str, Promise], ...] = (
    ("judging_desk", _("Where it stands")),
    ("judging_rules", _("Rules of scoring")),
    ("jury_desk", _("Jury")),
    ("conflicts_desk", _("Conflicts of interest")),
    ("redactions_desk", _("Blind reading")),
    ("assignment_desk", _("Assignment")),
    ("judging_board", pgettext_lazy("judging", "Board")),
    ("ranking_desk", _("Ranking")),
    ("deliberation_desk", _("Deliberation")),
    ("protocol_desk", _("Protocol")),
    ("story_desk", _("Stories")),
    ("publication_desk", _("Publication")),
    ("certificates_desk", _("Certificates")),
)


@dataclass(frozen=True)
class Tab:
    """A way to a page of the judging."""

    label: Promise
    address: str
    is_current: bool


def call_at_desk(request: HttpRequest, call_id: int) -> Call:
    """Return the call for somebody of the secretariat; PermissionDenied for everybody else, 404 without a call."""
    require_secretariat(request)
    return get_object_or_404(Call.objects.with_edition(), pk=call_id)


def judging_context(call: Call, *, current: str) -> dict[str, Any]:
    """Return what every page of the judging needs: the call, its policy's row, and the ways to the other pages."""
    tabs = [Tab(label, reverse(name, args=[call.pk]), name == current) for name, label in TABS]
    return {"call": call, "policy": policy_row(call), "tabs": tabs}


@require_safe
def judging_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Where the judging stands, and what is to be done next."""
    call = call_at_desk(request, call_id)
    context = judging_context(call, current="judging_desk")
    steps = steps_of(call, context["policy"], at=timezone.now())
    return TemplateResponse(request, "contest/admin/judging.html", {**context, "steps": steps})
