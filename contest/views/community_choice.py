"""Communities of the register while somebody types the name of theirs."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from stories.models import Community

MOST = 10
LONGEST = 100


@require_safe
def community_choice(request: HttpRequest) -> HttpResponse:
    """A fragment: a list box of communities with the text `q` in a present or former name."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    found = (
        Community.objects.named_like(text).select_related("region").prefetch_related("aliases")[:MOST]
        if text
        else []
    )
    headers = {"X-Robots-Tag": "noindex"}
    return TemplateResponse(
        request, "contest/applying/community_choice.html", {"found": found}, headers=headers
    )
