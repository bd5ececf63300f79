"""The stories of a call's result become public together, in every language."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.models import User
from contest.domain.story_board import BoardStory, missing_steps, story_board
from contest.domain.story_of_application import story_key
from contest.errors import PublicationRefused
from contest.models import Application, Call
from stories.models import StoryPage


def story_faults(call: Call, *, at: datetime | None = None) -> list[str]:
    """Return a sentence for each story that keeps the results back: all honoured ones must be ready.

    One without an award that isn't ready stays behind as a draft; but none may be public with an award that it has not.
    """
    rows = [row for row in story_board(call, at=at) if row.is_honoured or row.is_public]
    return [_fault(row) for row in rows if not row.is_ready]


def stories_to_publish(call: Call, *, at: datetime | None = None) -> list[StoryPage]:
    """Return all language versions of the stories that are ready and have never been public."""
    return [
        draft.page
        for row in story_board(call, at=at)
        if row.is_ready and not row.was_public
        for _language, draft in sorted(row.drafts.items(), reverse=True)
    ]


@transaction.atomic
def publish_stories(call: Call, *, by: User | None, at: datetime) -> list[StoryPage]:
    """Publish the newest drafts of the stories that are ready, in all languages; return them as they are then.

    Raises PublicationRefused with a sentence for each honoured one that isn't ready. What was public once stays as the
    editors left it, on the site or taken off it.
    """
    _lock_pages(call)
    if faults := story_faults(call, at=at):
        raise PublicationRefused(faults)
    pages = stories_to_publish(call, at=at)
    for page in pages:
        # Who may bring results out was asked before; the office need not have the publishers' rights to every page.
        page.latest_revision.publish(user=by, skip_permission_checks=True)
    return list(
        StoryPage.objects.filter(pk__in=[page.pk for page in pages]).select_related("locale").order_by("pk")
    )


def _fault(row: BoardStory) -> str:
    return _("%(reference)s “%(title)s”: %(missing)s") % {
        "reference": row.application.reference, "title": row.title, "missing": " ".join(missing_steps(row)),
    }  # fmt: skip


def _lock_pages(call: Call) -> None:
    """Let nobody save a draft between the look at it and its publication."""
    keys = _keys(Application.objects.of_call(call).submitted())
    pages = Page.objects.filter(translation_key__in=keys).order_by("pk")
    list(pages.select_for_update().values_list("pk", flat=True))


def _keys(applications: Iterable[Application]) -> list[str]:
    return [story_key(row) for row in applications]
