"""Updates as editors see them: what waits, what was decided, and what each would change in its story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User
from stories.domain.safety import draft_of
from stories.enums import CourseChange, UpdateState
from stories.models import ProposedFigure, StoryPage, StoryUpdate
from stories.querysets.updates import UpdateQuerySet


@dataclass(frozen=True)
class DeskRow:
    """An update and the story it is about, in the story's own language."""

    update: StoryUpdate
    story: StoryPage | None


@dataclass(frozen=True)
class FigureChange:
    """What a figure is in the newest draft, and what the officer says it is by now; `now` is None for one that is gone."""

    figure: ProposedFigure
    now: Decimal | None
    now_qualifier: str
    now_as_of: date | None


def updates_for(user: User, *, decided: int = 50) -> tuple[list[DeskRow], list[DeskRow]]:
    """Return what waits, oldest first, and what was decided last, for the stories that the user may edit."""
    keys = _editable(user)
    known = StoryUpdate.objects.of_stories(keys).select_related("officer")
    waiting = list(known.proposed().order_by("sent_at", "pk"))
    done = list(known.exclude(state=UpdateState.PROPOSED).order_by("-decided_at", "-pk")[:decided])
    stories = stories_of({update.officer.story_key for update in (*waiting, *done)})
    return _rows(waiting, stories), _rows(done, stories)


def stories_of(keys: set[UUID]) -> dict[UUID, StoryPage]:
    """Return the page of each story in the language in which it was first told, else in any."""
    pages = StoryPage.objects.filter(translation_key__in=keys, alias_of__isnull=True).select_related("locale")
    ordered = sorted(pages, key=lambda page: (page.locale.language_code == page.original_language, -page.pk))
    # The last one of a story stays: the original.
    return {page.translation_key: page for page in ordered}


def figure_changes(update: StoryUpdate, *, story: StoryPage) -> list[FigureChange]:
    """Return what the update says of each figure beside what the story's newest draft says."""
    present = {str(block.id): block.value for block in draft_of(story).indicators}
    return [_change(figure, present.get(figure.block)) for figure in update.figures.all()]


def course_now(story: StoryPage) -> CourseChange:
    """Return whether the work goes on by the story's newest draft."""
    return CourseChange.GOES_ON if draft_of(story).is_ongoing else CourseChange.ENDED


def _change(figure: ProposedFigure, now: Any) -> FigureChange:
    if now is None:
        return FigureChange(figure, now=None, now_qualifier="", now_as_of=None)
    return FigureChange(figure, now=now["value"], now_qualifier=now["qualifier"], now_as_of=now["as_of"])


def _editable(user: User) -> Any:
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return StoryPage.objects.filter(pk__in=pages.order_by().values("pk")).order_by().values("translation_key")


def _rows(updates: Sequence[StoryUpdate] | UpdateQuerySet, stories: dict[UUID, StoryPage]) -> list[DeskRow]:
    return [DeskRow(update, stories.get(update.officer.story_key)) for update in updates]
