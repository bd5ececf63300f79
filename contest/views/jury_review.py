"""Looking back at one's own scores: applications side by side, and how often one has given which score."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contest.domain.juror_queue import QueueRow
from contest.domain.own_scores import own_evaluations, own_tallies
from contest.domain.scoring_sheets import (
    APPLICANT_NOTE,
    NOTE,
    PANEL_NOTE,
    SheetBook,
    SheetCriterion,
    category_of,
)
from contest.models import Assignment, Juror
from contest.views.jury_access import require_seat
from contest.views.jury_entry import way_to_jury
from contest.views.jury_queue import names_of, query_of_seat, reading_of, with_titles

FEWEST_COMPARED, MOST_COMPARED = 2, 3


@require_safe
@require_seat
def jury_compare(request: HttpRequest, juror: Juror) -> HttpResponse:
    """Two or three of one's own applications side by side."""
    book, queue = reading_of(juror)
    by_id = {row.public_id: row for row in queue.rows}
    wanted = list(dict.fromkeys(_ids(request.GET.getlist("entry"))))
    if any(public_id not in by_id for public_id in wanted):
        raise Http404
    if not FEWEST_COMPARED <= len(wanted) <= MOST_COMPARED:
        messages.error(request, _("Choose two or three applications to compare."))
        return redirect(f"{reverse('jury')}{query_of_seat(request, juror)}")
    rows = [by_id[public_id] for public_id in wanted]
    context = {
        "juror": juror, "call": juror.call, "compared": with_titles(rows, book=book), **_compared(rows, book=book),
        "seat_query": query_of_seat(request, juror),
        "breadcrumbs": way_to_jury((_("Compare"), None)), "page_title": _("Side by side"),
    }  # fmt: skip
    return TemplateResponse(request, "contest/jury/compare.html", context)


@require_safe
@require_seat
def jury_scores(request: HttpRequest, juror: Juror) -> HttpResponse:
    """How the juror has scored so far, criterion by criterion, over their own applications only."""
    book, queue = reading_of(juror)
    names = names_of(queue)
    chosen = request.GET.get("category", "")
    category = chosen if chosen in dict(names) else next((slug for slug, _name in names), "")
    context = {
        "juror": juror, "call": juror.call, "categories": names, "chosen_category": category,
        "tallies": own_tallies(juror, book=book, category=category), "seat_query": query_of_seat(request, juror),
        "breadcrumbs": way_to_jury((_("How I have scored so far"), None)), "page_title": _("How I have scored so far"),
    }  # fmt: skip
    return TemplateResponse(request, "contest/jury/scores.html", context)


def _compared(rows: list[QueueRow], *, book: SheetBook) -> dict[str, Any]:
    """The criteria of all of them with each one's score, and the juror's notes."""
    assignments = list(
        Assignment.objects.filter(pk__in=[row.pk for row in rows]).select_related("application__category")
    )
    by_pk = {each.pk: each for each in assignments}
    values = own_evaluations(assignments)
    sheets = {row.pk: book.sheet(category_of(by_pk[row.pk].application)) for row in rows}
    criteria: dict[tuple[str, str], SheetCriterion] = {
        (each.path, each.name): each for sheet in sheets.values() for each in sheet
    }
    return {
        "criteria": [
            (criterion, [_score(criterion, sheets[row.pk], values[row.pk]) for row in rows])
            for criterion in criteria.values()
        ],
        "notes": [
            (label, [values[row.pk].get(path, "") for row in rows])
            for path, label in (
                (NOTE, _("My notes")),
                (PANEL_NOTE, _("For the panel")),
                (APPLICANT_NOTE, _("For the applicant")),
            )
        ],
    }


def _score(criterion: SheetCriterion, sheet: list[SheetCriterion], values: dict[str, str]) -> str | None:
    """The score, "" where there is none yet; None where the entry is not scored by the criterion."""
    return values.get(criterion.path, "") if criterion in sheet else None


def _ids(texts: list[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError as error:
        raise Http404 from error
