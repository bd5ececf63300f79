"""Taking a story off the site at once, in both languages and with everything that belongs to it."""

import re
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from stories.domain.search import find_stories
from stories.errors import WithdrawalRefused
from stories.models import StoryImage, StoryPage, Withdrawal
from stories.querysets.pages import StoryPageQuerySet

ACTION = "stories.withdraw"
_AFTER_PATH = re.compile("[?#]")


def public_versions(story: StoryPage) -> list[StoryPage]:
    """The versions of the story, one a language, that the public can read or will be able to at a set hour."""
    versions = _versions(story).select_related("locale").order_by("locale__language_code", "pk")
    return [version for version in versions if version.live or version.approved_schedule]


@transaction.atomic
def withdraw_story(story: StoryPage, *, by: User, reason: str) -> list[StoryPage]:
    """Take the story off the site in every language, and every schedule of it; drafts and history stay.

    Afterwards no earlier safety review counts: somebody must look at the story again before it is published. Returns the
    versions that were public. Raises WithdrawalRefused without a reason, or where nothing is public or scheduled.
    """
    public = public_versions(story)
    for version in note_danger(story, by=by, reason=reason):
        # Without the name: Wagtail would ask for the right to publish, and hiding needs none.
        version.unpublish(log_action=False)
        log(instance=version, action=ACTION, user=by, data={"reason": reason.strip()})
    return public


def withdrawn_stories(*, limit: int = 50) -> list[Withdrawal]:
    """The newest withdrawals that are still in force, one a language version, in one query."""
    later = Withdrawal.objects.filter(story=OuterRef("story"), pk__gt=OuterRef("pk"))
    return list(
        Withdrawal.objects.filter(
            ~Exists(later),
            Q(story__last_published_at=None) | Q(withdrawn_at__gte=F("story__last_published_at")),
            story__live=False,
        ).select_related("story__locale")[:limit]
    )


def find_public_stories(text: str, *, language: str, limit: int = 20) -> list[StoryPage]:
    """Published stories by their address or by words, best first, for somebody who must hide one quickly."""
    slug = _AFTER_PATH.split(text.strip().replace("\x00", ""))[0].rstrip("/").rpartition("/")[2]
    stories = StoryPage.objects.live().select_related("locale", "lead_community")
    if by_address := list(stories.filter(slug=slug)[:limit] if slug else []):
        return by_address
    found = find_stories(text, language=language)
    if not found.is_query:
        return []
    wanted = (*found.ids, *found.elsewhere)[:limit]
    by_key = stories.in_bulk(wanted)
    return [by_key[key] for key in wanted if key in by_key]


def forget_addresses_of_hidden_photos(instance: StoryPage, **_kwargs: Any) -> None:
    """Take the sizes of photos off the web that no published story shows now (a receiver of `page_unpublished`)."""
    forget_addresses(list(instance.photos.values_list("image", flat=True)))


def forget_addresses(images: list[int]) -> None:
    """Remove the sizes of those of the photos that no published story shows.

    A web server hands them out without asking anybody. Made anew, they get new addresses.
    """
    hidden = StoryImage.objects.filter(pk__in=images).exclude(story_photos__story__live=True)
    for image in hidden:
        for rendition in image.renditions.all():
            # One by one, because each takes its entry in the cache along.
            rendition.delete()
            # Wagtail leaves the file to a worker; what endangers somebody cannot wait for one.
            transaction.on_commit(partial(rendition.file.storage.delete, rendition.file.name))


def note_danger(story: StoryPage, *, by: User, reason: str) -> list[StoryPage]:
    """Make sure that nothing reviewed so far is published again: in no language, neither now nor at a set hour.

    Returns every language version, locked for the transaction. Raises WithdrawalRefused without a reason, or where
    nothing is public or scheduled.
    """
    if not (reason := reason.strip()):
        raise WithdrawalRefused(_("Say why the story is hidden: whoever looks at it next must know."))
    versions = list(_versions(story).select_for_update(of=("self",)).order_by("pk"))
    if not public_versions(story):
        raise WithdrawalRefused(_("This story is not published and has no schedule."))
    for version in versions:
        # Also where only a draft was reviewed: what was found out is true of every language.
        version.revisions.update(approved_go_live_at=None)
        Withdrawal.objects.create(story=version, reason=reason, withdrawn_by=by, withdrawn_by_name=str(by))
    return versions


def _versions(story: StoryPage) -> StoryPageQuerySet:
    return StoryPage.objects.filter(translation_key=story.translation_key, alias_of__isnull=True)
