"""The only place where an application's status changes.

TRANSITIONS says what may follow what, who may do it, and whether the applicant is told at once. A change is made under a
lock of the application's row, looked at again under that lock, and written into its history.

What an applicant may do follows from what they know (`released_status`), never from a decision that waits to be made
known: they could tell by it that one was made. Whoever submits anew over such a decision is screened again.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.judging import follow_status
from contest.enums import ApplicationStatus as Status
from contest.enums import EntryKind
from contest.errors import ReasonMissing, TransitionRefused
from contest.models import Application, HistoryEntry


class Actor(Enum):
    """On whose side a change is made."""

    APPLICANT = "applicant"
    SECRETARIAT = "secretariat"
    JURY = "jury"
    # The secretariat undoing an exclusion: no ordinary decision leads back from it.
    REVISION = "revision"


@dataclass(frozen=True)
class Transition:
    """A change that may be made. `told_at_once` is False for decisions that wait to be made known together."""

    actor: Actor
    told_at_once: bool = True
    needs_reason: bool = False


_BY_APPLICANT = Transition(Actor.APPLICANT)
_DECISION = Transition(Actor.SECRETARIAT, told_at_once=False)
_REASONED_DECISION = Transition(Actor.SECRETARIAT, told_at_once=False, needs_reason=True)
_RETURN = Transition(Actor.SECRETARIAT, needs_reason=True)
_EXCLUSION = Transition(Actor.SECRETARIAT, needs_reason=True)
_RESULT = Transition(Actor.JURY, told_at_once=False)
# A ranking that is declared again, say because a winner was excluded.
_CORRECTION = Transition(Actor.JURY, told_at_once=False, needs_reason=True)
_RESTORATION = Transition(Actor.REVISION, told_at_once=False, needs_reason=True)

TRANSITIONS: dict[Status, dict[Status, Transition]] = {
    Status.DRAFT: {Status.SUBMITTED: _BY_APPLICANT},
    Status.SUBMITTED: {
        # Submitted anew until the deadline.
        Status.SUBMITTED: _BY_APPLICANT,
        Status.ELIGIBLE: _DECISION,
        Status.INELIGIBLE: _REASONED_DECISION,
        Status.RETURNED: _RETURN,
        Status.WITHDRAWN: _BY_APPLICANT,
        Status.DISQUALIFIED: _EXCLUSION,
    },
    Status.RETURNED: {
        Status.SUBMITTED: _BY_APPLICANT,
        Status.ELIGIBLE: _REASONED_DECISION,
        Status.INELIGIBLE: _REASONED_DECISION,
        Status.WITHDRAWN: _BY_APPLICANT,
        Status.DISQUALIFIED: _EXCLUSION,
    },
    Status.ELIGIBLE: {
        Status.SUBMITTED: _REASONED_DECISION,
        Status.INELIGIBLE: _REASONED_DECISION,
        Status.RETURNED: _RETURN,
        Status.SHORTLISTED: _RESULT,
        Status.WINNER: _RESULT,
        Status.SPECIAL_AWARD: _RESULT,
        Status.NOT_AWARDED: _RESULT,
        Status.WITHDRAWN: _BY_APPLICANT,
        Status.DISQUALIFIED: _EXCLUSION,
    },
    Status.INELIGIBLE: {
        # An objection was right.
        Status.SUBMITTED: _REASONED_DECISION,
        Status.ELIGIBLE: _REASONED_DECISION,
        Status.RETURNED: _RETURN,
        # A refusal that nobody was told of must not show in what the applicant may do.
        Status.WITHDRAWN: _BY_APPLICANT,
    },
    Status.SHORTLISTED: {
        Status.ELIGIBLE: _CORRECTION,
        Status.WINNER: _RESULT,
        Status.SPECIAL_AWARD: _RESULT,
        Status.NOT_AWARDED: _RESULT,
        Status.WITHDRAWN: _BY_APPLICANT,
        Status.DISQUALIFIED: _EXCLUSION,
    },
    Status.WINNER: {
        Status.SPECIAL_AWARD: _CORRECTION,
        Status.NOT_AWARDED: _CORRECTION,
        Status.DISQUALIFIED: _EXCLUSION,
    },
    Status.SPECIAL_AWARD: {
        Status.WINNER: _CORRECTION,
        Status.NOT_AWARDED: _CORRECTION,
        Status.DISQUALIFIED: _EXCLUSION,
    },
    Status.NOT_AWARDED: {
        Status.WINNER: _CORRECTION,
        Status.SPECIAL_AWARD: _CORRECTION,
        Status.DISQUALIFIED: _EXCLUSION,
    },
    Status.WITHDRAWN: {},
    # Only back to what it was before, see `restore_status`.
    Status.DISQUALIFIED: {
        Status.SUBMITTED: _RESTORATION,
        Status.RETURNED: _RESTORATION,
        Status.ELIGIBLE: _RESTORATION,
        Status.SHORTLISTED: _RESTORATION,
        Status.WINNER: _RESTORATION,
        Status.SPECIAL_AWARD: _RESTORATION,
        Status.NOT_AWARDED: _RESTORATION,
    },
}


def transition(source: str, target: str) -> Transition | None:
    """Return the rule of the change, or None if there is no such change."""
    return TRANSITIONS[Status(source)].get(Status(target))


def targets(source: str, *, actor: Actor) -> list[Status]:
    """Return what the actor may make of an application with the status, in the order of the table."""
    return [target for target, rule in TRANSITIONS[Status(source)].items() if rule.actor == actor]


@transaction.atomic
def change_status(
    application: Application, *, to: str, actor: Actor, by: User | None, at: datetime, reason: str = "",
    expected: str | None = None, data: dict[str, Any] | None = None,
) -> Application:  # fmt: skip
    """Change the status and return the application as it is then; `application` itself stays as it was read.

    `expected` is the status that the person saw: another one by now raises TransitionRefused, as a change does that the
    table doesn't know or that is not the actor's. Raises ReasonMissing where a reason is due and none is given.
    """
    locked = locked_application(application)
    known = locked.released_status if actor == Actor.APPLICANT else locked.status
    rule = transition(known, to)
    if expected is not None and locked.status != expected:
        raise TransitionRefused(
            _("“%(application)s” has become “%(status)s” meanwhile. Look at it again.")
            % {"application": locked, "status": locked.get_status_display()}
        )
    if rule is None or rule.actor != actor:
        raise TransitionRefused(
            _("“%(application)s” is “%(status)s” and cannot become “%(target)s”.")
            % {"application": locked, "status": Status(known).label, "target": Status(to).label}
        )
    if rule.needs_reason and not reason.strip():
        raise ReasonMissing(_("Give a reason: it stays on record."))
    source, locked.status = locked.status, Status(to)
    if rule.told_at_once:
        _end_waiting(locked, at=at)
        # The applicant sees when the application changed last, so what they are not told doesn't count.
        locked.released_status, locked.changed_at = locked.status, at
    locked.save(update_fields=["status", "released_status", "changed_at"])
    record(
        locked, EntryKind.STATUS, by=by, at=at, reason=reason, data={"from": source, "to": str(to), **(data or {})},
        for_applicant=rule.told_at_once,
    )  # fmt: skip
    follow_status(locked, before=source, at=at, reason=reason)
    return locked


def status_before_exclusion(application: Application) -> tuple[Status, Status] | None:
    """Return the status that an excluded application had, and the one its people knew; None if it is not excluded."""
    if application.status != Status.DISQUALIFIED:
        return None
    entries = application.history.filter(kind__in=(EntryKind.STATUS, EntryKind.RELEASED)).order_by("at", "pk")
    told = [entry for entry in entries if entry.data.get("to") in Status.values]
    last = max((at for at, entry in enumerate(told) if entry.data["to"] == Status.DISQUALIFIED), default=None)
    if last is None:
        return None
    before = Status(told[last].data["from"])
    known = [entry.data["to"] for entry in told[:last] if entry.for_applicant]
    return before, Status(known[-1]) if known else before


@transaction.atomic
def restore_status(
    application: Application, *, by: User, at: datetime, reason: str, expected: str
) -> Application:
    """Undo an exclusion: the status is what it was, and so is what the applicant knows of it, who is told at once.

    Raises TransitionRefused if there is none to undo, ReasonMissing without a reason.
    """
    former = status_before_exclusion(locked_application(application))
    if former is None:
        raise TransitionRefused(_("“%(application)s” is not excluded.") % {"application": application})
    before, known = former
    locked = change_status(
        application, to=before, actor=Actor.REVISION, by=by, at=at, reason=reason, expected=expected
    )
    locked.released_status, locked.changed_at = known, at
    locked.save(update_fields=["released_status", "changed_at"])
    record(
        locked,
        EntryKind.RELEASED,
        by=by,
        at=at,
        reason=reason,
        data={"from": Status.DISQUALIFIED, "to": known},
    )
    return locked


@transaction.atomic
def release_status(application: Application, *, by: User | None, at: datetime) -> bool:
    """Tell the applicant the status that holds; returns whether there was anything to tell."""
    locked = locked_application(application)
    if locked.released_status == locked.status:
        return False
    _end_waiting(locked, at=at)
    before, locked.released_status = locked.released_status, locked.status
    locked.save(update_fields=["released_status"])
    record(locked, EntryKind.RELEASED, by=by, at=at, data={"from": before, "to": locked.status})
    return True


def locked_application(application: Application) -> Application:
    """Return the application as it is now, under its row's lock; others may still add rows that name it.

    Whoever also needs the lock of the judging's rules takes this one first.
    """
    return Application.objects.select_for_update(no_key=True).get(pk=application.pk)


def _end_waiting(application: Application, *, at: datetime) -> None:
    """Whatever the applicant is told next ends what was asked of them; until then they may answer."""
    if application.released_status == Status.RETURNED:
        application.clarifications.filter(answered_at__isnull=True).update(answered_at=at)


def record(
    application: Application, kind: EntryKind, *, by: User | None, at: datetime, data: dict[str, Any] | None = None,
    reason: str = "", for_applicant: bool = True,
) -> HistoryEntry:  # fmt: skip
    """Write an entry into the application's history; the name is kept beside the account."""
    return HistoryEntry.objects.create(
        application=application, kind=kind, by=by, by_name=str(by) if by else "", at=at, data=data or {}, reason=reason,
        for_applicant=for_applicant,
    )  # fmt: skip
