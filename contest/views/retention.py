"""The page of a call on which the keeping of data ends: what is due, when the next is, and removing it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from contest.domain.kept_until import drafts_kept_until, is_over, personal_data_kept_until
from contest.domain.moments import moment_of
from contest.domain.retention import MOST_AT_ONCE, Due, apply_retention, preview
from contest.errors import RetentionRefused
from contest.forms.retention import RetentionForm
from contest.models import Call
from contest.rules import can_end_keeping
from contest.views.application_list import require_secretariat


@require_http_methods(["GET", "HEAD", "POST"])
def retention_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Show what is due and for whom, then remove it; if something else is due by then, nothing is, and it is shown anew.

    A press does a bounded number of applications, each as a whole; the page then shows the next ones.
    """
    user = require_secretariat(request)
    if not can_end_keeping(user):
        raise PermissionDenied
    call, now = get_object_or_404(Call.objects.with_edition(), pk=call_id), timezone.now()
    due = preview(call, at=now, most=MOST_AT_ONCE)
    form = RetentionForm(request.POST or None, count=due.count)
    if request.method == "POST" and form.is_valid():
        try:
            removed = apply_retention(
                call, seen=form.cleaned_data["seen"], by=user, at=now, most=MOST_AT_ONCE
            )
        except RetentionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            told = _("Drafts deleted: %(drafts)s. Applications without personal data now: %(applications)s.")
            messages.success(request, told % vars(removed))
            if due.left:
                more = ngettext(
                    "%(count)s more application is due: press again.",
                    "%(count)s more applications are due: press again.",
                    due.left,
                )
                messages.warning(request, more % {"count": due.left})
            if removed.failed:
                failed = _(
                    "%(count)s could not be done and are due again. Tell whoever looks after the server."
                )
                messages.error(request, failed % {"count": removed.failed})
        return redirect("retention_desk", call.pk)
    return TemplateResponse(request, "contest/admin/retention.html", _context(call, due, form, now))


def _context(call: Call, due: Due, form: RetentionForm, now: Any) -> dict[str, Any]:
    dates = [
        (name, moment_of(until, zone=call.zone) if until else None, is_over(until, at=now))
        for name, until in (
            (_("Drafts that were never submitted are deleted"), drafts_kept_until(call)),
            (_("Personal data leave what was submitted"), personal_data_kept_until(call)),
        )
    ]
    return {
        "call": call,
        "due": due,
        "dates": dates,
        "form": form,
    }
