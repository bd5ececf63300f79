"""Taking parts out of a published story at once, while the rest of it stays for readers."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from stories.domain.safety import draft_of
from stories.domain.withdrawal import forget_addresses, note_danger
from stories.enums import Consent, ReviewBasis, StoryPart
from stories.errors import WithdrawalRefused
from stories.models import SafetyReview, StoryPage

ACTION = "stories.generalise"
# Rows that belong to the story, parts of its text, and plain texts, by what is taken out.
_ROWS: dict[str, tuple[str, ...]] = {
    StoryPart.PHOTOS: ("photos",),
    StoryPart.PARTNERS: ("partners",),
    StoryPart.COMMUNITIES: ("co_communities",),
}
_STREAMS: dict[str, tuple[str, ...]] = {
    StoryPart.FILES: ("documents", "videos", "links"),
    StoryPart.STAGES: ("stages",),
    StoryPart.UPDATES: ("updates",),
}
_TEXTS: dict[str, tuple[str, ...]] = {StoryPart.CONTACT: ("contact_role", "contact_email", "contact_url")}


@transaction.atomic
def generalise_story(story: StoryPage, *, by: User, reason: str, parts: Collection[str]) -> list[StoryPage]:
    """Publish the story without `parts` (of StoryPart) in every language in which it is published.

    It needs no checklist: readers get less of what was reviewed, and nothing new. What was reviewed before counts no
    more, so that the parts cannot come back unseen. An unpublished draft stays the newest version, without the parts.
    Returns the versions changed. Raises WithdrawalRefused without a reason or a part, or where nothing is published.
    """
    unknown = set(parts) - set(StoryPart.values)
    if unknown or not parts:
        raise WithdrawalRefused(_("Tick what to take out of the story, or hide it as a whole."))
    changed = []
    for version in note_danger(story, by=by, reason=reason):
        images = list(version.photos.values_list("image", flat=True))
        draft = draft_of(version) if version.has_unpublished_changes else None
        if version.live:
            _publish_without(version, parts, by)
            changed.append(version)
        if draft is not None:
            _without(draft, parts)
            draft.save_revision(user=by, clean=False)
        if StoryPart.PHOTOS in parts:
            forget_addresses(images)
        log(instance=version, action=ACTION, user=by, data={"reason": reason.strip(), "parts": sorted(parts)})
    if not changed:
        raise WithdrawalRefused(
            _("This story is not published, so nothing can be taken out of what readers see.")
        )
    return changed


def _publish_without(version: StoryPage, parts: Collection[str], by: User) -> None:
    # The page as it is saved is what readers see, and was reviewed to get there; a newer draft may hold more.
    _without(version, parts)
    if any(photo.image.consent == Consent.MISSING for photo in version.photos.all()):
        raise WithdrawalRefused(
            _(
                "A photo in this story has no consent. Take the photos out as well, or hide the story as a whole."
            )
        )
    revision = version.save_revision(user=by, clean=False)
    SafetyReview.objects.create(
        story=version, fingerprint=version.content_fingerprint(), revision_number=revision.pk, reviewer=by,
        reviewer_name=str(by), basis=ReviewBasis.REDUCED,
    )  # fmt: skip
    # Without the name: Wagtail would ask for the right to publish, and showing less needs none.
    revision.publish(log_action=False)


def _without(story: StoryPage, parts: Collection[str]) -> None:
    for part in parts:
        for name in _ROWS.get(part, ()):
            getattr(story, name).clear()
        for name in _STREAMS.get(part, ()):
            setattr(story, name, [])
        for name in _TEXTS.get(part, ()):
            setattr(story, name, "")
    if StoryPart.UPDATES in parts:
        for figure in story.indicators:
            figure.value["earlier"].clear()
