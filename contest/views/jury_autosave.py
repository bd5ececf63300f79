"""Where a scoring sheet sends what is being typed, as an applicant's form does."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest.domain.evaluations import save_evaluation, why_closed
from contest.domain.keeping import kept_or_told
from contest.domain.scoring_sheets import category_of, sheets_of
from contest.forms.evaluations import label_of_field
from contest.models import Assignment
from contest.views.autosave import (
    CLOSED,
    NOT_SAVED,
    SIGNED_OUT,
    changes_in,
    not_theirs,
    refused,
    refused_for,
    saved_answer,
    told_conflict,
)
from contest.views.jury_access import require_entry

GONE = 404


@never_cache
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Keep what was typed. Asked only to be read, it gives a token: that of a page kept before is out of date."""
    if told := not_theirs(request, following="jury"):
        return JsonResponse(told, status=SIGNED_OUT)
    try:
        return _save(request, public_id=public_id)
    except Http404:
        return refused(GONE, _("This application is not among those that you read."))


@require_entry
def _save(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    book, now = sheets_of(assignment.application.call), timezone.now()
    if sentence := why_closed(assignment.application.call, book.row, at=now):
        kept = _("What was saved before is kept. What you typed since stays on this page, but is not saved.")
        return refused(CLOSED, f"{sentence} {kept}")
    try:
        with kept_or_told():
            saved = save_evaluation(assignment, changes_in(request), at=now)
    except NOT_SAVED as error:
        return refused_for(error)
    sheet = book.sheet(category_of(assignment.application)) if saved.conflicts else []
    page = reverse("jury_entry", args=[assignment.public_id])
    conflicts = [
        told_conflict(conflict, label=label_of_field(conflict.path, sheet=sheet), page=page)
        for conflict in saved.conflicts
    ]
    return saved_answer(saved, conflicts, at=now)
