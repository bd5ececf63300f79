"""Who may review which state of a story, and the only place where a review is written."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from accounts.models import User
from stories.enums import Consent, ReviewBasis
from stories.errors import SafetyReviewRefused
from stories.models import CHECKS, SafetyReview, StoryPage


def draft_of(story: StoryPage) -> StoryPage:
    """The newest state of the story: its latest revision, or the page itself where there is none."""
    draft: StoryPage = story.get_latest_revision_as_object()
    return draft


def authors_of(story: StoryPage) -> set[int]:
    """Ids of those who may not review the newest state: who wrote this content, and who saved it last.

    The second alone would let somebody hide behind a colleague's empty save.
    """
    draft = draft_of(story)
    fingerprint = draft.content_fingerprint()
    authors: set[int] = set()
    for position, revision in enumerate(story.revisions.order_by("-created_at", "-pk").iterator()):
        if position and revision.as_object().content_fingerprint() != fingerprint:
            break
        if revision.user_id:
            authors.add(revision.user_id)
    return authors


@transaction.atomic
def record_review(
    story: StoryPage, *, by: User, fingerprint: str, checks: dict[str, bool], note: str = ""
) -> SafetyReview:
    """Write the review of the story's newest state.

    `fingerprint` is the one of the state that the reviewer was shown. Raises SafetyReviewRefused if the story changed
    meanwhile, the reviewer wrote it, a box is not ticked, or a photo has no consent.
    """
    locked = StoryPage.objects.select_for_update().get(pk=story.pk)
    draft = draft_of(locked)
    if draft.content_fingerprint() != fingerprint:
        raise SafetyReviewRefused(
            _("The story was changed while you were reading. Read the new version, please.")
        )
    if by.pk in authors_of(locked):
        raise SafetyReviewRefused(_("You wrote this version, so somebody else must review it."))
    if not all(checks.get(name) for name in CHECKS):
        raise SafetyReviewRefused(_("Every box of the checklist must be ticked."))
    if any(photo.image.consent == Consent.MISSING for photo in draft.photos.all()):
        raise SafetyReviewRefused(
            _(
                "A photo has no consent yet. Ask the people pictured, note it at the photo, or take the photo out."
            )
        )
    review = SafetyReview.objects.create(
        story=locked, fingerprint=fingerprint, revision_number=locked.latest_revision_id, reviewer=by,
        reviewer_name=str(by), basis=ReviewBasis.CHECKLIST, note=note, **{name: True for name in CHECKS},
    )  # fmt: skip
    log(instance=locked, action="stories.safety_review", user=by, revision=locked.latest_revision)
    return review


def record_published_before(story: StoryPage) -> SafetyReview:
    """Mark the story's newest state as reviewed because the contest's booklet had published its facts.

    For the catalogue's own data files only; no person is named as the reviewer.
    """
    draft = draft_of(story)
    return SafetyReview.objects.create(
        story=story, fingerprint=draft.content_fingerprint(), revision_number=story.latest_revision_id,
        basis=ReviewBasis.PUBLISHED_BEFORE,
    )  # fmt: skip


def stories_awaiting_review() -> list[StoryPage]:
    """Newest states of stories that no review covers, oldest first. Aliases follow their source and are left out."""
    drafts = (
        draft_of(story)
        for story in StoryPage.objects.filter(alias_of__isnull=True)
        .select_related("latest_revision")
        .filter(pk__in=_changed_since_review())
        .order_by("latest_revision_created_at", "pk")
    )
    return [draft for draft in drafts if not draft.is_reviewed()]


def _changed_since_review() -> list[int]:
    # A live page whose latest revision is the live one was reviewed to get there; only drafts need a look.
    return list(StoryPage.objects.filter(has_unpublished_changes=True).values_list("pk", flat=True)) + list(
        StoryPage.objects.filter(live=False, has_unpublished_changes=False).values_list("pk", flat=True)
    )


def last_author_name(story: StoryPage) -> str:
    """The name of who saved the story last, or "" where a command did."""
    revision: Revision | None = story.get_latest_revision()
    user = revision.user if revision else None
    return str(user) if isinstance(user, get_user_model()) else ""
