"""One application before a juror: its text, photos and documents beside the criteria by which they score it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest.domain.answers import Change, Conflict
from contest.domain.evaluations import (
    change_evaluation,
    restore_submitted,
    save_evaluation,
    submit_evaluation,
    why_closed,
)
from contest.domain.juror_queue import Neighbours, QueueRow, queue_of
from contest.domain.juror_reading import entry_for_juror
from contest.domain.own_scores import own_revisions, own_tallies
from contest.domain.scoring_sheets import SheetBook, SheetCriterion, category_of, sheets_of
from contest.errors import ContestError
from contest.forms.evaluations import own_conflicts, posted_scores, sheet_on_page
from contest.models import Assignment, EvaluationField
from contest.views.jury_access import require_entry
from contest.views.jury_timing import deadline_of_jury
from contest.views.keeping_forms import CLOSED, CONFLICT, OK, REFUSED, kept_or_shown
from stories.views.breadcrumbs import Crumb, trail


@dataclass(frozen=True)
class Asked:
    """What a request to the page of an entry is about."""

    request: HttpRequest
    assignment: Assignment
    book: SheetBook
    sheet: list[SheetCriterion]
    at: datetime

    @property
    def address(self) -> str:
        return reverse("jury_entry", args=[self.assignment.public_id])

    @property
    def closed(self) -> str:
        return why_closed(self.assignment.application.call, self.book.row, at=self.at)


@require_http_methods(["GET", "HEAD", "POST"])
@require_entry
def jury_entry(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Show the entry with its sheet, or keep what was typed and do what the button says."""
    book = sheets_of(assignment.application.call)
    sheet = book.sheet(category_of(assignment.application))
    asked = Asked(request, assignment, book, sheet, timezone.now())
    return _save(asked) if request.method == "POST" else _shown(asked, wants_missing="missing" in request.GET)


def way_to_jury(*steps: Crumb) -> list[Crumb]:
    """The way back to the juror's queue."""
    return trail((_("Jury"), "jury" if steps else None), *steps)


def _save(asked: Asked) -> HttpResponse:
    changes = posted_scores(asked.request.POST, sheet=asked.sheet)
    if asked.closed:
        sentence = _("What you typed stands below, but is not saved.")
        return _shown(asked, typed=changes, refusal=f"{asked.closed} {sentence}", status=CLOSED)
    return kept_or_shown(
        lambda: _kept(asked, changes),
        lambda refusal, status: _shown(asked, typed=changes, refusal=refusal, status=status),
    )


def _kept(asked: Asked, changes: Sequence[Change]) -> HttpResponse:
    saved = save_evaluation(asked.assignment, changes, at=asked.at)
    return _conflicts(asked, saved.conflicts) if saved.conflicts else _done(asked)


def _done(asked: Asked) -> HttpResponse:
    """Everything is kept: do what the button says and show the page that follows."""
    button, data = asked.request.POST.get("do", ""), asked.request.POST
    try:
        if button == "submit":
            submit_evaluation(asked.assignment, at=asked.at)
            messages.success(asked.request, _("The evaluation is submitted."))
            beside = _beside(asked)
            return redirect(_address_of(beside.next_open if beside else None))
        if button == "change":
            change_evaluation(asked.assignment, reason=data.get("reason", ""), at=asked.at)
            messages.success(asked.request, _("The change is submitted."))
            return redirect(asked.address)
        if button == "restore":
            restore_submitted(asked.assignment, at=asked.at)
            messages.success(asked.request, _("The scores are again those that you submitted."))
            return redirect(asked.address)
    except ContestError as refusal:
        # The scores themselves are saved by now.
        return _shown(asked, refusal=str(refusal), wants_missing=button == "submit", status=REFUSED)
    messages.success(asked.request, _("Saved on the server."))
    beside = _beside(asked)
    return redirect(_address_of(beside.after) if button == "next" and beside else asked.address)


def _beside(asked: Asked) -> Neighbours | None:
    return queue_of(asked.assignment.juror, book=asked.book).around(asked.assignment.public_id)


def _address_of(public_id: UUID | None) -> str:
    return reverse("jury_entry", args=[public_id]) if public_id else reverse("jury")


def _conflicts(asked: Asked, conflicts: Sequence[Conflict]) -> HttpResponse:
    context = {
        "assignment": asked.assignment,
        "address": asked.address,
        "conflicts": own_conflicts(conflicts, sheet=asked.sheet, call=asked.assignment.application.call),
        "breadcrumbs": way_to_jury((_("Two texts in one place"), None)),
        "page_title": _("Two texts in one place"),
    }
    return TemplateResponse(asked.request, "contest/jury/conflicts.html", context, status=CONFLICT)


def _shown(
    asked: Asked, *, typed: Sequence[Change] = (), refusal: str = "", wants_missing: bool = False, status: int = OK
) -> HttpResponse:  # fmt: skip
    """The page, with what was typed in place of what is kept where that could not be saved."""
    assignment, call = asked.assignment, asked.assignment.application.call
    rows = EvaluationField.objects.filter(evaluation__assignment=assignment)
    kept = {path: (value, version) for path, value, version in rows.values_list("path", "value", "version")}
    unkept = {change.path: str(change.value) for change in typed}
    entry = entry_for_juror(assignment.application, policy=asked.book.row)
    queue = queue_of(assignment.juror, book=asked.book)
    row = next((row for row in queue.rows if row.pk == assignment.pk), None)
    category = category_of(assignment.application)
    context: dict[str, Any] = {
        "assignment": assignment,
        "application": assignment.application,
        "call": call,
        "entry": entry,
        "sheet": sheet_on_page(asked.sheet, kept, typed=unkept, wants_missing=wants_missing),
        "row": row,
        "beside": queue.around(assignment.public_id),
        "progress": queue.progress,
        "is_writable": not asked.closed,
        "closed": asked.closed,
        "refusal": refusal,
        "keeps_typed": bool(typed) and bool(refusal),
        "reason": asked.request.POST.get("reason", ""),
        "revisions": own_revisions(assignment),
        "flags": list(assignment.flags.all()),
        "tallies": own_tallies(assignment.juror, book=asked.book, category=category, without=assignment),
        "address": asked.address,
        "breadcrumbs": way_to_jury((entry.title, None)),
        "page_title": entry.title,
        **deadline_of_jury(call, book=asked.book, at=asked.at),
        **_standing(row),
    }
    return TemplateResponse(asked.request, "contest/jury/entry.html", context, status=status)


def _standing(row: QueueRow | None) -> dict[str, bool]:
    is_submitted = row is not None and str(row.state) == "submitted"
    return {"is_submitted": is_submitted, "is_changed": bool(row and row.is_changed)}
