"""A story as a card on other people's sites, and how their software learns of it (oEmbed)."""

import re
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from stories.domain.share_images import story_image_version
from stories.drawing.share_image import SIZE
from stories.models import StoryPage
from stories.querysets.pages import published_stories
from stories.responses import conditional, open_data

EMBED_WIDTH, EMBED_HEIGHT = 560, 420
SMALLEST_WIDTH = 240
_NUMBER = re.compile(r"[0-9]{1,5}")
_STORY_PATH = re.compile(r"/(?P<language>[a-z]{2})/stories/(?P<slug>[-\w]+)/?", re.ASCII)


# The library's types know only views without arguments.
_framed_anywhere: Any = csp_replace({"frame-ancestors": ["*"], "form-action": ["'none'"]})


@require_safe
@xframe_options_exempt
@_framed_anywhere
def embed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A light page for an <iframe> on any site; the only page of the house that may be framed elsewhere."""
    story: StoryPage = get_object_or_404(published_stories(get_language()).for_cards(), slug=slug)
    return conditional(
        request,
        TemplateResponse(request, "stories/embed.html", {"story": story, "url": story.get_url(request)}),
    )


@open_data
def oembed(request: HttpRequest) -> HttpResponse:
    """What a publishing system needs to show a story of ours; of nothing but our own published stories."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    story = _story_at(request, request.GET.get("url", ""))
    if story is None:
        return HttpResponse(status=404)
    language = story.locale.language_code
    with translation.override(language):
        response = JsonResponse(_description(request, story), json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Language"] = language
    return response


def _description(request: HttpRequest, story: StoryPage) -> dict[str, Any]:
    width = min(EMBED_WIDTH, _bound(request, "maxwidth", EMBED_WIDTH))
    height = min(EMBED_HEIGHT, _bound(request, "maxheight", EMBED_HEIGHT))
    base = f"{request.scheme}://{request.get_host()}"
    frame = {
        "address": f"{base}{reverse('embed', args=[story.slug])}", "title": story.title, "width": width, "height": height,
    }  # fmt: skip
    community = story.lead_community
    return {
        "version": "1.0",
        "type": "rich",
        "title": story.title,
        "author_name": community.display_name,
        "author_url": f"{base}{community.get_absolute_url()}",
        "provider_name": _("Resilient Communities"),
        "provider_url": f"{base}/{story.locale.language_code}/",
        "cache_age": 3600,
        "html": render_to_string("components/embed_frame.html", frame).strip(),
        "width": width,
        "height": height,
        "thumbnail_url": f"{base}{reverse('share_image', args=[story.slug])}?v={story_image_version(story)}",
        "thumbnail_width": SIZE[0],
        "thumbnail_height": SIZE[1],
    }


def _story_at(request: HttpRequest, address: str) -> StoryPage | None:
    """The published story at a full address of this very site; None for every other address."""
    try:
        parts = urlsplit(address)
        is_ours = parts.scheme in {"http", "https"} and parts.netloc == request.get_host()
    except ValueError:
        return None
    path = _STORY_PATH.fullmatch(parts.path)
    if not is_ours or path is None or path["language"] not in dict(settings.LANGUAGES):
        return None
    language, slug = path["language"], path["slug"]
    stories = published_stories(language).select_related("locale", "lead_community__region", "category")
    return stories.filter(slug=slug).first()


def _bound(request: HttpRequest, name: str, default: int) -> int:
    text = request.GET.get(name, "")
    return max(SMALLEST_WIDTH, int(text)) if _NUMBER.fullmatch(text) else default
