"""Officers: whoever opens the private link that went to a story's mailbox, or to whom an editor sent one.

The link's secret stands in their letter alone: here only its hash is kept.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from stories.domain.officer_letters import send_invitation, send_link
from stories.enums import OfficerProof
from stories.errors import UpdateRefused
from stories.models import StoryOfficer, StoryPage
from stories.querysets.pages import StoryPageQuerySet

MAILBOX_VALID_FOR = timedelta(days=14)
INVITATION_VALID_FOR = timedelta(days=365)
REMINDER_VALID_FOR = timedelta(days=60)
# Nobody fills a community's mailbox by pressing a button: so many letters go there within so long.
MOST_LETTERS = 3
LETTERS_WITHIN = timedelta(hours=24)


@transaction.atomic
def ask_by_mailbox(story: StoryPage, *, language: str, at: datetime) -> StoryOfficer:
    """Send a private link to the mailbox that stands on the story's page, and to no other address.

    Raises UpdateRefused where the story has no mailbox, or too many letters went there already.
    """
    lock_versions(story.translation_key)
    if not story.contact_email:
        raise UpdateRefused(
            _(
                "No mailbox of the community is given with this story, so no letter can be sent. Write to the editors."
            )
        )
    asked = StoryOfficer.objects.of_story(story.translation_key).filter(
        proof=OfficerProof.MAILBOX, is_reminder=False, asked_at__gt=at - LETTERS_WITHIN
    )
    if asked.count() >= MOST_LETTERS:
        raise UpdateRefused(
            _(
                "Several letters went to the mailbox of this story within a day. Look for the newest of them there, "
                "the folder for unwanted mail included, or ask again tomorrow."
            )
        )
    officer, secret = add_officer(
        story, email=story.contact_email, language=language, at=at, valid_for=MAILBOX_VALID_FOR,
        proof=OfficerProof.MAILBOX,
    )  # fmt: skip
    send_link(officer, secret=secret, story=story)
    return officer


@transaction.atomic
def invite_officer(story: StoryPage, *, email: str, language: str, by: User, at: datetime) -> StoryOfficer:
    """Send a private link to somebody of whom an editor knows that they speak for the community.

    An earlier invitation of the same address holds no longer.
    """
    lock_versions(story.translation_key)
    invited = StoryOfficer.objects.of_story(story.translation_key).filter(
        proof=OfficerProof.INVITATION, email__iexact=email
    )
    invited.in_force(at).update(ended_at=at)
    officer, secret = add_officer(
        story, email=email, language=language, at=at, valid_for=INVITATION_VALID_FOR, proof=OfficerProof.INVITATION,
        invited_by=by, invited_by_name=str(by),
    )  # fmt: skip
    send_invitation(officer, secret=secret, story=story)
    return officer


def add_officer(
    story: StoryPage, *, email: str, language: str, at: datetime, valid_for: timedelta, **known: Any
) -> tuple[StoryOfficer, str]:
    """Write a new officer; return the row and the link's secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    officer = StoryOfficer.objects.create(
        story_key=story.translation_key, email=email, language=language, secret_sha256=_hash(secret), asked_at=at,
        expires_at=at + valid_for, **known,
    )  # fmt: skip
    return officer, secret


def end_officer(officer: StoryOfficer, *, at: datetime) -> StoryOfficer:
    """Let the link open no more; what was proposed by it stays."""
    StoryOfficer.objects.filter(pk=officer.pk, ended_at=None).update(ended_at=at)
    officer.refresh_from_db(fields=["ended_at"])
    return officer


def find_officer(secret: str) -> StoryOfficer | None:
    """Return the officer of the letter's secret, whether the link still opens or not."""
    return StoryOfficer.objects.filter(secret_sha256=_hash(secret)).first()


def note_opened(officer: StoryOfficer, *, at: datetime) -> None:
    """Remember when the link was first opened."""
    if officer.opened_at is None:
        StoryOfficer.objects.filter(pk=officer.pk, opened_at=None).update(opened_at=at)
        officer.opened_at = at


def why_closed(officer: StoryOfficer, at: datetime) -> str:
    """Return a sentence why nothing can be proposed by this link any more, "" if it can."""
    if officer.ended_at is not None:
        return _(
            "This link was taken back. Ask for a new one on the page of the story, or write to the editors."
        )
    if officer.expires_at <= at:
        return _("This link has expired. Ask for a new one on the page of the story.")
    if not StoryPage.objects.published().filter(translation_key=officer.story_key).exists():
        return _("This story is not public now, so nothing can be proposed. Write to the editors.")
    return ""


def story_of(officer: StoryOfficer, *, language: str) -> StoryPage | None:
    """Return the story as readers see it, in the language if it is published there, else in its own."""
    stories = list(
        StoryPage.objects.published()
        .filter(translation_key=officer.story_key)
        .select_related("locale", "lead_community__region")
        .order_by("pk")
    )
    stories.sort(
        key=lambda story: (
            story.locale.language_code != language,
            story.locale.language_code != story.original_language,
        )
    )
    return stories[0] if stories else None


def versions_of(key: UUID) -> StoryPageQuerySet:
    """Return the versions of the story, one a language, published or not; aliases follow by themselves."""
    return StoryPage.objects.filter(translation_key=key, alias_of__isnull=True).order_by("pk")


def lock_versions(key: UUID) -> list[StoryPage]:
    """Return the versions of the story, locked for the transaction."""
    return list(versions_of(key).select_related("locale").select_for_update(of=("self",)))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
