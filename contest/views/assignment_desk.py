"""The secretariat's page of the assignment: what would change, why something cannot be, pins and bans, and the button."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from accounts.models import User
from contest.domain.assignment_words import (
    clash_words,
    entry_lines,
    group_words,
    named,
    seat_lines,
    shortage_words,
    summary,
)
from contest.domain.assignments import Preview, apply_plan, preview_assignment, require_open_judging
from contest.domain.pair_rules import remove_pair_rule, set_pair_rule
from contest.errors import ContestError, JudgingRefused
from contest.forms.assignments import PairRuleForm, PlanForm
from contest.models import Application, Call, JudgingPolicy, Juror, PairRule
from contest.views.application_list import require_secretariat
from contest.views.judging_desk import call_at_desk, judging_context

DESK = "assignment_desk"
PER_PAGE = 50
# What cannot be is told of so many applications; the others have the same reasons.
_MOST_TOLD = 100


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Show what assigning would change now; write it, or set or remove a rule for a pair."""
    call = call_at_desk(request, call_id)
    user, act = require_secretariat(request), request.POST.get("act", "")
    form = PairRuleForm(request.POST if act == "rule" else None, call=call)
    if act == "apply" and _apply(request, call, by=user):
        return redirect("judging_board", call.pk)
    if act == "forget":
        _forget(request, call, by=user)
        return redirect(DESK, call.pk)
    if form.is_bound and form.is_valid():
        try:
            set_pair_rule(by=user, at=timezone.now(), **form.cleaned_data)
        except ContestError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The rule is kept. It holds from the next assignment on."))
            return redirect(DESK, call.pk)
    return TemplateResponse(request, "contest/admin/assignment.html", _context(request, call, form))


def _apply(request: HttpRequest, call: Call, *, by: User) -> bool:
    """Write the plan that was seen; whether it was written."""
    form = PlanForm(request.POST)
    if not form.is_valid():
        return False
    try:
        done = apply_plan(call, by=by, at=timezone.now(), **form.cleaned_data)
    except ContestError as refusal:
        messages.error(request, str(refusal))
        return False
    counts = {"added": done.added, "removed": done.removed}
    written = _("The assignment is written: %(added)s new, %(removed)s taken back.") % counts
    letters = ngettext(
        "%(count)s juror is written to.", "%(count)s jurors are written to.", len(done.letters)
    )
    to_letters = messages.button(f"{reverse('letter_outbox')}?call={call.pk}", _("To the letters"))
    messages.success(request, f"{written} {letters % {'count': len(done.letters)}}", buttons=[to_letters])
    return True


def _forget(request: HttpRequest, call: Call, *, by: User) -> None:
    wanted = request.POST.get("rule", "")
    rules = PairRule.objects.filter(juror__call=call).select_related("juror__call", "application")
    rule = get_object_or_404(rules, pk=int(wanted) if wanted.isdecimal() else 0)
    remove_pair_rule(rule, by=by)
    messages.success(request, _("The rule is removed."))


def _context(request: HttpRequest, call: Call, form: PairRuleForm) -> dict[str, Any]:
    level = "level" in request.GET or request.POST.get("level") == "True"
    preview = preview_assignment(call, level=level)
    context = judging_context(call, current=DESK)
    changed = Paginator(entry_lines(preview.plan), PER_PAGE).get_page(request.GET.get("page"))
    shown = Application.objects.of_call(call).filter(reference__in=[line.entry for line in changed])
    titles = dict(shown.values_list("reference", "title"))
    rules = PairRule.objects.filter(juror__call=call).select_related("juror", "application")
    return {
        **context,
        **_told(preview, dict(Juror.objects.of_call(call).values_list("code", "name"))),
        "level": level,
        "changed": changed,
        "lines": [(line, titles.get(line.entry, "")) for line in changed],
        "rules": rules.order_by("juror__code", "application__reference"),
        "form": form,
        "plan_form": PlanForm(initial={"seen": preview.seen, "level": level}),
        "why_not": _why_not(context["policy"], call),
    }


def _told(preview: Preview, names: dict[str, str]) -> dict[str, Any]:
    situation, plan = preview.situation, preview.plan
    return {
        "plan": plan,
        "summary": summary(situation, plan),
        "seats": seat_lines(situation, plan, names),
        "shortages": [(row.entry, shortage_words(row, names)) for row in plan.shortages[:_MOST_TOLD]],
        "clashes": [clash_words(row, names) for row in plan.clashes],
        "groups": [(category, group_words(parts, names)) for category, parts in plan.groups.items()],
        "overloaded": named(plan.overloaded, names),
        "surplus": ", ".join(plan.surplus),
        "in_conflict": [(pair.entry, named([pair.juror], names)) for pair in plan.in_conflict],
    }


def _why_not(policy: JudgingPolicy, call: Call) -> str:
    """Return why the plan cannot be written now; "" if it can."""
    try:
        require_open_judging(policy, call, at=timezone.now())
    except JudgingRefused as refusal:
        return str(refusal)
    return ""
