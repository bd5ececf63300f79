"""What a juror may do beside scoring: ask the secretariat to look at something, and stand back from an application."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest.domain.answers import why_unkeepable
from contest.domain.conflicts import declare_conflict
from contest.domain.evaluations import raise_flag, why_closed
from contest.domain.juror_reading import titles_for_jurors
from contest.domain.scoring_sheets import sheets_of
from contest.errors import ContestError
from contest.models import Assignment
from contest.views.jury_access import require_entry
from contest.views.jury_entry import way_to_jury

LONGEST = 4_000


@require_http_methods(["GET", "HEAD", "POST"])
@require_entry
def jury_flag(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Tell the secretariat what it is to look at."""
    text, fault = request.POST.get("text", ""), ""
    if request.method == "POST":
        try:
            raise_flag(assignment, text=text, at=timezone.now())
        except ContestError as refusal:
            fault = str(refusal)
        else:
            messages.success(request, _("The secretariat will see it."))
            return redirect("jury_entry", assignment.public_id)
    return _asked(
        request, assignment, "flag", title=_("Ask the secretariat to look at it"), text=text, fault=fault
    )


@require_http_methods(["GET", "HEAD", "POST"])
@require_entry
def jury_recuse(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Ask once more, then let the juror stand back for good."""
    text, fault = request.POST.get("text", ""), ""
    if request.method == "POST":
        fault = why_unkeepable(text) or (_("That is too long. Shorten it.") if len(text) > LONGEST else "")
        if not fault:
            try:
                declare_conflict(assignment, reason=text, at=timezone.now())
            except ContestError as refusal:
                fault = str(refusal)
            else:
                messages.success(
                    request, _("You have stood back from the application. It is no longer in your queue.")
                )
                return redirect("jury")
    return _asked(
        request, assignment, "recuse", title=_("Stand back from the application"), text=text, fault=fault
    )


def _asked(
    request: HttpRequest, assignment: Assignment, what: str, *, title: str, text: str, fault: str
) -> HttpResponse:  # fmt: skip
    application = assignment.application
    book = sheets_of(application.call)
    name = titles_for_jurors([application], policy=book.row)[application.pk]
    context = {
        "assignment": assignment,
        "call": application.call,
        "name": name,
        "what": what,
        "text": text,
        "fault": fault,
        "closed": why_closed(application.call, book.row, at=timezone.now()) if what == "flag" else "",
        "breadcrumbs": way_to_jury((name, None), (title, None)),
        "page_title": title,
    }
    return TemplateResponse(request, "contest/jury/step.html", context, status=400 if fault else 200)
