"""Making the outcomes of a call's screening known to all its applicants at once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from contest.domain.releasing import foresee_letters, outcomes_seen, release_outcomes
from contest.enums import ApplicationStatus
from contest.errors import ContestError
from contest.forms.screening import SeenForm
from contest.models import Application, Call
from contest.views.application_list import require_secretariat
from contest.views.outbox import OUTBOX


@require_http_methods(["GET", "HEAD", "POST"])
def release_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Show who will be told what, then tell them; if a decision changed in between, nobody is told and the list is shown anew."""
    user = require_secretariat(request)
    call = get_object_or_404(Call.objects.with_edition(), pk=call_id)
    waiting = Application.objects.of_call(call).awaiting_release()
    form = SeenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = release_outcomes(waiting, seen=form.cleaned_data["seen"], by=user, at=timezone.now())
        except ContestError as refusal:
            messages.error(request, str(refusal))
        else:
            sentence = ngettext("%(count)s applicant was told.", "%(count)s applicants were told.", told)
            to_letters = messages.button(f"{reverse(OUTBOX)}?call={call.pk}", _("To the letters"))
            messages.success(request, sentence % {"count": told}, buttons=[to_letters])
            return redirect("application_desk")
    rows = list(waiting.with_names().order_by("status", "pk"))
    context = {
        "call": call,
        "rows": [(row, row.get_status_display()) for row in rows],
        "letters": foresee_letters(rows),
        "undecided": Application.objects.of_call(call).filter(status=ApplicationStatus.SUBMITTED).count(),
        "form": SeenForm(initial={"seen": outcomes_seen(rows)}),
    }
    return TemplateResponse(request, "contest/admin/release.html", context)
