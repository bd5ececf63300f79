"""Applicants read the final text of their story before it is published, and agree to it or ask for changes.

They come by a private link, whose secret stands in their letter alone: here only its hash is kept. The outbox keeps the
letter word for word; whoever may open it there runs the contest and could answer for an applicant by other ways, too.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.content import REMOVED
from contest.domain.letter_faults import Fault, written
from contest.domain.letters import write_letters
from contest.domain.phases import left_until
from contest.domain.placeholders import clean_text
from contest.domain.status import record
from contest.domain.story_of_application import story_key
from contest.enums import ApprovalAnswer, EntryKind, LetterKind, LetterState
from contest.errors import ApprovalRefused
from contest.models import Application, Letter, StoryApproval
from contest.querysets.publication import ApprovalQuerySet
from stories.domain.safety import draft_of
from stories.models import StoryPage

VALID_FOR = timedelta(days=21)
# Who was asked and says nothing for so long after the letter has left doesn't hold up everybody's results.
SILENCE = timedelta(days=10)
LONGEST_COMMENT = 5_000
_ANSWERED = {ApprovalAnswer.APPROVED: EntryKind.AGREED, ApprovalAnswer.CHANGES: EntryKind.CHANGES}


@transaction.atomic
def ask_approval(application: Application, *, by: User, at: datetime) -> tuple[StoryApproval, str]:
    """Ask the applicant by letter to read the newest draft; return the request and the link's secret.

    Earlier requests hold no longer, and their letters don't leave any more. Raises ApprovalRefused without a draft, for a
    text that was agreed to already or has not been reviewed, and where nobody can be written to.
    """
    locked = _lock(application)
    story = story_to_approve(locked)
    if story is None:
        raise ApprovalRefused(
            _("%(application)s: there is no draft of its story yet.") % {"application": locked.reference}
        )
    if not story.is_reviewed():
        raise ApprovalRefused(
            _("“%(title)s”: this version has no safety review yet, so it may still change.")
            % {"title": story.title}
        )
    fingerprint = story.content_fingerprint()
    newest = _requests(locked).exclude(answer="").first()
    if newest and (newest.answer, newest.fingerprint) == (ApprovalAnswer.APPROVED, fingerprint):
        raise ApprovalRefused(
            _("“%(title)s”: the applicant has agreed to this text already.") % {"title": story.title}
        )
    _withdraw_open(locked, at=at)
    secret = secrets.token_urlsafe(32)
    approval = StoryApproval.objects.create(
        application=locked, secret_sha256=_hash(secret), fingerprint=fingerprint, asked_at=at, asked_by=by,
        asked_by_name=str(by), expires_at=at + VALID_FOR,
    )  # fmt: skip
    letters = write_letters(
        locked, LetterKind.STORY_APPROVAL, key=letter_key(approval), at=at, by=by, address=_address(secret),
        until=approval.expires_at,
    )  # fmt: skip
    if not letters:
        raise ApprovalRefused(
            _("%(application)s: nobody can be written to.") % {"application": locked.reference}
        )
    # Whom the letter reaches learn it from the letter, others when the results are out.
    record(locked, EntryKind.ASKED, by=by, at=at, for_applicant=False)
    return approval, secret


def story_to_approve(application: Application) -> StoryPage | None:
    """Return the newest draft of the story in the application's language, None before there is one."""
    pages = StoryPage.objects.filter(
        translation_key=story_key(application), locale__language_code=application.language
    )
    page = pages.first()
    return draft_of(page) if page else None


def find_approval(secret: str) -> StoryApproval | None:
    """Return the request of the letter's secret, whether it can still be answered or not."""
    rows = StoryApproval.objects.select_related("application__call__edition", "application__community")
    return rows.filter(secret_sha256=_hash(secret)).first()


