"""No story of a result is public before the result is, whoever publishes it and by whatever way.

The same holds for what is declared after the results came out: it waits for the correction that tells it.

Connected in ContestConfig.ready(), so that it holds for the editors' pages, for code, and for dates set on a page.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail.models import Revision

from contest.domain.publication import awaits_correction, results_are_out
from contest.domain.story_of_application import award_of, story_key, told_award_of
from contest.enums import EntryKind, PublicationState
from contest.models import Application
from stories.errors import SafetyReviewRequired
from stories.models import StoryPage


def require_results_out(story: StoryPage) -> None:
    """Raise the refusal that editors' pages know how to tell, where the story must wait for its results or a correction."""
    application = _untold_application(story)
    if application is None:
        return
    words = {"title": story.title, "call": application.call}
    if not results_are_out(application.call):
        raise SafetyReviewRequired(
            _(
                "“%(title)s” was not published: it becomes public together with the results of “%(call)s”. Your text is "
                "saved as a draft."
            )
            % words
        )
    if awaits_correction(application.call) and _tells_decision(story, application):
        raise SafetyReviewRequired(
            _(
                "“%(title)s” was not published: it would tell what the jury decided after the results of “%(call)s” came "
                "out, and that becomes public with its correction. Your text is saved as a draft."
            )
            % words
        )


def _untold_application(story: StoryPage) -> Application | None:
    """Return the application of which the story was made, if not everything that was decided about it is public."""
    told = Q(call__publication__state=PublicationState.PUBLISHED, status=F("released_status"))
    rows = Application.objects.filter(~told, history__kind=EntryKind.STORY).distinct()
    key = str(story.translation_key)
    return next((row for row in rows.select_related("call__edition") if story_key(row) == key), None)


def _tells_decision(story: StoryPage, application: Application) -> bool:
    """Whether the page would: by another award than what everyone knows of, or by being there at all.

    A story that everyone could read before stays in its editors' hands but for that.
    """
    if story.award != told_award_of(application):
        return True
    versions = StoryPage.objects.filter(translation_key=story.translation_key)
    was_public = versions.filter(first_published_at__isnull=False).exists()
    return bool(award_of(application)) and not was_public


def refuse_early_story(
    instance: StoryPage, update_fields: Collection[str] | None = None, **_options: Any
) -> None:
    """Refuse to let a story go live before its results or its correction are out (a receiver of `pre_save`)."""
    if instance.live and (update_fields is None or "live" in update_fields):
        require_results_out(instance)


def refuse_early_schedule(instance: Revision, **_options: Any) -> None:
    """Refuse a date of its own to a story whose results or correction are not out (a receiver of `pre_save`)."""
    if instance.approved_go_live_at is None or instance.content_type.model_class() is not StoryPage:
        return
    story = StoryPage.objects.filter(pk=instance.object_id).first()
    if story is not None:
        # What would go live is what the draft says.
        story.award = instance.content.get("award", "")
        require_results_out(story)
