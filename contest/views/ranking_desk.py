"""The ranking at the secretariat's desk: one category at a time, and all of it as a table to take away."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from contest.domain.policy_words import category_names
from contest.domain.ranking import CallRanking, rank_call
from contest.domain.ranking_page import (
    agreement_sentences,
    group_sentences,
    lines_of,
    named,
    ranking_csv,
    stability_of,
    tie_sentences,
)
from contest.domain.ranking_plots import score_plot, strictness_plot
from contest.errors import ContestError
from contest.models import Call
from contest.rules import may_see_scores
from contest.views.judging_desk import call_at_desk, judging_context

PAGE = 50
# So many ties, and entries without a place, are listed; the table to take away has them all.
MOST_LISTED = 100


@never_cache
@require_safe
def ranking_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """The ranking of one category, as soon as scores may be seen."""
    call = call_at_desk(request, call_id)
    context = judging_context(call, current="ranking_desk")
    context["may_see"] = may_see_scores(context["policy"])
    if context["may_see"]:
        try:
            ranking = rank_call(call)
        except ContestError as refusal:
            context["refusal"] = str(refusal)
        else:
            context |= _ranked(request, call, ranking)
    return TemplateResponse(request, "contest/admin/ranking.html", context)


@never_cache
@require_safe
def ranking_table(request: HttpRequest, call_id: int) -> HttpResponseBase:
    """The whole ranking as a CSV."""
    call = call_at_desk(request, call_id)
    if not may_see_scores(judging_context(call, current="ranking_desk")["policy"]):
        raise PermissionDenied
    try:
        pieces = ranking_csv(call, rank_call(call))
    except ContestError as refusal:
        messages.error(request, str(refusal))
        return redirect("ranking_desk", call.pk)
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ranking-{call.edition.slug}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _ranked(request: HttpRequest, call: Call, ranking: CallRanking) -> dict[str, Any]:
    names = category_names(call)
    codes = [each.category for each in ranking.categories]
    chosen = request.GET.get("category", "")
    category = ranking.category(chosen if chosen in codes else codes[0])
    stability = stability_of(call, ranking, category)
    page = Paginator(category.standings, PAGE).get_page(request.GET.get("p"))
    first = page.start_index() - 1 if category.standings else 0
    lines = lines_of(call, category, stability, first=first, last=first + PAGE)
    listed = category.without_quorum[:MOST_LISTED]
    without = named(call, [standing.entry for standing in listed])
    return {
        "ranking": ranking,
        "category": category,
        "choices": [(code, names.get(code, code), code == category.category) for code in codes],
        "page": page,
        "lines": lines,
        "ties": tie_sentences(call, category)[:MOST_LISTED],
        "agreement": agreement_sentences(stability.agreement),
        "groups": group_sentences(ranking, category),
        "without_quorum": [(row, without.get(row.entry)) for row in listed],
        "unlisted": len(category.without_quorum) - len(listed),
        # The drawings escape every text that is put into them.
        "score_plot": mark_safe(score_plot(lines)) if lines else "",
        "strictness_plot": mark_safe(strictness_plot(category.severities)) if category.severities else "",
        "awards": [(names.get(row.award, row.award), row) for row in ranking.awards],
    }
