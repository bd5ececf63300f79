"""No story of a result is public before the result is, whoever publishes it and by whatever way.

Connected in ContestConfig.ready(), so that it holds for the editors' pages, for code, and for dates set on a page.
"""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Revision

from contest.domain.story_of_application import story_key
from contest.enums import EntryKind, PublicationState
from contest.models import Application, Call
from stories.errors import SafetyReviewRequired
from stories.models import StoryPage


def call_withholding(story: StoryPage) -> Call | None:
    """Return the call of whose application the story was made, if its results are not out; None for every other story."""
    rows = Application.objects.filter(history__kind=EntryKind.STORY).distinct()
    waiting = rows.exclude(call__publication__state=PublicationState.PUBLISHED).select_related(
        "call__edition"
    )
    key = str(story.translation_key)
    return next((row.call for row in waiting if story_key(row) == key), None)


def require_results_out(story: StoryPage) -> None:
    """Raise the refusal that editors' pages know how to tell, where the story must wait for its results."""
    if call := call_withholding(story):
        raise SafetyReviewRequired(
            _(
                "“%(title)s” was not published: it becomes public together with the results of “%(call)s”. Your text is "
                "saved as a draft."
            )
            % {"title": story.title, "call": call}
        )


def refuse_early_story(
    instance: StoryPage, update_fields: Collection[str] | None = None, **_options: Any
) -> None:
    """Refuse to let a story go live before its results are out (a receiver of `pre_save`)."""
    if instance.live and (update_fields is None or "live" in update_fields):
        require_results_out(instance)


def refuse_early_schedule(instance: Revision, **_options: Any) -> None:
    """Refuse a date of its own to a story whose results are not out (a receiver of `pre_save`)."""
    if instance.approved_go_live_at is None or instance.content_type.model_class() is not StoryPage:
        return
    story = StoryPage.objects.filter(pk=instance.object_id).first()
    if story is not None:
        require_results_out(story)
