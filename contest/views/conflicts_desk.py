"""The secretariat's page of conflicts of interest: all of them, confirming, lifting, adding one."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from accounts.models import User
from contest.domain.conflict_finding import find_conflicts
from contest.domain.conflicts import add_conflict, confirm_conflict, lift_conflict
from contest.enums import ConflictGround, ConflictState
from contest.errors import ContestError
from contest.forms.jury_conflicts import ConflictDecisionForm, ConflictFilterForm, NewConflictForm
from contest.models import Call, ConflictOfInterest, Juror
from contest.views.application_list import require_secretariat
from contest.views.judging_desk import call_at_desk, judging_context

DESK = "conflicts_desk"
PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def conflicts_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """The conflicts, what nobody has decided about first."""
    call, user = call_at_desk(request, call_id), require_secretariat(request)
    act = request.POST.get("act", "")
    form = NewConflictForm(request.POST if act == "add" else None, call=call)
    decision = ConflictDecisionForm(request.POST if act in {"confirm", "lift"} else None, call=call)
    if request.method == "POST" and _act(request, call, act, form, decision, by=user):
        return redirect(f"{reverse(DESK, args=[call.pk])}{_query(request)}")
    context = {
        **judging_context(call, current=DESK),
        **_list(request, call),
        "form": form,
        "decision": decision,
    }
    failed = form.errors or decision.errors
    return TemplateResponse(request, "contest/admin/conflicts.html", context, status=422 if failed else 200)


def _act(
    request: HttpRequest, call: Call, act: str, form: NewConflictForm, decision: ConflictDecisionForm, *, by: User
) -> bool:  # fmt: skip
    """Do what was asked; whether it was done. What was refused stands in its form."""
    now, done = timezone.now(), ""
    bound = {"add": form, "confirm": decision, "lift": decision}.get(act)
    try:
        if act == "find":
            found = len(find_conflicts(call, at=now))
            done = _("Looked for conflicts of interest: %(count)s new.") % {"count": found}
        elif act == "add" and form.is_valid():
            values = form.cleaned_data
            add_conflict(
                values["juror"], values["application"], ground=ConflictGround(values["ground"]),
                reason=values["reason"], by=by, at=now,
            )  # fmt: skip
            done = _("The conflict of interest is on record.")
        elif act in {"confirm", "lift"} and decision.is_valid():
            decide = confirm_conflict if act == "confirm" else lift_conflict
            decide(decision.cleaned_data["conflict"], reason=decision.cleaned_data["reason"], by=by, at=now)
            done = _("The decision is on record.")
        elif bound is None:
            raise Http404
    except ContestError as refusal:
        if bound is None:
            messages.error(request, str(refusal))
        else:
            bound.add_error("reason", str(refusal))
    if done:
        messages.success(request, done)
    return bool(done)


def _list(request: HttpRequest, call: Call) -> dict[str, object]:
    jurors = list(Juror.objects.of_call(call))
    filters = ConflictFilterForm(request.GET, jurors=jurors)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    rows = ConflictOfInterest.objects.of_call(call).matching(**chosen).to_decide_first()
    waiting = ConflictOfInterest.objects.of_call(call).filter(state=ConflictState.DECLARED).count()
    return {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "filters": filters,
        "waiting": waiting,
    }


def _query(request: HttpRequest) -> str:
    """The filters of the page, which stay after a decision."""
    return f"?{request.GET.urlencode()}" if request.GET else ""