def why_unanswerable(approval: StoryApproval, story: StoryPage | None, *, at: datetime) -> str:
    """Return a sentence why the request cannot be answered any more, "" if it can. `story` is the newest draft."""
    if approval.answer:
        return _("This letter has been answered already.")
    if approval.withdrawn_at is not None:
        return _("A newer letter was sent to you. Please open the link in that one.")
    # Nor does a link that is still in somebody's mailbox bring new words in where those of people were taken out.
    if left_until(approval.expires_at, at=at) is None or approval.application.anonymised_at:
        return _("This link has expired. If you want to say something about the text, write to us.")
    if story is None or story.content_fingerprint() != approval.fingerprint:
        return _("The text has been changed since. You will get a new letter once it is ready.")
    return ""


@transaction.atomic
def answer_approval(secret: str, *, answer: ApprovalAnswer, comment: str, at: datetime) -> StoryApproval:
    """Keep the applicant's answer; the same one sent twice is one.

    Raises ApprovalRefused for a link that is unknown, answered otherwise, withdrawn or expired, for a text that changed
    meanwhile, and for a wish for changes that doesn't say which.
    """
    found = find_approval(secret)
    if found is None:
        raise ApprovalRefused(_("There is no such link."))
    # As everywhere, the application's row comes first.
    application = _lock(found.application)
    approval = StoryApproval.objects.select_for_update(of=("self",)).get(pk=found.pk)
    words = clean_text(comment).strip()[:LONGEST_COMMENT]
    if (approval.answer, approval.comment) == (str(answer), words):
        return approval
    if sentence := why_unanswerable(approval, story_to_approve(application), at=at):
        raise ApprovalRefused(sentence)
    if answer == ApprovalAnswer.CHANGES and not words:
        raise ApprovalRefused(_("Say what should be otherwise."))
    approval.answer, approval.comment, approval.answered_at = answer, words, at
    approval.save(update_fields=["answer", "comment", "answered_at"])
    # Whoever has the link may answer: nobody is named.
    record(application, _ANSWERED[answer], by=None, at=at, reason=words, for_applicant=False)
    return approval


def comment_of(approval: StoryApproval) -> str:
    """Return what was said with the answer, or that it was removed with the personal data."""
    if approval.comment == REMOVED:
        return _("removed: the time for keeping it has passed")
    return approval.comment


def newest_requests(applications: Iterable[int]) -> dict[int, StoryApproval]:
    """Return the request that counts for each application that has one: the newest that no other has replaced."""
    rows = StoryApproval.objects.filter(application__in=list(applications), withdrawn_at=None)
    # The last one in this order stays.
    return {row.application_id: row for row in rows.order_by("asked_at", "pk")}


def letters_left(approvals: Iterable[StoryApproval]) -> dict[int, datetime]:
    """Return when the first letter of each request left, by the request's key; one that none has left is not in it."""
    keys = {letter_key(row): row.pk for row in approvals}
    rows = Letter.objects.filter(
        kind=LetterKind.STORY_APPROVAL, application__in=[row.application_id for row in approvals], sent_at__isnull=False
    )  # fmt: skip
    left: dict[int, datetime] = {}
    for key, sent_at in rows.order_by("-sent_at").values_list("key", "sent_at"):
        request = keys.get(":".join(key.split(":")[:2]))
        if request is not None and sent_at is not None:
            left[request] = sent_at
    return left


def letter_key(approval: StoryApproval) -> str:
    """Return what the keys of the request's letters begin with."""
    return f"approval:{approval.pk}"


def _withdraw_open(application: Application, *, at: datetime) -> None:
    _requests(application).filter(answer="").update(withdrawn_at=at)
    on_the_way = (LetterState.WAITING, LetterState.READY, LetterState.FAILED)
    Letter.objects.filter(
        application=application, kind=LetterKind.STORY_APPROVAL, state__in=on_the_way
    ).update(state=LetterState.CANCELLED, next_attempt_at=None, fault=written(Fault.OUTDATED))


def _requests(application: Application) -> ApprovalQuerySet:
    return StoryApproval.objects.filter(application=application, withdrawn_at=None)


def _lock(application: Application) -> Application:
    rows = Application.objects.with_names().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=application.pk)


def _address(secret: str) -> Any:
    """The link in the language in which it is read at last: that of each recipient."""
    site = settings.SITE_URL.rstrip("/")
    return lazy(lambda: f"{site}{reverse('approve_story', args=[secret])}", str)()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
