"""Pictures that stand for a page where somebody passes it on."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from stories.domain.share_images import site_image, story_image
from stories.querysets.pages import published_stories
from stories.responses import conditional

# Social networks keep what they fetched anyway; a withdrawn story's picture should leave the rest soon.
_KEPT_SECONDS = 300


@require_safe
def share_image(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The picture of a published story."""
    stories = published_stories(get_language()).select_related("locale", "lead_community__region", "category")
    return _picture(request, story_image(get_object_or_404(stories, slug=slug)))


@require_safe
def site_share_image(request: HttpRequest) -> HttpResponseBase:
    """The picture of every page that is no story."""
    return _picture(request, site_image(get_language() or "uk"))


def _picture(request: HttpRequest, content: bytes) -> HttpResponseBase:
    response = HttpResponse(content, content_type="image/png")
    return conditional(request, response, max_age=_KEPT_SECONDS)
