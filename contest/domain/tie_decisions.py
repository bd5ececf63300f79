"""The chair's decisions on ties that nothing else in the rules could part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.motions import require_deliberation
from contest.domain.protocol import hash_of_words, record_event
from contest.domain.ranking import CallRanking, rank_call
from contest.domain.scoring_policy import TieBreak
from contest.enums import ConflictState, EventKind
from contest.errors import MotionRefused, ReasonMissing
from contest.models import Call, ConflictOfInterest, Juror, TieDecision
from stories.models import Category


@dataclass(frozen=True)
class OpenTie:
    """Entries of a category that share a place; `at_edge` says that it is the last winning one."""

    category: str
    place: int
    entries: tuple[str, ...]
    at_edge: bool


def open_ties(ranking: CallRanking) -> list[OpenTie]:
    """Return the ties that nothing has parted, those at the edge of winning first within their category."""
    found = []
    for each in ranking.categories:
        ties = [tie for tie in each.ties if tie.broken_by is None]
        rows = [
            OpenTie(each.category, tie.place, tie.entries, set(each.undecided) == set(tie.entries))
            for tie in ties
        ]
        found += sorted(rows, key=lambda tie: (not tie.at_edge, tie.place))
    return found


def chair_of(call: Call) -> Juror | None:
    """Return who chairs the jury now."""
    return Juror.objects.of_call(call).active().filter(is_chair=True).first()


@transaction.atomic
def decide_tie(
    call: Call, category: Category, entries: Sequence[str], *, minutes: str, by: User, at: datetime
) -> TieDecision:
    """Put the tied entries into the chair's order, the best first.

    Raises MotionRefused if there is no such tie, the rules leave nothing to the chair, or the chair has a conflict of
    interest; ReasonMissing without minutes.
    """
    require_deliberation(call)
    if not minutes.strip():
        raise ReasonMissing(_("Write the minutes: why the chair put them into this order."))
    ranking, chair = rank_call(call), chair_of(call)
    if TieBreak.DECISION not in ranking.policy.tie_breaks:
        raise MotionRefused(_("The rules leave no tie to the chair: the jury decides by a motion."))
    ties = [set(tie.entries) for tie in open_ties(ranking) if tie.category == category.slug]
    if set(entries) not in ties or len(set(entries)) != len(entries):
        raise MotionRefused(_("These applications are not tied, or not any more. Look at the ranking again."))
    if chair is None:
        raise MotionRefused(_("The jury has no chair: name one first."))
    conflicts = ConflictOfInterest.objects.filter(juror=chair, application__reference__in=entries)
    if conflicts.exclude(state=ConflictState.LIFTED).filter(application__call=call).exists():
        raise MotionRefused(_("The chair has a conflict of interest with one of them: name another chair."))
    row = TieDecision.objects.create(
        call=call, category=category, entries=list(entries), minutes=minutes.strip(), decided_at=at, decided_by=by,
        decided_by_name=chair.name,
    )  # fmt: skip
    told = {"category": category.slug, "entries": list(entries), "minutes_sha256": hash_of_words(minutes)}
    record_event(call, EventKind.TIE_DECIDED, told, at=at)
    return row
