"""Letters to a community's officers, in the language of each."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from accounts.direct_letters import send_directly
from stories.models import StoryOfficer, StoryPage, StoryUpdate


def send_link(officer: StoryOfficer, *, secret: str, story: StoryPage) -> None:
    """Send the letter that somebody asked for on the story's page."""
    with translation.override(officer.language):
        send_directly(
            officer.email, subject=_("What is new in your story?"), template="stories/letters/update_link.txt",
            **words_of(officer, secret, story),
        )  # fmt: skip


def send_invitation(officer: StoryOfficer, *, secret: str, story: StoryPage) -> None:
    """Send the letter by which an editor asks somebody to keep the story up to date."""
    with translation.override(officer.language):
        send_directly(
            officer.email, subject=_("Keep your community's story up to date"),
            template="stories/letters/update_invitation.txt", inviter=officer.invited_by_name,
            **words_of(officer, secret, story),
        )  # fmt: skip


def send_decision(update: StoryUpdate, *, story: StoryPage) -> None:
    """Tell the officer what became of an update, with the editor's answer."""
    officer = update.officer
    with translation.override(officer.language):
        send_directly(
            officer.email, subject=_("Your update of the story"), template="stories/letters/update_decision.txt",
            update=update, title=story.title, sent=day_of(update.sent_at), contact=settings.CONTACT_EMAIL,
        )  # fmt: skip


def day_of(at: datetime) -> str:
    """Return the day in words, in the site's zone: «31 грудня 2026» / "31 December 2026"."""
    form = "j E Y" if translation.get_language() == "uk" else "j F Y"
    return formats.date_format(timezone.localtime(at, timezone.get_default_timezone()), form)


def link_to(secret: str) -> str:
    """Return the address that opens with this secret, in the active language."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('story_update', args=[secret])}"


def words_of(officer: StoryOfficer, secret: str, story: StoryPage) -> dict[str, Any]:
    """Return what every letter with a link says, in the active language."""
    return {
        "title": story.title,
        "address": link_to(secret),
        "until": day_of(officer.expires_at),
        "contact": settings.CONTACT_EMAIL,
    }
