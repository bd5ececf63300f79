"""Pages of the contest's editions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.models import Edition
from stories.querysets.pages import published_stories
from stories.views.breadcrumbs import trail


@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """All editions, the newest first."""
    context = {
        "editions": Edition.objects.prefetch_related("organisers__organisation"),
        "breadcrumbs": trail((_("Contest"), None)),
        "page_title": _("Contest"),
    }
    return TemplateResponse(request, "contest/edition_list.html", context)


@require_safe
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """One edition: its facts and the stories it honoured, the special award first."""
    edition = get_object_or_404(Edition.objects.prefetch_related("organisers__organisation"), slug=slug)
    stories = published_stories(get_language()).filter(edition=edition).exclude(award="").for_cards()
    groups: dict[int, dict] = {}
    for story in stories.order_by(
        "category__position", "category__ordering", "lead_community__ordering", "pk"
    ):
        groups.setdefault(story.category_id, {"category": story.category, "stories": []})["stories"].append(
            story
        )
    context = {
        "edition": edition,
        "groups": list(groups.values()),
        "honoured": sum(len(group["stories"]) for group in groups.values()),
        "breadcrumbs": trail((_("Contest"), "editions"), (edition.name, None)),
        "page_title": edition.name,
    }
    return TemplateResponse(request, "contest/edition.html", context)
