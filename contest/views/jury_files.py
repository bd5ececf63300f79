"""The only way of a juror to a file: through an entry that they may read, under a name that gives nobody away."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from contest.domain.judging_terms import policy_row
from contest.domain.juror_reading import entry_for_juror
from contest.models import Assignment
from contest.views.files import given_out
from contest.views.jury_access import require_entry


@require_safe
@require_entry
def jury_file(request: HttpRequest, assignment: Assignment, file_id: UUID) -> HttpResponseBase:
    """A file of the entry as far as jurors see it; photos also small. What is hidden from them isn't there."""
    entry = entry_for_juror(assignment.application, policy=policy_row(assignment.application.call))
    shown, kept = entry.files.get(file_id), entry.kept.get(file_id)
    if shown is None or kept is None:
        raise Http404
    return given_out(request, kept, name=shown.name)
