"""Applications on paper for a juror: one to print from the browser, and a pack of those still to be submitted."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contest.domain.juror_packs import MOST_IN_PACK, jury_pack
from contest.domain.juror_reading import entry_for_juror
from contest.domain.own_scores import own_evaluations
from contest.domain.scoring_sheets import category_of, sheets_of
from contest.enums import EvaluationState
from contest.forms.evaluations import sheet_on_page
from contest.models import Application, Assignment, Juror
from contest.typesetting.documents import DocumentTooLong
from contest.views.jury_access import require_entry, require_seat
from contest.views.jury_queue import query_of_seat, reading_of

_LONGEST_PART = 4


@require_safe
@require_entry
def jury_print(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """The entry with its sheet and one's own scores, for the printer."""
    application = assignment.application
    book = sheets_of(application.call)
    values = {path: (value, 0) for path, value in own_evaluations([assignment])[assignment.pk].items()}
    context = {
        "assignment": assignment,
        "call": application.call,
        "entry": entry_for_juror(application, policy=book.row),
        "sheet": sheet_on_page(book.sheet(category_of(application)), values),
        "page_title": _("Application with scoring sheet"),
    }
    return TemplateResponse(request, "contest/jury/print.html", context)


@require_safe
@require_seat
def jury_pack_pdf(request: HttpRequest, juror: Juror) -> HttpResponse:
    """A part of what is still to be submitted, in the order of the queue, as a PDF with scoring sheets."""
    book, queue = reading_of(juror)
    rows = [row for row in queue.rows if row.state != EvaluationState.SUBMITTED]
    asked = request.GET.get("part", "1")
    part = int(asked) if asked.isdecimal() and len(asked) <= _LONGEST_PART else 0
    first = (part - 1) * MOST_IN_PACK
    wanted = [row.application_id for row in rows[first : first + MOST_IN_PACK]] if part else []
    if not wanted:
        raise Http404
    found = Application.objects.select_related("category", "call__edition").in_bulk(wanted)
    try:
        made = jury_pack(
            [found[key] for key in wanted], juror=juror, book=book, language=(get_language() or "uk")[:2],
            at=timezone.now(),
        )  # fmt: skip
    except DocumentTooLong:
        messages.error(request, _("These applications are too long for one document. Print them one by one."))
        return redirect(f"{reverse('jury')}{query_of_seat(request, juror)}")
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="jury-{juror.call.edition.slug}-{part}.pdf"',
            "X-Content-Type-Options": "nosniff",
        },
    )
