"""Conflicts of interest as people decide about them: declared by the juror, added, confirmed and lifted by the secretariat."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.conflict_finding import end_assignments
from contest.domain.conflict_telling import conflict_told, tell_conflict
from contest.domain.judging_terms import policy_row
from contest.domain.protocol import Told, hash_of_words, record_event
from contest.enums import AssignmentState, ConflictGround, ConflictState, EventKind
from contest.errors import JuryRefused, ReasonMissing
from contest.models import Application, Assignment, Call, ConflictOfInterest, JudgingPolicy, Juror


@transaction.atomic
def declare_conflict(assignment: Assignment, *, reason: str, at: datetime) -> ConflictOfInterest:
    """Let the juror stand back from an entry that they are assigned, for good unless the secretariat lifts it.

    What they scored of it stays in the tables and counts no longer. Raises ReasonMissing, and JuryRefused for an entry
    that is not theirs to read.
    """
    policy = _lock(assignment.juror.call)
    reason = _given(reason)
    row = Assignment.objects.readable_by(assignment.juror).filter(pk=assignment.pk).first()
    if row is None:
        raise JuryRefused(_("This application is not assigned to you any more."))
    conflict, _is_new = ConflictOfInterest.objects.update_or_create(
        juror=row.juror, application=row.application, ground=ConflictGround.DECLARED,
        defaults={
            "state": ConflictState.DECLARED, "reason": reason, "found_at": at, "decided_at": None, "decided_by": None,
            "decided_by_name": "", "decision_reason": "",
        },
    )  # fmt: skip
    if policy.closed_at is None:
        row.state, row.ended_at, row.reason = AssignmentState.RECUSED, at, reason
        row.save(update_fields=["state", "ended_at", "reason"])
        pair = {"juror": row.juror.code, "entry": row.application.reference}
        told = {**pair, "reason_sha256": hash_of_words(reason)}
        record_event(row.juror.call, EventKind.RECUSED, told, at=at)
    tell_conflict(conflict, [conflict_told(conflict, EventKind.CONFLICT_DECLARED, reason=reason)], at=at)
    return conflict


@transaction.atomic
def add_conflict(
    juror: Juror, application: Application, *, ground: ConflictGround, reason: str, by: User, at: datetime
) -> ConflictOfInterest:
    """Note a conflict that the secretariat knows of; it holds at once. Raises ReasonMissing and JuryRefused."""
    policy = _lock(juror.call)
    reason = _given(reason)
    if juror.call_id != application.call_id:
        raise JuryRefused(_("The juror and the application belong to different contests."))
    if not juror.is_active:
        raise JuryRefused(_("%(juror)s is not on the jury now.") % {"juror": juror})
    if ground == ConflictGround.DECLARED:
        raise JuryRefused(_("Only jurors themselves declare conflicts of interest. Choose another ground."))
    conflict, is_new = ConflictOfInterest.objects.get_or_create(
        juror=juror, application=application, ground=ground,
        defaults={"state": ConflictState.FOUND, "reason": reason, "found_at": at},
    )  # fmt: skip
    if not is_new and conflict.state != ConflictState.LIFTED:
        raise JuryRefused(_("This conflict of interest is on record already."))
    _decide(conflict, ConflictState.CONFIRMED, reason=reason, by=by, at=at)
    told = [conflict_told(conflict, EventKind.CONFLICT_FOUND)] if is_new else []
    told.append(conflict_told(conflict, EventKind.CONFLICT_CONFIRMED, reason=reason))
    return _enforce(policy, conflict, told, at=at)


@transaction.atomic
def confirm_conflict(
    conflict: ConflictOfInterest, *, by: User, at: datetime, reason: str = ""
) -> ConflictOfInterest:
    """Say that the conflict is one; a lifted one holds again, and then it takes a reason. Confirming twice is once."""
    policy = _lock(conflict.juror.call)
    row = _locked(conflict)
    if row.state == ConflictState.CONFIRMED:
        return row
    words = _given(reason) if row.state == ConflictState.LIFTED else reason.strip()
    _decide(row, ConflictState.CONFIRMED, reason=words, by=by, at=at)
    return _enforce(policy, row, [conflict_told(row, EventKind.CONFLICT_CONFIRMED, reason=words)], at=at)


@transaction.atomic
def lift_conflict(conflict: ConflictOfInterest, *, reason: str, by: User, at: datetime) -> ConflictOfInterest:
    """Say that the conflict is none: the juror may be assigned the application. Never by the juror themself.

    Raises ReasonMissing, and JuryRefused where it cannot be lifted. Lifting twice is once.
    """
    _lock(conflict.juror.call)
    row = _locked(conflict)
    reason = _given(reason)
    if row.juror.user_id == by.pk:
        raise JuryRefused(_("Nobody lifts a conflict of interest of their own. Ask a colleague."))
    works_on_it = row.application.memberships.filter(user=row.juror.user_id).exists()
    if row.ground == ConflictGround.MEMBER and works_on_it:
        raise JuryRefused(_("Whoever works on an application cannot judge it."))
    if row.state != ConflictState.LIFTED:
        _decide(row, ConflictState.LIFTED, reason=reason, by=by, at=at)
        tell_conflict(row, [conflict_told(row, EventKind.CONFLICT_LIFTED, reason=reason)], at=at)
    return row


def _lock(call: Call) -> JudgingPolicy:
    policy_row(call)
    policy = JudgingPolicy.objects.select_for_update().get(call=call)
    if policy.declared_at is not None:
        raise JuryRefused(_("The ranking is declared: conflicts of interest don't change any more."))
    return policy


def _locked(conflict: ConflictOfInterest) -> ConflictOfInterest:
    return ConflictOfInterest.objects.select_related("juror__call", "application").get(pk=conflict.pk)


def _given(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing(_("Give a reason: it stays on record."))
    return reason.strip()


def _decide(row: ConflictOfInterest, state: ConflictState, *, reason: str, by: User, at: datetime) -> None:
    row.state, row.decision_reason = state, reason
    row.decided_at, row.decided_by, row.decided_by_name = at, by, str(by)
    row.save()


def _enforce(
    policy: JudgingPolicy, conflict: ConflictOfInterest, told: list[Told], *, at: datetime
) -> ConflictOfInterest:
    """Tell what was decided, and take the entry from the juror if they still have it."""
    tell_conflict(conflict, told, at=at)
    end_assignments(policy, {(conflict.juror_id, conflict.application_id)}, at=at)
    return conflict
