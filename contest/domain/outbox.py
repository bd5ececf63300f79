"""What the secretariat does with letters before they leave: changes them, lets them go, keeps them back, tries again.

Many are let go at once, all of them or none. Whoever does so names by a mark what they saw, so that nothing leaves that
somebody changed meanwhile.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from contest.domain.delivery import send_soon
from contest.domain.letter_faults import written_by
from contest.domain.placeholders import clean_text, one_line
from contest.enums import LetterState
from contest.errors import LetterWordsRefused, OutboxRefused
from contest.models import Letter
from contest.models.letters import BODY_LENGTH, SUBJECT_LENGTH
from contest.querysets.letters import LetterQuerySet

# From where a letter may still be changed or kept back.
IN_HAND = (LetterState.WAITING, LetterState.FAILED)


def letters_seen(letters: Iterable[Letter]) -> str:
    """Return a mark of what would leave to whom; it is another one as soon as a word, an address or a state is."""
    rows = sorted((row.pk, str(row.state), row.email, row.subject, row.body) for row in letters)
    return sha256(repr(rows).encode()).hexdigest()


@transaction.atomic
def edit_letter(letter: Letter, *, subject: str, body: str, by: User, expected: str) -> Letter:
    """Change the words of a letter that has not left; `expected` is the mark of what the person saw.

    Raises OutboxRefused if it is another one by now or is on its way, LetterWordsRefused for words that are no letter.
    """
    locked = Letter.objects.select_for_update().get(pk=letter.pk)
    if locked.state not in IN_HAND:
        raise OutboxRefused(_("The letter is on its way or cancelled: it cannot be changed any more."))
    if letters_seen([locked]) != expected:
        raise OutboxRefused(_("Somebody has changed the letter meanwhile. Look at it again."))
    words = {"subject": one_line(subject), "body": clean_text(body).strip()}
    _require_words(words)
    if words != {"subject": locked.subject, "body": locked.body}:
        locked.subject, locked.body, locked.edited = words["subject"], words["body"], True
        locked.save(update_fields=["subject", "body", "edited"])
        log(locked.call, "contest.letters.edit", user=by, data={"subject": locked.subject})
    return locked


@transaction.atomic
def approve_letters(letters: LetterQuerySet, *, seen: str, by: User, at: datetime) -> int:
    """Let these letters go, all or none; return how many. Raises OutboxRefused if one changed or doesn't wait any more."""
    locked = _lock(letters, seen=seen, states=(LetterState.WAITING,))
    keys = [row.pk for row in locked]
    Letter.objects.filter(pk__in=keys).update(
        state=LetterState.READY, next_attempt_at=at, approved_at=at, approved_by=by, approved_by_name=str(by)
    )
    send_soon(keys)
    return len(keys)


@transaction.atomic
def cancel_letters(letters: LetterQuerySet, *, seen: str, by: User, at: datetime) -> int:
    """Keep these letters back for good, all or none; return how many. Raises OutboxRefused like `approve_letters`."""
    locked = _lock(letters, seen=seen, states=IN_HAND)
    return Letter.objects.filter(pk__in=[row.pk for row in locked]).update(
        state=LetterState.CANCELLED, next_attempt_at=None, fault=written_by(by, at=at)
    )


@transaction.atomic
def retry_letters(letters: LetterQuerySet, *, seen: str, by: User, at: datetime) -> int:
    """Send once more what could not be sent, from the first attempt on; return how many. Raises OutboxRefused."""
    locked = _lock(letters, seen=seen, states=(LetterState.FAILED,))
    keys = [row.pk for row in locked]
    Letter.objects.filter(pk__in=keys).update(
        state=LetterState.READY, next_attempt_at=at, attempts=0, fault="", approved_at=at, approved_by=by,
        approved_by_name=str(by),
    )  # fmt: skip
    send_soon(keys)
    return len(keys)


def _lock(letters: LetterQuerySet, *, seen: str, states: Sequence[str]) -> list[Letter]:
    locked = list(letters.order_by("pk").select_for_update(of=("self",)))
    if letters_seen(locked) != seen or not all(row.state in states for row in locked):
        raise OutboxRefused(_("Letters have changed meanwhile. Look at them again."))
    return locked


def _require_words(words: dict[str, str]) -> None:
    limits = {"subject": SUBJECT_LENGTH, "body": BODY_LENGTH}
    faults = {}
    for name, text in words.items():
        if not text:
            faults[name] = _("A letter needs this.")
        elif len(text) > limits[name]:
            sentence = _("At most %(limit)s signs; there are %(count)s.")
            faults[name] = sentence % {"limit": limits[name], "count": len(text)}
    if faults:
        raise LetterWordsRefused(faults, {})
