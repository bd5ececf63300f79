"""The published story of an application: those who wrote the application may tell what is new, without a letter."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.story_of_application import story_key
from contest.models import Application
from stories.domain.officers import add_officer, lock_versions
from stories.enums import OfficerProof
from stories.errors import UpdateRefused
from stories.models import StoryOfficer, StoryPage

LINK_VALID_FOR = timedelta(days=14)


def public_story(application: Application) -> StoryPage | None:
    """Return the application's story if the public can read it, in the application's language where it is told in it."""
    stories = (
        StoryPage.objects.published().filter(translation_key=story_key(application)).select_related("locale")
    )
    return min(stories, key=lambda story: story.locale.language_code != application.language, default=None)


@transaction.atomic
def open_story_for_updates(application: Application, *, by: User, at: datetime) -> str:
    """Return the secret of a private link by which `by` tells what is new; their earlier such links open no more.

    Raises UpdateRefused while the story is not public.
    """
    story = public_story(application)
    if story is None:
        raise UpdateRefused(_("The story is not public now, so there is nothing to add to."))
    lock_versions(story.translation_key)
    earlier = StoryOfficer.objects.of_story(story.translation_key).filter(
        proof=OfficerProof.APPLICATION, email=by.email
    )
    earlier.in_force(at).update(ended_at=at)
    _officer, secret = add_officer(
        story,
        email=by.email,
        language=by.language,
        at=at,
        valid_for=LINK_VALID_FOR,
        proof=OfficerProof.APPLICATION,
    )
    return secret
