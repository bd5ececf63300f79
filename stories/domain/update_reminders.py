"""Asking the communities of stories that were told long ago what is new, and forgetting officers who never told anything."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from stories.domain.officer_letters import day_of, words_of
from stories.domain.officers import REMINDER_VALID_FOR, add_officer, lock_versions
from stories.domain.staleness import last_told, needs_look
from stories.enums import OfficerProof, UpdateState
from stories.models import StoryOfficer, StoryPage, StoryUpdate

# So long a link that opens no more is kept, if nothing was ever told by it.
KEPT_FOR = timedelta(days=30)
_HEARD_OF = (UpdateState.PROPOSED, UpdateState.ACCEPTED)


def stories_to_ask(*, at: datetime) -> list[StoryPage]:
    """Return the published stories, each in its original language, that need a look and were not asked about since.

    One of which something has been told meanwhile waits for an editor and not for its community.
    """
    since = {"asked_at__gte": OuterRef("last_published_at")}
    reminded = StoryOfficer.objects.filter(story_key=OuterRef("translation_key"), is_reminder=True, **since)
    told = StoryUpdate.objects.filter(
        officer__story_key=OuterRef("translation_key"),
        state__in=_HEARD_OF,
        sent_at__gte=OuterRef("last_published_at"),
    )
    stories = StoryPage.objects.published().filter(
        ~Exists(reminded),
        ~Exists(told),
        locale__language_code=F("original_language"),
        last_published_at__lt=at,
    )
    return [story for story in stories.order_by("last_published_at", "pk") if needs_look(story, at=at)]


@transaction.atomic
def remind_officer(story: StoryPage, *, at: datetime) -> StoryOfficer | None:
    """Ask what is new in the story: the last officer whose link still opens, else the story's mailbox.

    Returns None where there is nobody to ask, or another run was quicker. Whatever sending raises goes on to the caller,
    and then nothing is kept of the letter.
    """
    lock_versions(story.translation_key)
    told = last_told(story)
    officers = StoryOfficer.objects.of_story(story.translation_key)
    if told is None or officers.filter(is_reminder=True, asked_at__gte=told).exists():
        return None
    known = officers.in_force(at).exclude(opened_at=None).order_by("-opened_at").first()
    email = known.email if known else story.contact_email
    if not email:
        return None
    officer, secret = add_officer(
        story, email=email, language=known.language if known else story.original_language, at=at,
        valid_for=REMINDER_VALID_FOR, is_reminder=True, **_shown_by(known),
    )  # fmt: skip
    with translation.override(officer.language):
        context = {"site": settings.SITE_URL, "told": day_of(told), **words_of(officer, secret, story)}
        text = render_to_string("stories/letters/update_reminder.txt", context)
        send_mail(_("Is your community's story still true?"), text, None, [email])
    return officer


def forget_officers(*, at: datetime) -> int:
    """Delete officers whose link has opened no more for a while and who never proposed anything; return how many.

    A reminder is kept for as long as it is the reason not to write again.
    """
    since = at - KEPT_FOR
    still_counts = StoryPage.objects.filter(
        translation_key=OuterRef("story_key"), live=True, last_published_at__lte=OuterRef("asked_at")
    )
    closed = StoryOfficer.objects.filter(updates=None).closed_before(since)
    closed = closed.exclude(Exists(still_counts), is_reminder=True)
    return closed.delete()[0]


def _shown_by(known: StoryOfficer | None) -> dict[str, object]:
    """How it was shown that whoever is asked speaks for the community: as before."""
    if known is None:
        return {"proof": OfficerProof.MAILBOX}
    return {
        "proof": known.proof,
        "invited_by": known.invited_by,
        "invited_by_name": known.invited_by_name,
    }
