"""Motions of the jury: what a juror proposes to decide about an application, the votes, and what was carried.

A motion that the panel carries stands above the ranking. One that differs from it needs a reason, of which the protocol
holds the hash. Whoever has a conflict of interest with the application neither moves nor votes.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.jury_decisions import decisions_of
from contest.domain.protocol import hash_of_words, record_event
from contest.domain.ranking import CallRanking, rank_call
from contest.domain.voting import Electorate
from contest.enums import ConflictState, EventKind, MotionOutcome, MotionState, VoteChoice
from contest.errors import MotionRefused
from contest.models import Application, Call, JudgingPolicy, Juror, Motion, Vote
from contest.querysets.assignments import JUDGED_STATUSES
from stories.models import Category


@transaction.atomic
def propose_motion(
    application: Application, outcome: MotionOutcome, *, by: Juror, at: datetime, award: Category | None = None,
    reason: str = "",
) -> Motion:  # fmt: skip
    """Put a motion to the vote. Raises MotionRefused with the reason why it cannot be."""
    require_deliberation(application.call)
    _require_seat(by, application, award)
    _require_judged(application)
    if outcome == MotionOutcome.NOT_GIVEN or (outcome == MotionOutcome.SPECIAL_AWARD) != (award is not None):
        raise MotionRefused(_("A motion for a special award names the award, and only such a motion does."))
    return _put(
        Motion(call=application.call, application=application, outcome=outcome, award=award),
        by=by, at=at, reason=reason,
    )  # fmt: skip


@transaction.atomic
def propose_withholding(award: Category, *, by: Juror, at: datetime, reason: str = "") -> Motion:
    """Put to the vote that nobody gets the special award. The whole jury votes: to leave out who has a conflict with
    whoever leads would tell them who does. Raises MotionRefused.
    """
    require_deliberation(by.call)
    if not by.is_active or not by.call.special_awards.filter(award=award).exists():
        raise MotionRefused(_("You cannot move this."))
    motion = Motion(call=by.call, outcome=MotionOutcome.NOT_GIVEN, award=award)
    return _put(motion, by=by, at=at, reason=reason)


@transaction.atomic
def cast_vote(motion: Motion, choice: VoteChoice, *, by: Juror, at: datetime) -> Vote:
    """Vote, or vote otherwise while the motion is open. Raises MotionRefused for whoever may not, or once it is closed."""
    locked = _locked(motion)
    if by not in Electorate(locked.call).voters_on(locked.application, locked.award):
        raise MotionRefused(_("You have no vote on this motion."))
    vote, _created = Vote.objects.update_or_create(
        motion=locked, juror=by, defaults={"choice": choice, "at": at}
    )
    return vote


@transaction.atomic
def close_motion(motion: Motion, *, by: User, at: datetime) -> Motion:
    """Count the votes: the motion is carried, which goes into the protocol, or rejected.

    Raises MotionRefused while too few have voted, or if it differs from the ranking by now and gives no reason.
    """
    require_deliberation(motion.call)
    locked = _locked(motion)
    application, award = locked.application, locked.award
    tally = Electorate(locked.call).tally_of(locked)
    if not tally.has_quorum:
        raise MotionRefused(
            _("%(cast)s of %(voters)s have voted; at least %(needed)s must.")
            % {"cast": tally.cast, "voters": tally.voters, "needed": tally.needed}
        )
    locked.closed_at, locked.closed_by = at, by
    locked.state = MotionState.CARRIED if tally.is_carried else MotionState.REJECTED
    if tally.is_carried:
        if application is not None:
            _require_judged(application)
        _require_not_given(locked.call, award)
        locked.differs = differs(rank_call(locked.call), application, MotionOutcome(locked.outcome), award)
        if locked.differs and not locked.reason:
            raise MotionRefused(
                _(
                    "The motion differs from the ranking by now and gives no reason: withdraw it and move anew."
                )
            )
        record_event(locked.call, EventKind.DECIDED, _told(locked, votes=tally.as_json()), at=at)
    locked.save(update_fields=["state", "differs", "closed_at", "closed_by"])
    return locked


@transaction.atomic
def withdraw_motion(motion: Motion, *, by: User, at: datetime) -> Motion:
    """Take an open motion off the table without a decision."""
    locked = _locked(motion)
    locked.state, locked.closed_at, locked.closed_by = MotionState.WITHDRAWN, at, by
    locked.save(update_fields=["state", "closed_at", "closed_by"])
    return locked


def differs(
    ranking: CallRanking, application: Application | None, outcome: MotionOutcome, award: Category | None
) -> bool:
    """Whether the ranking says otherwise. Where it leaves the entry tied at the edge, no answer differs from it."""
    if application is None:
        return award is not None and ranking.award(award.slug).entry is not None
    entry = str(application.reference)
    if award is not None:
        first = ranking.award(award.slug)
        return entry not in first.undecided and first.entry != entry
    standing = ranking.category(application.category.slug if application.category else "")
    wins = outcome == MotionOutcome.WINNER
    return entry not in standing.undecided and (entry in standing.winners) != wins


def require_deliberation(call: Call) -> JudgingPolicy:
    """Return the rules' row under its lock. Raises MotionRefused before judging was closed."""
    row = JudgingPolicy.objects.select_for_update().filter(call=call, closed_at__isnull=False).first()
    if row is None:
        raise MotionRefused(_("The jury decides once judging is closed."))
    return row


