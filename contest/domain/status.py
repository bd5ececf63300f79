"""The only place where an application's status changes.

TRANSITIONS says what may follow what, who may do it, and whether the applicant is told at once. A change is made under a
lock of the application's row, looked at again under that lock, and written into its history.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.enums import ApplicationStatus as Status
from contest.enums import EntryKind
from contest.errors import ReasonMissing, TransitionRefused
from contest.models import Application, HistoryEntry


class Actor(Enum):
    """On whose side a change is made."""

    APPLICANT = "applicant"
    SECRETARIAT = "secretariat"
    JURY = "jury"


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
        Status.WINNER: _RESULT,
        Status.SPECIAL_AWARD: _RESULT,
        Status.NOT_AWARDED: _RESULT,
        Status.WITHDRAWN: _BY_APPLICANT,
        Status.DISQUALIFIED: _EXCLUSION,
    },
    Status.WINNER: {Status.DISQUALIFIED: _EXCLUSION},
    Status.SPECIAL_AWARD: {Status.DISQUALIFIED: _EXCLUSION},
    Status.NOT_AWARDED: {Status.DISQUALIFIED: _EXCLUSION},
    Status.WITHDRAWN: {},
    Status.DISQUALIFIED: {},
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
    locked = Application.objects.select_for_update().get(pk=application.pk)
    rule = transition(locked.status, to)
    if expected is not None and locked.status != expected:
        raise TransitionRefused(
            _("“%(application)s” has become “%(status)s” meanwhile. Look at it again.")
            % {"application": locked, "status": locked.get_status_display()}
        )
    if rule is None or rule.actor != actor:
        # An applicant is told no decision before it is made known, not even by a refusal.
        known = locked.released_status if actor == Actor.APPLICANT else locked.status
        raise TransitionRefused(
            _("“%(application)s” is “%(status)s” and cannot become “%(target)s”.")
            % {"application": locked, "status": Status(known).label, "target": Status(to).label}
        )
    if rule.needs_reason and not reason.strip():
        raise ReasonMissing(_("Give a reason: it stays on record."))
    source, locked.status, locked.changed_at = locked.status, Status(to), at
    if rule.told_at_once:
        locked.released_status = locked.status
    locked.save(update_fields=["status", "released_status", "changed_at"])
    record(
        locked, EntryKind.STATUS, by=by, at=at, reason=reason, data={"from": source, "to": str(to), **(data or {})},
        for_applicant=rule.told_at_once,
    )  # fmt: skip
    return locked


@transaction.atomic
def release_status(application: Application, *, by: User | None, at: datetime) -> bool:
    """Tell the applicant the status that holds; returns whether there was anything to tell."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.released_status == locked.status:
        return False
    before, locked.released_status = locked.released_status, locked.status
    locked.save(update_fields=["released_status"])
    record(locked, EntryKind.RELEASED, by=by, at=at, data={"from": before, "to": locked.status})
    return True


def record(
    application: Application, kind: EntryKind, *, by: User | None, at: datetime, data: dict[str, Any] | None = None,
    reason: str = "", for_applicant: bool = True,
) -> HistoryEntry:  # fmt: skip
    """Write an entry into the application's history; the name is kept beside the account."""
    return HistoryEntry.objects.create(
        application=application, kind=kind, by=by, by_name=str(by) if by else "", at=at, data=data or {}, reason=reason,
        for_applicant=for_applicant,
    )  # fmt: skip
