"""The secretariat's board: who is how far with what, flags of jurors, and the button that reminds them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from accounts.models import User
from contest.domain.board import (
    DISAGREEMENT,
    GLYPHS,
    BoardLine,
    board_lines,
    entries_on_board,
    open_flags,
    progress_of,
    seats_on_board,
    spreads_of,
)
from contest.domain.juror_flags import settle_flag
from contest.domain.juror_reminders import remind_now
from contest.enums import BoardFilter, CellState
from contest.errors import ContestError
from contest.forms.assignments import FlagForm
from contest.models import Call, EvaluationFlag
from contest.rules import may_see_scores
from contest.views.application_list import require_secretariat
from contest.views.judging_desk import call_at_desk, judging_context

BOARD = "judging_board"
PER_PAGE = 50
# The oldest are answered first, then the next ones are shown.
MOST_FLAGS = 50


@require_http_methods(["GET", "HEAD", "POST"])
def judging_board(request: HttpRequest, call_id: int) -> HttpResponse:
    """Applications by jurors, fifty a page; a POST reminds jurors or answers one of them."""
    call = call_at_desk(request, call_id)
    user, act = require_secretariat(request), request.POST.get("act", "")
    if act == "remind":
        _remind(request, call, by=user)
    elif act == "settle":
        _settle(request, call, by=user)
    if request.method == "POST":
        return redirect(BOARD, call.pk)
    return TemplateResponse(request, "contest/admin/judging_board.html", _context(request, call))


def _remind(request: HttpRequest, call: Call, *, by: User) -> None:
    try:
        count = remind_now(call, by=by, at=timezone.now())
    except ContestError as refusal:
        messages.error(request, str(refusal))
        return
    if count:
        sentence = ngettext("%(count)s juror is reminded.", "%(count)s jurors are reminded.", count)
        messages.success(request, sentence % {"count": count})
    else:
        messages.warning(request, _("Nobody is reminded: whoever has open work has been written to today."))


def _settle(request: HttpRequest, call: Call, *, by: User) -> None:
    form = FlagForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The answer is too long."))
        return
    flags = EvaluationFlag.objects.filter(assignment__application__call=call)
    flag = get_object_or_404(flags, pk=form.cleaned_data["flag"])
    try:
        settle_flag(flag, answer=form.cleaned_data["answer"], by=by, at=timezone.now())
    except ContestError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The question is settled."))


def _context(request: HttpRequest, call: Call) -> dict[str, Any]:
    context = judging_context(call, current=BOARD)
    policy = context["policy"]
    sees_scores = policy.frozen_at is not None and may_see_scores(policy)
    category, only = request.GET.get("category", ""), request.GET.get("only", "")
    spreads = None
    if sees_scores and only == BoardFilter.DISAGREEMENT:
        spreads = spreads_of(call, policy, entries_on_board(call, policy, category=category))
    rows = entries_on_board(call, policy, category=category, only=only, spreads=spreads)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    if sees_scores and spreads is None:
        spreads = spreads_of(call, policy, page)
    seats = seats_on_board(call)
    flags = open_flags(call)
    signs = {state: _sign(state) for state in (None, *CellState)}
    lines = board_lines(list(page), seats, policy, flags=flags, spreads=spreads)
    return {
        **context,
        "page": page,
        "lines": [(line, _signs(line, signs)) for line in lines],
        "seats": seats,
        "progress": progress_of(call, seats),
        "flags": [(flag, _form_of(flag)) for flag in flags[:MOST_FLAGS]],
        "sees_scores": sees_scores,
        "disagreement": DISAGREEMENT,
        "legend": [(glyph, state.label) for state, glyph in GLYPHS.items()],
        "categories": [row.category for row in call.categories.select_related("category")],
        "filters": [row for row in BoardFilter if sees_scores or row != BoardFilter.DISAGREEMENT],
        "category": category,
        "only": only,
    }


def _sign(state: CellState | None) -> SafeString:
    """A cell of the matrix, of which there are hundreds, and only seven kinds."""
    context = {"state": state, "glyph": GLYPHS[state] if state else ""}
    return render_to_string("contest/admin/judging_board_cell.html", context)


def _signs(line: BoardLine, signs: dict[CellState | None, SafeString]) -> SafeString:
    return format_html_join("", "{}", ((signs[cell.state],) for cell in line.cells))


def _form_of(flag: EvaluationFlag) -> FlagForm:
    return FlagForm(initial={"flag": flag.pk}, auto_id=f"flag-{flag.pk}-%s")