def _put(motion: Motion, *, by: Juror, at: datetime, reason: str) -> Motion:
    """Keep the motion unless the award is given, the same is open already, or a reason is missing."""
    _require_not_given(motion.call, motion.award)
    same = Motion.objects.of_call(motion.call).open()
    if same.filter(application=motion.application, outcome=motion.outcome, award=motion.award).exists():
        raise MotionRefused(_("This has been moved already and is open for votes."))
    outcome = MotionOutcome(motion.outcome)
    motion.differs = differs(rank_call(motion.call), motion.application, outcome, motion.award)
    motion.reason = reason.strip()
    if motion.differs and not motion.reason:
        raise MotionRefused(_("The motion differs from the ranking: give the reason, which stays on record."))
    motion.proposed_by, motion.proposed_by_name, motion.proposed_at = by, by.name, at
    motion.save()
    return motion


def _locked(motion: Motion) -> Motion:
    locked = (
        Motion.objects.select_for_update(of=("self",))
        .select_related("call__edition", "application__call", "application__category", "award")
        .get(pk=motion.pk)
    )
    if locked.state != MotionState.OPEN:
        raise MotionRefused(_("The motion is closed already."))
    return locked


def _require_seat(juror: Juror, application: Application, award: Category | None) -> None:
    """Only active jurors of the panel move, and the chair; nobody with a conflict of interest."""
    conflicts = application.conflicts.filter(juror=juror).exclude(state=ConflictState.LIFTED)
    on_panel = award is not None or application.category_id in juror.panels.values_list("pk", flat=True)
    same = juror.is_active and juror.call_id == application.call_id
    if not same or conflicts.exists() or not (on_panel or juror.is_chair):
        raise MotionRefused(_("You cannot move this."))


def _require_judged(application: Application) -> None:
    if not Application.objects.filter(id=application.id, status__in=JUDGED_STATUSES).exists():
        raise MotionRefused(_("The application is judged no longer."))


def _require_not_given(call: Call, award: Category | None) -> None:
    """An award that the jury has given stays given while its entry is judged; one given to nobody may still be given."""
    given = decisions_of(call).given.get(award.slug) if award is not None else None
    judged = Application.objects.of_call(call).filter(reference=given, status__in=JUDGED_STATUSES)
    if given is not None and judged.exists():
        raise MotionRefused(_("The jury has given this award already."))


def _told(motion: Motion, *, votes: dict[str, int]) -> dict[str, Any]:
    entry, category = motion.application, motion.application.category if motion.application else None
    where = {"award": motion.award.slug} if motion.award else {"category": category.slug if category else ""}
    about = {"entry": entry.reference} if entry else {}
    reason = {"reason_sha256": hash_of_words(motion.reason)} if motion.reason else {}
    return {
        **about, "outcome": str(motion.outcome), "differs": motion.differs, "votes": votes, **where, **reason,
    }  # fmt: skip
