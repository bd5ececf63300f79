"""The rules of scoring: filled in until judging opens, then shown as they were frozen; opening and closing judging."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from contest.domain.canonical import fingerprint
from contest.domain.judging import close_judging, open_judging, opening_faults
from contest.domain.judging_rules import change_rules
from contest.domain.judging_terms import policy_of_columns, scoring_policy
from contest.domain.policy_words import Clause, clauses_of
from contest.domain.scoring_policy import policy_as_json
from contest.errors import ContestError, JudgingNotReady, PolicyMalformed
from contest.forms.judging_rules import JudgingRulesForm
from contest.models import Application, Assignment, Call, ConflictOfInterest, JudgingPolicy, Juror
from contest.querysets.assignments import JUDGED_STATUSES
from contest.rules import can_conclude_judging
from contest.views.application_list import require_secretariat
from contest.views.judging_desk import call_at_desk, judging_context

RULES, DESK = "judging_rules", "judging_desk"


@require_http_methods(["GET", "HEAD", "POST"])
def judging_rules(request: HttpRequest, call_id: int) -> HttpResponse:
    """The form of the rules; once they are frozen, the rules in words with their fingerprint."""
    call = call_at_desk(request, call_id)
    context = judging_context(call, current=RULES)
    row: JudgingPolicy = context["policy"]
    context |= {"may_conclude": can_conclude_judging(request.user)}
    if row.frozen_at is None:
        form = JudgingRulesForm(request.POST or None, instance=row, call=call)
        if request.method == "POST" and form.is_valid() and _kept(request, call, form):
            return redirect(RULES, call.pk)
        # The form has written into the row that it was given.
        context |= {"form": form, "policy": JudgingPolicy.objects.select_related("call").get(pk=row.pk)}
    elif request.method == "POST":
        messages.error(request, _("Judging has opened: its rules are frozen."))
    return TemplateResponse(
        request, "contest/admin/judging_rules.html", {**context, **_in_words(call, context["policy"])}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def open_judging_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Show what will be frozen, then open judging; other rules than those that were shown are not frozen."""
    call, context = _conclusion(request, call_id)
    row: JudgingPolicy = context["policy"]
    words = _in_words(call, row)
    faults = [] if row.frozen_at else opening_faults(call, at=timezone.now())
    if request.method == "POST":
        if request.POST.get("seen") != words["fingerprint"]:
            messages.error(request, _("The rules have changed meanwhile. Read them again."))
            return redirect("open_judging", call.pk)
        try:
            open_judging(call, by=require_secretariat(request), at=timezone.now())
        except JudgingNotReady as refusal:
            faults = refusal.faults
        except ContestError as refusal:
            messages.error(request, str(refusal))
            return redirect(DESK, call.pk)
        else:
            messages.success(request, _("Judging is open. Its rules are frozen, and the protocol has begun."))
            return redirect(DESK, call.pk)
    entries = Application.objects.of_call(call).judged().count()
    context |= {
        **words,
        "faults": faults,
        "entries": entries,
        "jurors": Juror.objects.of_call(call).active().count(),
        "waiting": Juror.objects.of_call(call).invited().count(),
        "conflicts": ConflictOfInterest.objects.of_call(call).in_force().count(),
    }
    return TemplateResponse(request, "contest/admin/judging_opening.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close_judging_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Say what is lost, then close judging for good."""
    call, context = _conclusion(request, call_id)
    work = Assignment.objects.of_call(call)
    unfinished = work.open().filter(application__status__in=JUDGED_STATUSES).count()
    if request.method == "POST":
        if request.POST.get("seen") != str(unfinished):
            messages.error(request, _("Evaluations have changed meanwhile. Look again before you close."))
            return redirect("close_judging", call.pk)
        try:
            close_judging(call, by=require_secretariat(request), at=timezone.now())
        except ContestError as refusal:
            messages.error(request, str(refusal))
        else:
            sentence = ngettext(
                "Judging is closed with %(count)s evaluation unfinished.",
                "Judging is closed with %(count)s evaluations unfinished.",
                unfinished,
            )
            messages.success(request, sentence % {"count": unfinished})
        return redirect(DESK, call.pk)
    context |= {"unfinished": unfinished, "submitted": work.standing().submitted().count()}
    return TemplateResponse(request, "contest/admin/judging_closing.html", context)


def _conclusion(request: HttpRequest, call_id: int) -> tuple[Call, dict[str, Any]]:
    """Return the call and the context of a page that only those may open who conclude judging."""
    call = call_at_desk(request, call_id)
    if not can_conclude_judging(request.user):
        raise PermissionDenied
    return call, judging_context(call, current=DESK)


def _kept(request: HttpRequest, call: Call, form: JudgingRulesForm) -> bool:
    try:
        change_rules(call, form.values())
    except PolicyMalformed as refusal:
        for fault in refusal.faults:
            form.add_error(None, fault)
        return False
    except ContestError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The rules of scoring are saved."))
    return True


def _in_words(call: Call, row: JudgingPolicy) -> dict[str, Any]:
    """Return the rules as they will be or are frozen; without them where they cannot be frozen as they stand."""
    clauses: list[Clause] = []
    try:
        policy = scoring_policy(row)
    except PolicyMalformed as refusal:
        return {"clauses": clauses, "malformed": refusal.faults, "fingerprint": ""}
    terms = policy_as_json(policy if row.frozen else policy_of_columns(row))
    return {"clauses": clauses_of(policy, call), "fingerprint": row.fingerprint or fingerprint(terms)}
