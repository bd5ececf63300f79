"""The secretariat's pages of blind reading: which applications something is kept from jurors in, and the tool for one."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from accounts.models import User
from contest.domain.juror_values import reads_blind
from contest.domain.redaction_fields import labels_kept_back, redactable_sections, stale_paths
from contest.domain.redactions import hide_answer, redact_answer, show_answer
from contest.errors import ContestError
from contest.forms.redactions import RedactionForm
from contest.models import Application
from contest.views.application_list import require_secretariat
from contest.views.judging_desk import call_at_desk, judging_context

DESK = "redactions_desk"
PER_PAGE = 50


@require_safe
def redactions_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Every entry with how much of it is kept from jurors; what was rewritten since stands on top."""
    call = call_at_desk(request, call_id)
    context = judging_context(call, current=DESK)
    judged = Application.objects.of_call(call).judged()
    stale = stale_paths(list(judged.filter(redactions__isnull=False).distinct()))
    rows = judged.select_related("community__region").with_redactions_counted()
    page = Paginator(rows.order_by("reference"), PER_PAGE).get_page(request.GET.get("page"))
    context |= {
        "page": page,
        "blind": reads_blind(context["policy"]),
        "stale": list(judged.filter(pk__in=stale).order_by("reference")),
    }
    return TemplateResponse(request, "contest/admin/redactions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def redact_desk(request: HttpRequest, call_id: int, public_id: UUID) -> HttpResponse:
    """One application: each answer beside what jurors read of it."""
    call, user = call_at_desk(request, call_id), require_secretariat(request)
    rows = Application.objects.of_call(call).judged().with_names()
    application = get_object_or_404(rows, public_id=public_id)
    context = judging_context(call, current=DESK)
    typed = None
    if request.method == "POST":
        form = RedactionForm(request.POST)
        if not form.is_valid():
            raise Http404
        path, text = form.cleaned_data["path"], form.cleaned_data["text"]
        try:
            _act(application, request.POST.get("act", ""), form, by=user)
        except ContestError as refusal:
            messages.error(request, str(refusal))
            typed = (path, text)
        else:
            messages.success(request, _("What jurors read is changed."))
            place = reverse("redact_desk", args=[call.pk, application.public_id])
            return redirect(f"{place}#at-{path.replace('/', '-')}")
    policy = context["policy"]
    context |= {
        "application": application,
        "blind": reads_blind(policy),
        "sections": redactable_sections(application, policy),
        "kept_back": labels_kept_back(application, policy),
        "typed": typed,
    }
    return TemplateResponse(request, "contest/admin/redact.html", context, status=422 if typed else 200)


def _act(application: Application, act: str, form: RedactionForm, *, by: User) -> None:
    values, now = form.cleaned_data, timezone.now()
    if act == "redact":
        redact_answer(
            application, path=values["path"], text=values["text"], seen=values["seen"], by=by, at=now
        )
    elif act == "hide":
        hide_answer(application, path=values["path"], seen=values["seen"], by=by, at=now)
    elif act == "show":
        show_answer(application, path=values["path"])
    else:
        raise Http404
