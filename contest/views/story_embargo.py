"""What an editor is told who presses «Publish» on a story whose results are not out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from contest.domain.embargo import require_results_out
from stories.errors import SafetyReviewRequired
from stories.models import StoryPage


def refuse_early_publication(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The text is saved as a draft by now; only the publishing stops (a hook of `before_publish_page`)."""
    if not isinstance(page, StoryPage):
        return None
    try:
        require_results_out(page)
    except SafetyReviewRequired as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None
