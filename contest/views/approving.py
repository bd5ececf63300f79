"""The page on which an applicant reads the final text of their story and answers, without signing in."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from contest.domain.approvals import (
    answer_approval,
    comment_of,
    find_approval,
    story_to_approve,
    why_unanswerable,
)
from contest.domain.moments import moment_of
from contest.domain.publication import results_are_out
from contest.enums import ApprovalAnswer
from contest.errors import ApprovalRefused
from contest.forms.stories import ApprovalForm
from contest.models import StoryApproval
from stories.models import StoryPage
from stories.responses import unseen

APPROVE = "approve_story"
_GONE, _UNPROCESSABLE = 410, 422
# What the page of a story takes from its own context.
_OF_THE_STORY = ("highlights", "partners", "co_communities", "photos")


# The secret is what gives the right to answer, not a session; and a browser told to send no referrer sends no origin
# either, by which Django would know its own form.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def approve_story(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the text as it will be published, and keep the answer. Nothing else of the results is on the page."""
    approval = find_approval(secret)
    if approval is None:
        raise Http404
    now = timezone.now()
    story = story_to_approve(approval.application)
    closed = why_unanswerable(approval, story, at=now)
    form = ApprovalForm(request.POST if request.method == "POST" and not closed else None)
    if form.is_bound and form.is_valid():
        answer, comment = ApprovalAnswer(form.cleaned_data["answer"]), form.cleaned_data["comment"]
        try:
            answer_approval(secret, answer=answer, comment=comment, at=now)
        except ApprovalRefused as refusal:
            closed = str(refusal)
        else:
            return unseen(redirect(APPROVE, secret))
    context = _context(approval, closed=closed) | {"form": form}
    if not closed:
        context |= _shown(request, cast("StoryPage", story))
    status = _UNPROCESSABLE if form.errors else _GONE if closed and not approval.answer else 200
    return unseen(TemplateResponse(request, "contest/approval.html", context, status=status))


def _context(approval: StoryApproval, *, closed: str) -> dict[str, Any]:
    call = approval.application.call
    return {
        "approval": approval,
        "comment": comment_of(approval),
        "call": call,
        "closed": closed,
        "is_out": results_are_out(call),
        "until": moment_of(approval.expires_at, zone=call.zone),
        "answered": moment_of(approval.answered_at, zone=call.zone) if approval.answered_at else None,
        "page_title": _("The text of your story"),
    }


def _shown(request: HttpRequest, story: StoryPage) -> dict[str, Any]:
    """What the story's page shows, but for what the jury decided and said."""
    request.is_preview = True  # type: ignore[attr-defined]
    context = story.get_context(request)
    story.award, story.award_citation = "", ""
    return {name: context[name] for name in _OF_THE_STORY} | {
        "story": story, "language": story.locale.language_code,
    }  # fmt: skip
