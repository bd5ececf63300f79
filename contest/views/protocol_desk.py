"""The protocol at the secretariat's desk: its events, its last hash to be published elsewhere, and what the verifier says."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contest.domain.judging_terms import policy_row
from contest.domain.protocol_reading import checked, event_lines, is_published, protocol_file, report_words
from contest.models import ProtocolEvent
from contest.rules import may_see_scores
from contest.verifier.assembling import FILE_NAME, assemble
from contest.views.judging_desk import call_at_desk, judging_context

PAGE = 50
# A longer protocol is checked when somebody asks for it: that takes seconds.
CHECKED_AT_ONCE = 5_000


@never_cache
@require_safe
def protocol_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """The newest events first, and the check: as soon as scores may be seen, since a report tells what follows from them."""
    call = call_at_desk(request, call_id)
    context = judging_context(call, current="protocol_desk")
    may_see = may_see_scores(context["policy"])
    events = ProtocolEvent.objects.of_call(call)
    page = Paginator(events.order_by("-number"), PAGE).get_page(request.GET.get("p"))
    count = page.paginator.count
    is_checked = may_see and bool(count) and (count <= CHECKED_AT_ONCE or "check" in request.GET)
    report = checked(call) if is_checked else None
    context |= {
        "page": page,
        "lines": event_lines(page, with_scores=may_see),
        "may_see": may_see,
        "newest": events.newest(),
        "is_public": is_published(call),
        "report": report,
        "words": report_words(report) if report else "",
        "command": f"python {FILE_NAME} {file_name(call.edition.slug)}",
    }
    return TemplateResponse(request, "contest/admin/protocol.html", context)


@never_cache
@require_safe
def protocol_download(request: HttpRequest, call_id: int) -> HttpResponse:
    """The protocol as it stands, for the secretariat; it holds every score, so not before it may see them."""
    call = call_at_desk(request, call_id)
    if not may_see_scores(policy_row(call)):
        raise PermissionDenied
    return as_file(protocol_file(call), file_name(call.edition.slug), "application/json")


@never_cache
@require_safe
def verifier_download(request: HttpRequest, call_id: int) -> HttpResponse:
    """The program with which anyone checks the protocol."""
    call_at_desk(request, call_id)
    return as_file(assemble(), FILE_NAME, "text/x-python")


def file_name(edition: str) -> str:
    """Return the name of the protocol's file."""
    return f"protocol-{edition}.json"


def as_file(text: str, name: str, kind: str) -> HttpResponse:
    """Return the text as a download."""
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
