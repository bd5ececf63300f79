"""The deliberation at the secretariat's desk: ties, the shortlist, motions, what was said, and the declaration."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from contest.domain.canonical import fingerprint
from contest.domain.declaring import declare_ranking, declaring_faults, is_outdated
from contest.domain.discussion import panel_notes
from contest.domain.jury_decisions import Result, decisions_of, declared_result, result_of
from contest.domain.motions import close_motion, withdraw_motion
from contest.domain.policy_words import category_names
from contest.domain.ranking import CallRanking, rank_call
from contest.domain.scoring_policy import TieBreak
from contest.domain.shortlisting import best_of, shortlist, take_off_shortlist
from contest.domain.tie_decisions import OpenTie, chair_of, decide_tie, open_ties
from contest.domain.voting import Electorate
from contest.enums import MotionState
from contest.errors import ContestError
from contest.forms.deliberation import DeclaringForm, MotionKeyForm, ShortlistForm, TieForm, UnshortlistForm
from contest.models import Application, Call, DiscussionNote, Motion
from contest.rules import can_conclude_judging
from contest.views.application_list import require_secretariat
from contest.views.judging_desk import call_at_desk, judging_context
from stories.models import Category

DESK = "deliberation_desk"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deliberation_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """What is to be decided, and what has been; each form on the page names its action."""
    call = call_at_desk(request, call_id)
    context = judging_context(call, current=DESK)
    context["may_conclude"] = can_conclude_judging(request.user)
    forms: dict[str, Any] = {}
    if request.method == "POST":
        if not context["may_conclude"]:
            raise PermissionDenied
        forms = _acted(request, call) if context["policy"].closed_at else {}
        if not forms:
            return redirect(DESK, call.pk)
    if context["policy"].closed_at:
        try:
            context |= _deliberation(call, forms)
        except ContestError as refusal:
            context["refusal"] = str(refusal)
    return TemplateResponse(request, "contest/admin/deliberation.html", context)


def _acted(request: HttpRequest, call: Call) -> dict[str, Any]:
    """Do what was asked; returns the form that is to be shown again, with what is wrong in it."""
    act = ACTIONS.get(request.POST.get("action", ""))
    try:
        return act(request, call) if act else {}
    except ContestError as refusal:
        messages.error(request, str(refusal))
        return {}


def _deliberation(call: Call, forms: dict[str, Any]) -> dict[str, Any]:
    ranking = rank_call(call)
    result, names = result_of(ranking, decisions_of(call)), category_names(call)
    motions = list(Motion.objects.of_call(call).with_names())
    electorate = Electorate(call)
    ties = open_ties(ranking)
    is_declared = call.judging_policy.declared_at is not None
    shortlisted = _shortlisted(call)
    categories = [(each.category, names.get(each.category, each.category)) for each in ranking.categories]
    return {
        "ties": [
            (tie, names.get(tie.category, tie.category), forms.get(_key(tie)) or _tie_form(tie, None))
            for tie in ties
        ],
        "chair": chair_of(call),
        "chair_decides": TieBreak.DECISION in ranking.policy.tie_breaks,
        "shortlist_form": forms.get("shortlist") or ShortlistForm(categories=categories),
        "shortlisted": shortlisted,
        "unshortlist_form": forms.get("unshortlist") or _unshortlist_form(None, shortlisted),
        "open_motions": [(row, electorate.tally_of(row)) for row in motions if row.state == MotionState.OPEN],
        "closed_motions": [
            (row, electorate.tally_of(row)) for row in motions if row.state != MotionState.OPEN
        ],
        "notes": list(DiscussionNote.objects.of_call(call)),
        "panel_notes": panel_notes(call),
        "winners": [(name, result.winners[code]) for code, name in categories],
        "awards": [(names.get(code, code), entry) for code, entry in result.awards.items()],
        "faults": declaring_faults(call, result),
        "is_declared": is_declared,
        "is_outdated": is_declared and is_outdated(call, ranking, result),
        "declaring_form": forms.get("declare")
        or DeclaringForm(is_correction=is_declared, initial={"seen": _seen(ranking, result)}),
    }


def _decide_tie(request: HttpRequest, call: Call) -> dict[str, Any]:
    wanted = request.POST.get("tie", "")
    tie = next((tie for tie in open_ties(rank_call(call)) if _key(tie) == wanted), None)
    if tie is None:
        messages.error(
            request, _("These applications are not tied, or not any more. Look at the ranking again.")
        )
        return {}
    form = _tie_form(tie, request.POST)
    if not form.is_valid():
        return {_key(tie): form}
    category = get_object_or_404(Category, slug=tie.category)
    try:
        decide_tie(
            call, category, form.order(), minutes=form.cleaned_data["minutes"], by=require_secretariat(request),
            at=timezone.now(),
        )  # fmt: skip
    except ContestError as refusal:
        form.add_error(None, str(refusal))
        return {_key(tie): form}
    messages.success(request, _("The chair's decision on the tie is on record."))
    return {}


def _shortlist(request: HttpRequest, call: Call) -> dict[str, Any]:
    names = category_names(call)
    ranking = rank_call(call)
    categories = [(each.category, names.get(each.category, each.category)) for each in ranking.categories]
    form = ShortlistForm(request.POST, categories=categories)
    if not form.is_valid():
        return {"shortlist": form}
    best = best_of(ranking, form.cleaned_data["category"], number=form.cleaned_data["number"])
    try:
        count = shortlist(call, best, by=require_secretariat(request), at=timezone.now())
    except ContestError as refusal:
        form.add_error(None, str(refusal))
        return {"shortlist": form}
    sentence = ngettext(
        "%(count)s application is new on the shortlist.", "%(count)s applications are new on the shortlist.", count
    )  # fmt: skip
    messages.success(request, sentence % {"count": count})
    return {}


def _take_off(request: HttpRequest, call: Call) -> dict[str, Any]:
    form = _unshortlist_form(request.POST, _shortlisted(call))
    if not form.is_valid():
        return {"unshortlist": form}
    try:
        take_off_shortlist(
            call, form.cleaned_data["entry"], reason=form.cleaned_data["reason"], by=require_secretariat(request),
            at=timezone.now(),
        )  # fmt: skip
    except ContestError as refusal:
        form.add_error(None, str(refusal))
        return {"unshortlist": form}
    messages.success(request, _("The application is off the shortlist; the reason is on record."))
    return {}


def _shortlisted(call: Call) -> list[str]:
    rows = Application.objects.of_call(call).shortlisted()
    return [str(reference) for reference in rows.values_list("reference", flat=True)]


def _unshortlist_form(data: Any, entries: list[str]) -> UnshortlistForm:
    return UnshortlistForm(data, entries=entries, auto_id="unshortlist-%s")


def _close_motion(request: HttpRequest, call: Call) -> dict[str, Any]:
    closed = close_motion(_motion(request, call), by=require_secretariat(request), at=timezone.now())
    carried = closed.state == MotionState.CARRIED
    messages.success(request, _("The motion is carried.") if carried else _("The motion is rejected."))
    return {}


def _withdraw_motion(request: HttpRequest, call: Call) -> dict[str, Any]:
    withdraw_motion(_motion(request, call), by=require_secretariat(request), at=timezone.now())
    messages.success(request, _("The motion is taken off the table."))
    return {}


def _motion(request: HttpRequest, call: Call) -> Motion:
    form = MotionKeyForm(request.POST)
    if not form.is_valid():
        raise Http404
    return get_object_or_404(Motion.objects.of_call(call), pk=form.cleaned_data["motion"])


def _declare(request: HttpRequest, call: Call) -> dict[str, Any]:
    ranking = rank_call(call)
    seen = _seen(ranking, result_of(ranking, decisions_of(call)))
    form = DeclaringForm(request.POST, is_correction=call.judging_policy.declared_at is not None)
    if not form.is_valid() or form.cleaned_data["seen"] != seen:
        messages.error(request, _("The result has changed meanwhile. Read it again before you declare it."))
        return {}
    try:
        declare_ranking(
            call, by=require_secretariat(request), at=timezone.now(), reason=form.cleaned_data.get("reason", "")
        )  # fmt: skip
    except ContestError as refusal:
        form.add_error(None, str(refusal))
        return {"declare": form}
    messages.success(request, _("The ranking is declared. Applicants learn it when results are released."))
    return {}


ACTIONS: dict[str, Callable[[HttpRequest, Call], dict[str, Any]]] = {
    "tie": _decide_tie,
    "shortlist": _shortlist,
    "unshortlist": _take_off,
    "close": _close_motion,
    "withdraw": _withdraw_motion,
    "declare": _declare,
}


def _key(tie: OpenTie) -> str:
    return f"{tie.category}:{tie.place}"


def _tie_form(tie: OpenTie, data: Any) -> TieForm:
    return TieForm(data, entries=tie.entries, auto_id=f"tie-{tie.category}-{tie.place}-%s")


def _seen(ranking: CallRanking, result: Result) -> str:
    """Return a mark of what would be declared."""
    return fingerprint(declared_result(ranking, result))
