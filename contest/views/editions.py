"""Pages of the contest's editions, and of the calls by which they begin."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contest.domain.call_page import call_page
from contest.domain.invitation import call_to_invite_to
from contest.models import Application, Call
from contest.querysets.calls import shown_editions
from stories.models import Edition
from stories.querysets.pages import published_stories
from stories.views.breadcrumbs import trail


@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """All editions: the one that may be applied for first, then the newest."""
    now = timezone.now()
    invited = call_to_invite_to(at=now)
    editions = _shown()
    if invited:
        editions = editions.exclude(pk=invited.edition_id)
    context = {
        "invited": invited,
        "invitation": call_page(invited, at=now) if invited else None,
        "editions": editions,
        "breadcrumbs": trail((_("Contest"), None)),
        "page_title": _("Contest"),
    }
    return TemplateResponse(request, "contest/edition_list.html", context)


@require_safe
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """One edition: its call if it has one, its facts, and the stories it honoured, the special award first."""
    edition = get_object_or_404(_shown().prefetch_related("organisers__organisation"), slug=slug)
    call = Call.objects.public().for_page().filter(edition=edition).first()
    groups = _honoured(edition)
    context = {
        "edition": edition,
        "groups": groups,
        "honoured": sum(len(group["stories"]) for group in groups),
        "breadcrumbs": trail((_("Contest"), "editions"), (edition.name, None)),
        "page_title": edition.name,
        **_about_call(call, at=timezone.now()),
    }
    return TemplateResponse(request, "contest/edition.html", context)


def _shown() -> QuerySet[Edition]:
    return shown_editions(Edition.objects.all())


def _about_call(call: Call | None, *, at: datetime) -> dict[str, Any]:
    if call is None:
        return {}
    arrived = Application.objects.of_call(call).counted().count()
    return {"call": call, "state": call_page(call, at=at), "arrived": arrived}


def _honoured(edition: Edition) -> list[dict[str, Any]]:
    """The honoured stories of the active language by category."""
    stories = published_stories(get_language()).filter(edition=edition).exclude(award="").for_cards()
    groups: dict[int, dict[str, Any]] = {}
    for story in stories.order_by(
        "category__position", "category__ordering", "lead_community__ordering", "pk"
    ):
        group = groups.setdefault(story.category_id, {"category": story.category, "stories": []})
        group["stories"].append(story)
    return list(groups.values())
