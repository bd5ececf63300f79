"""Pages of the contest's editions: the calls by which they begin, their results, and the archive of them all."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contest.domain.call_page import call_page
from contest.domain.invitation import call_to_invite_to
from contest.domain.protocol_reading import is_published, names_jurors
from contest.domain.results_archive import archived_editions
from contest.domain.results_page import Results, linked_honours, results_of_call, results_of_history
from contest.models import Application, Call
from contest.querysets.calls import shown_editions
from contest.views.edition_files import file_address, file_label
from stories.models import Edition
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
        "archive": archived_editions(list(editions), at=now),
        "breadcrumbs": trail((_("Contest"), None)),
        "page_title": _("Contest"),
    }
    return TemplateResponse(request, "contest/edition_list.html", context)


@require_safe
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """One edition: its call until the results are out, then its results; only results where it was not held here."""
    edition = get_object_or_404(_shown().prefetch_related("organisers__organisation"), slug=slug)
    call = Call.objects.public().for_page().filter(edition=edition).first()
    about = _about_call(call, at=timezone.now()) if call else _about_results(results_of_history(edition))
    context = {
        "edition": edition,
        "breadcrumbs": trail((_("Contest"), "editions"), (edition.name, None)),
        "page_title": edition.name,
        **about,
    }
    return TemplateResponse(request, "contest/edition.html", context)


def _shown() -> QuerySet[Edition]:
    return shown_editions(Edition.objects.all())


def _about_call(call: Call, *, at: datetime) -> dict[str, Any]:
    state = call_page(call, at=at)
    if state.published is None:
        arrived = Application.objects.of_call(call).counted().count()
        return {"call": call, "state": state, "arrived": arrived}
    results = results_of_call(call)
    return {
        "call": call, "state": state, **_about_results(results),
        "protocol_files": _protocol_files(call), "page_description": results.in_short,
    }  # fmt: skip


def _about_results(results: Results) -> dict[str, Any]:
    edition = results.edition
    return {
        "results": results,
        "files": [(file, file_label(file), file_address(file, edition)) for file in results.files],
        "stories": results.stories,
        "linked_nodes": linked_honours(results),
    }


def _protocol_files(call: Call) -> list[tuple[str, str]]:
    """The files with which anyone checks the judging, each by the name of its address."""
    if not is_published(call):
        return []
    jurors = [("public_jurors", _("Who the jurors are (JSON)"))] if names_jurors(call) else []
    files = [("public_protocol", _("Protocol (JSON)")), ("public_verifier", _("Verifier (Python)"))]
    return [*files, *jurors]
