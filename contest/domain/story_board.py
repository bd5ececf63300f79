"""How far the stories of a call's result are on their way to publication: what is done for each, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from contest.domain.approvals import letters_left, newest_requests
from contest.domain.story_drafts import Drafts, LanguageDraft, read_drafts
from contest.domain.story_of_application import story_key
from contest.domain.story_steps import Done, StoryStep, steps_of
from contest.domain.winners import AWARDED, consenting_applications
from contest.enums import EntryKind
from contest.models import Application, Call, StoryApproval


@dataclass(frozen=True)
class BoardStory:
    """One application on the board, its story's drafts by language, and the steps in their order."""

    application: Application
    is_honoured: bool
    drafts: Mapping[str, LanguageDraft]
    steps: tuple[Done, ...]
    approval: StoryApproval | None = None

    @property
    def is_public(self) -> bool:
        """Whether the story is on the site now."""
        return any(draft.page.live for draft in self.drafts.values())

    @property
    def was_public(self) -> bool:
        """Whether the story is or was on the site; the board has nothing more to say of it then but its award."""
        return any(draft.was_public for draft in self.drafts.values())

    @property
    def is_ready(self) -> bool:
        return not missing_steps(self)

    @property
    def title(self) -> str:
        """The title of the draft, that of the application before there is one."""
        own = self.drafts.get(self.application.language)
        return own.title if own else self.application.title

    @property
    def needs_translation(self) -> bool:
        """Whether another language lacks its page, or stands behind the original."""
        return not self.was_public and not self.is_done(StoryStep.TRANSLATED)

    @property
    def may_be_asked(self) -> bool:
        """Whether the applicant may be asked for approval: the text is reviewed and not agreed to, nor public."""
        own = self.drafts.get(self.application.language)
        return bool(own and own.is_reviewed and not self.was_public and not self.is_done(StoryStep.APPROVED))

    @property
    def was_asked(self) -> bool:
        """Whether the applicant was asked about just this text."""
        own = self.drafts.get(self.application.language)
        return bool(own and self.approval and self.approval.fingerprint == own.fingerprint)

    def is_done(self, step: StoryStep) -> bool:
        """Whether the step lacks nothing."""
        return next(each.is_done for each in self.steps if each.step == step)


def story_board(call: Call, *, at: datetime | None = None) -> list[BoardStory]:
    """Return a row for each application that is honoured, or of which a draft was made: the honoured ones first.

    In the same number of queries for any number of stories.
    """
    now = at or timezone.now()
    made = Count("history", filter=Q(history__kind=EntryKind.STORY))
    applications = list(
        Application.objects.of_call(call)
        .annotate(drafts_made=made)
        .filter(Q(status__in=AWARDED) | Q(drafts_made__gt=0))
        .with_names()
        .order_by("category__position", "reference")
    )
    drafts = read_drafts([story_key(row) for row in applications])
    requests = newest_requests(row.pk for row in applications)
    left = letters_left(list(requests.values()))
    rows = []
    for application in applications:
        request = requests.get(application.pk)
        told_at = left.get(request.pk) if request else None
        rows.append(_row(application, drafts, request=request, told_at=told_at, at=now))
    return sorted(rows, key=lambda row: not row.is_honoured)


def consenting_without_draft(call: Call) -> list[Application]:
    """Return the applications that got no award, whose people agreed to publication, and that have no draft yet."""
    made = Count("history", filter=Q(history__kind=EntryKind.STORY))
    rows = consenting_applications(call).annotate(drafts_made=made).filter(drafts_made=0)
    return list(rows.with_names().order_by("category__position", "reference"))


def missing_steps(row: BoardStory) -> list[str]:
    """Return a sentence for everything that keeps the story from being published."""
    return [sentence for step in row.steps for sentence in step.missing]


def _row(
    application: Application, drafts: Drafts, *, request: StoryApproval | None, told_at: datetime | None, at: datetime
) -> BoardStory:  # fmt: skip
    own = drafts.by_story.get(story_key(application), {})
    return BoardStory(
        application=application, is_honoured=application.status in AWARDED, drafts=own, approval=request,
        steps=steps_of(application, own, drafts, request=request, told_at=told_at, at=at),
    )  # fmt: skip
