"""Who may review which state of a story, and the only place where a review is written."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import COMMENTS_RELATION_NAME, Revision

from accounts.models import User
from stories.enums import Consent, ReviewBasis
from stories.errors import SafetyReviewRefused
from stories.models import CHECKS, SafetyReview, StoryPage, StoryPhoto, Withdrawal
from stories.models.drafts import without_deleted_rows
from stories.models.fingerprints import draft_fingerprints
from stories.querysets.translations import in_unfinished_translation, translations_into, translators_of

# Rows that `serializable_data()` reads along with the story.
_CHILDREN = (
    "photos", "partners", "co_communities", "tagged_items", "challenges", "groups", "goals", COMMENTS_RELATION_NAME,
)  # fmt: skip


def draft_of(story: StoryPage) -> StoryPage:
    """The newest state of the story: its latest revision, or the page itself where there is none."""
    draft: StoryPage = story.get_latest_revision_as_object()
    return draft


def authors_of(story: StoryPage) -> set[int]:
    """Ids of those who may not review the newest state: who wrote this content, translated it, or saved it last.

    The last alone would let somebody hide behind a colleague's empty save.
    """
    draft = draft_of(story)
    fingerprint = draft.content_fingerprint()
    authors = translators_of(story) if translations_into(story).exists() else set()
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
    meanwhile, the reviewer wrote it, a box is not ticked, its translation is not finished, or a photo has no consent. A
    review sent twice is one review.
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
    if StoryPage.objects.filter(in_unfinished_translation(), pk=locked.pk).exists():
        raise SafetyReviewRefused(
            _("The translation is not finished yet: some texts stand in the original language.")
        )
    if any(photo.image.consent == Consent.MISSING for photo in draft.photos.all()):
        raise SafetyReviewRefused(
            _(
                "A photo has no consent yet. Ask the people pictured, note it at the photo, or take the photo out."
            )
        )
    sent = SafetyReview.objects.in_force().filter(story=locked, fingerprint=fingerprint, reviewer=by)
    if sent_before := sent.first():
        return sent_before
    review = SafetyReview.objects.create(
        story=locked, fingerprint=fingerprint, revision_number=locked.latest_revision_id, reviewer=by,
        reviewer_name=str(by), basis=ReviewBasis.CHECKLIST, note=note, **dict.fromkeys(CHECKS, True),
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


def record_invented(keys: Sequence[int]) -> dict[int, str]:
    """Mark invented stories as reviewed, many at a time; returns the fingerprint of each by its key.

    Raises SafetyReviewRefused unless the settings allow invented stories, which those of a real site never do.
    """
    if not settings.SAMPLE_STORIES:
        raise SafetyReviewRefused(_("Only a site for development may hold invented stories."))
    stories = list(StoryPage.objects.filter(pk__in=keys).prefetch_related(*_CHILDREN, "photos__image"))
    fingerprints = draft_fingerprints(StoryPage, [story.serializable_data() for story in stories])
    known = {story.pk: value for story, value in zip(stories, fingerprints, strict=True)}
    SafetyReview.objects.bulk_create(
        SafetyReview(story_id=key, fingerprint=value, basis=ReviewBasis.INVENTED)
        for key, value in known.items()
    )
    return known


def stories_awaiting_review() -> list[StoryPage]:
    """Stories whose newest state no review covers, oldest first, in the same few queries for any number of them.

    What comes is the saved page; its newest title is `draft_title`. Aliases follow their source and are left out, as are
    unfinished translations, and withdrawn stories until somebody saves a new version of them.
    """
    # A live page whose latest revision is the live one was reviewed to get there, unless a consent was taken back.
    without_consent = StoryPhoto.objects.filter(image__consent=Consent.MISSING).values("story")
    withdrawn_since = Withdrawal.objects.filter(
        story=OuterRef("pk"), withdrawn_at__gte=OuterRef("latest_revision_created_at")
    )
    changed = StoryPage.objects.filter(
        Q(has_unpublished_changes=True) | Q(live=False) | Q(pk__in=without_consent),
        ~in_unfinished_translation(),
        ~Exists(withdrawn_since),
        alias_of__isnull=True,
    )
    reviewed = set(
        SafetyReview.objects.in_force().filter(story__in=changed).values_list("story", "fingerprint")
    )
    stories = list(
        changed.select_related("latest_revision__user", "locale")
        .prefetch_related(*_CHILDREN)
        .order_by("latest_revision_created_at", "pk")
    )
    contents = without_deleted_rows([_newest_content(story) for story in stories])
    fingerprints = draft_fingerprints(StoryPage, contents)
    return [
        story
        for story, fingerprint in zip(stories, fingerprints, strict=True)
        if (story.pk, fingerprint) not in reviewed
    ]


def _newest_content(story: StoryPage) -> dict[str, Any]:
    """What `draft_of` would hold, without building it: that alone takes dozens of queries a story."""
    if story.has_unpublished_changes and story.latest_revision:
        return story.latest_revision.content
    return story.serializable_data()


def last_author_name(story: StoryPage) -> str:
    """The name of who saved the story last, or "" where a command did."""
    revision: Revision | None = story.get_latest_revision()
    user = revision.user if revision else None
    return str(user) if isinstance(user, get_user_model()) else ""
