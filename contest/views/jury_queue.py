"""A juror's queue: what is to be read, how far it is, and submitting all that is complete."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from contest.domain.evaluations import submit_all, why_closed
from contest.domain.juror_packs import MOST_IN_PACK
from contest.domain.juror_queue import FLAGGED, Queue, QueueRow, queue_of
from contest.domain.juror_reading import titles_for_jurors
from contest.domain.scoring_sheets import SheetBook, sheets_of
from contest.enums import EvaluationState
from contest.models import Application, Assignment, Juror
from contest.rules import jury_reads_entries
from contest.views.jury_access import require_seat, seat_in_jury, welcome_without_seat
from contest.views.jury_entry import way_to_jury
from contest.views.jury_timing import deadline_of_jury
from stories.models import Category

PAGE = 50
# So many refusals are told at once; the rest stands in the queue.
_MOST_TOLD = 10


@require_safe
@welcome_without_seat
def jury(request: HttpRequest, juror: Juror | None) -> HttpResponse:
    """What the juror is to read, with progress and filters; for whoever holds no seat a word and no more."""
    context: dict[str, Any] = {"breadcrumbs": way_to_jury(), "page_title": _("Jury"), "juror": juror}
    if juror is None:
        return TemplateResponse(request, "contest/jury/queue.html", context)
    now = timezone.now()
    context |= {
        "call": juror.call,
        "seats": seat_in_jury(request),
        "seat_query": query_of_seat(request, juror),
    }
    if not jury_reads_entries(juror.call, at=now):
        return TemplateResponse(request, "contest/jury/queue.html", context)
    book = sheets_of(juror.call)
    queue = queue_of(juror, book=book)
    category, state = request.GET.get("category", ""), request.GET.get("state", "")
    page = Paginator(queue.filtered(category=category, state=state), PAGE).get_page(request.GET.get("page"))
    context |= {
        "reads": True,
        "progress": queue.progress,
        "page": page,
        "packs": _packs(queue),
        "to_keep": [row for row in queue.rows if row.state != EvaluationState.SUBMITTED],
        "rows": with_titles(list(page.object_list), book=book),
        "categories": names_of(queue),
        "states": [*EvaluationState.choices, (FLAGGED, _("flagged"))],
        "chosen_category": category,
        "chosen_state": state,
        **deadline_of_jury(juror.call, book=book, at=now),
    }
    return TemplateResponse(request, "contest/jury/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_seat
def jury_submit(request: HttpRequest, juror: Juror) -> HttpResponse:
    """Ask once more, then submit every evaluation in which nothing is missing."""
    book, queue, now = *reading_of(juror), timezone.now()
    complete = queue.filtered(state=EvaluationState.COMPLETE)
    unfinished = queue.filtered(state=EvaluationState.BEGUN)
    if request.method == "POST":
        _submit(request, [*complete, *unfinished], book=book, at=now)
        return redirect(f"{reverse('jury')}{query_of_seat(request, juror)}")
    context = {
        "juror": juror, "call": juror.call, "complete": with_titles(complete[:PAGE], book=book),
        "more": max(0, len(complete) - PAGE), "number": len(complete),
        "unfinished": with_titles(unfinished[:PAGE], book=book),
        "untouched": len(queue.filtered(state=EvaluationState.NOT_BEGUN)),
        "closed": why_closed(juror.call, book.row, at=now), "seat_query": query_of_seat(request, juror),
        "breadcrumbs": way_to_jury((_("Submit what is complete"), None)), "page_title": _("Submit what is complete"),
    }  # fmt: skip
    return TemplateResponse(request, "contest/jury/submit.html", context)


@dataclass(frozen=True)
class Pack:
    """A part of the print pack: from which to which of what is still to be submitted."""

    part: int
    first: int
    last: int


def _packs(queue: Queue) -> list[Pack]:
    number = queue.progress.left
    firsts = range(0, number, MOST_IN_PACK)
    return [Pack(part, first + 1, min(first + MOST_IN_PACK, number)) for part, first in enumerate(firsts, 1)]


def _submit(request: HttpRequest, rows: list[QueueRow], *, book: SheetBook, at: datetime) -> None:
    assignments = Assignment.objects.filter(pk__in=[row.pk for row in rows]).select_related("juror__call")
    done, refused = submit_all(assignments, at=at)
    if done:
        sentence = ngettext(
            "%(count)s evaluation is submitted.", "%(count)s evaluations are submitted.", len(done)
        )
        messages.success(request, sentence % {"count": len(done)})
    by_pk = {row.pk: row for row in rows}
    told = refused[:_MOST_TOLD]
    titles = dict(with_titles([by_pk[each.assignment.pk] for each in told], book=book))
    for each in told:
        messages.warning(request, f"{titles[by_pk[each.assignment.pk]]}: {each.sentence}")


def reading_of(juror: Juror) -> tuple[SheetBook, Queue]:
    """Return the sheets and the queue of a juror who may read; Http404 before that."""
    if not jury_reads_entries(juror.call, at=timezone.now()):
        raise Http404
    book = sheets_of(juror.call)
    return book, queue_of(juror, book=book)


def with_titles(rows: list[QueueRow], *, book: SheetBook) -> list[tuple[QueueRow, str]]:
    """Return the rows, each with the title under which the juror reads it."""
    applications = Application.objects.filter(pk__in=[row.application_id for row in rows])
    titles = titles_for_jurors(list(applications), policy=book.row)
    return [(row, titles.get(row.application_id, row.reference)) for row in rows]


def names_of(queue: Queue) -> list[tuple[str, str]]:
    """Return the categories of the queue, each with its name."""
    rows = Category.objects.filter(slug__in=queue.categories)
    return sorted(((row.slug, row.name) for row in rows), key=lambda pair: pair[1])


def query_of_seat(request: HttpRequest, juror: Juror) -> str:
    """Return what the addresses of the jury's pages need so that they stay with the call that was chosen."""
    slug = juror.call.edition.slug
    return f"?{urlencode({'call': slug})}" if request.GET.get("call") == slug else ""
