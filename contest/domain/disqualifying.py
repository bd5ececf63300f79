"""Excluding an application from the contest, say because what it tells is not true, and taking an exclusion back.

Unlike a decision of the screening it waits for no others: the applicant learns it at once, with the reason. It takes more
than screening does, see `rules.can_disqualify`. The only way back is to what was before, and needs a reason too.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.letter_faults import Fault, written
from contest.domain.letters import drop_outcomes, write_letters
from contest.domain.screening import refuse_unseen
from contest.domain.status import Actor, change_status, restore_status, status_before_exclusion, targets
from contest.enums import ApplicationStatus, EntryKind, LetterKind, LetterState
from contest.errors import TransitionRefused
from contest.models import Application, Clarification, Letter
from contest.querysets.letters import LetterQuerySet

# Letters that ask something of the applicant; nobody waits for the answer of who is excluded.
_QUESTIONS = (LetterKind.RETURNED, LetterKind.ANSWER_DUE)


def can_be_disqualified(application: Application) -> bool:
    """Whether the status leaves it open to exclude the application."""
    return ApplicationStatus.DISQUALIFIED in targets(application.status, actor=Actor.SECRETARIAT)


def can_be_reinstated(application: Application) -> bool:
    """Whether there is an exclusion that can be taken back."""
    return application.anonymised_at is None and status_before_exclusion(application) is not None


def questions_in_hand(application: Application) -> LetterQuerySet:
    """Return the letters that ask the applicant something and have not left."""
    return _in_hand(application, _QUESTIONS)


@transaction.atomic
def disqualify_application(
    application: Application, *, reason: str, by: User, at: datetime, expected: str, seen_version: int | None = None
) -> Application:  # fmt: skip
    """Exclude the application and tell its people. Letters about outcomes or questions that have not left never do.

    `expected` and `seen_version` are what the person saw. Raises TransitionRefused if there is something newer by now or
    the status does not allow it, ReasonMissing without a reason.
    """
    refuse_unseen(application, seen_version)
    changed = change_status(
        application, to=ApplicationStatus.DISQUALIFIED, actor=Actor.SECRETARIAT, by=by, at=at, reason=reason,
        expected=expected,
    )  # fmt: skip
    drop_outcomes([changed])
    _drop(changed, (*_QUESTIONS, LetterKind.REINSTATED))
    _tell(changed, LetterKind.DISQUALIFIED, reason=reason, by=by, at=at)
    return changed


@transaction.atomic
def reinstate_application(
    application: Application, *, reason: str, by: User, at: datetime, expected: str
) -> Application:
    """Take an exclusion back and tell the application's people: it stands where it stood, and so does what they know.

    What was asked of them is asked again, until when it was. After a ranking was declared it is to be declared again.
    Raises TransitionRefused if there is no exclusion, ReasonMissing without a reason, JudgingRefused where judging was
    closed before the application ever came to it.
    """
    excluded_at = _excluded_at(application)
    if application.anonymised_at is not None or excluded_at is None:
        raise TransitionRefused(_("“%(application)s” is not excluded.") % {"application": application})
    changed = restore_status(application, by=by, at=at, reason=reason, expected=expected)
    if changed.released_status == ApplicationStatus.RETURNED:
        Clarification.objects.filter(application=changed, answered_at=excluded_at).update(answered_at=None)
    _drop(changed, (LetterKind.DISQUALIFIED,))
    _tell(changed, LetterKind.REINSTATED, reason=reason, by=by, at=at)
    return changed


def _excluded_at(application: Application) -> datetime | None:
    entries = application.history.filter(kind=EntryKind.STATUS, data__to=ApplicationStatus.DISQUALIFIED)
    last = entries.order_by("-at", "-pk").first()
    return last.at if last else None


def _tell(application: Application, kind: LetterKind, *, reason: str, by: User, at: datetime) -> None:
    key = f"{kind}:{at.isoformat()}"
    write_letters(application, kind, key=key, at=at, by=by, reason=reason.strip())


def _drop(application: Application, kinds: tuple[LetterKind, ...]) -> None:
    _in_hand(application, kinds).update(
        state=LetterState.CANCELLED, next_attempt_at=None, fault=written(Fault.OUTDATED)
    )


def _in_hand(application: Application, kinds: tuple[LetterKind, ...]) -> LetterQuerySet:
    on_the_way = (LetterState.WAITING, LetterState.READY, LetterState.FAILED)
    rows: LetterQuerySet = Letter.objects.filter(
        application=application, kind__in=kinds, state__in=on_the_way
    )
    return rows
