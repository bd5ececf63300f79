"""The reviewers' desk: stories that wait for a second pair of eyes."""

from typing import cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from accounts.models import User
from stories.domain.safety import (
    authors_of,
    draft_of,
    last_author_name,
    record_review,
    stories_awaiting_review,
)
from stories.domain.withdrawal import find_public_stories, public_versions, withdrawn_stories
from stories.errors import SafetyReviewRefused
from stories.forms.safety import SafetyReviewForm
from stories.models import CHECKS, StoryPage
from stories.rules import can_review_stories

_LONGEST_QUERY = 200


@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """Every story whose newest version nobody has reviewed, those that were hidden, and a way to hide another."""
    _require_reviewer(request)
    query = request.GET.get("q", "")[:_LONGEST_QUERY]
    language = get_language() or settings.LANGUAGE_CODE
    context = {
        "waiting": [(story, last_author_name(story)) for story in stories_awaiting_review()],
        "withdrawn": withdrawn_stories(),
        "query": query,
        "found": find_public_stories(query, language=language) if query.strip() else [],
    }
    return TemplateResponse(request, "stories/admin/review_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review_story(request: HttpRequest, page_id: int) -> HttpResponse:
    """Read one version beside the checklist and tick it."""
    _require_reviewer(request)
    story = get_object_or_404(StoryPage, pk=page_id, alias_of__isnull=True)
    draft = draft_of(story)
    fingerprint = draft.content_fingerprint()
    form = SafetyReviewForm(request.POST or None, initial={"fingerprint": fingerprint})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            record_review(
                story, by=cast("User", request.user), fingerprint=data["fingerprint"], note=data["note"],
                checks={name: data[name] for name in CHECKS},
            )  # fmt: skip
        except SafetyReviewRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("Reviewed: “%(title)s” may now be published.") % {"title": draft.title}
            )
            return redirect("story_reviews")
    context = {
        "story": draft,
        "form": form,
        "is_author": request.user.pk in authors_of(story),
        "is_reviewed": draft.is_reviewed(),
        "reviews": story.safety_reviews.select_related("reviewer"),
        "last_author": last_author_name(story),
        "public_versions": public_versions(story),
    }
    return TemplateResponse(request, "stories/admin/review_story.html", context)


@require_safe
@xframe_options_sameorigin
def review_preview(request: HttpRequest, page_id: int) -> HttpResponse:
    """The newest version as the public would see it, for reviewers only."""
    _require_reviewer(request)
    draft = draft_of(get_object_or_404(StoryPage, pk=page_id))
    return draft.make_preview_request(request, "")


def _require_reviewer(request: HttpRequest) -> None:
    if not can_review_stories(request.user):
        raise PermissionDenied
