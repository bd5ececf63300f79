"""The jury of a rehearsal decides: ties at the edge by its chair, one departure from the ranking by a motion."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from contest.domain.jury_decisions import decisions_of, result_of
from contest.domain.motions import cast_vote, close_motion, propose_motion
from contest.domain.ranking import CallRanking, rank_call
from contest.domain.tie_decisions import chair_of, decide_tie, open_ties
from contest.domain.voting import Electorate
from contest.enums import MotionOutcome, VoteChoice
from contest.models import Application, Call, Juror
from stories.models import Category

MINUTES = "Голова порівняла обидві заявки ще раз і віддала перевагу тій, що почалася раніше."
REASON = "Журі вважає, що цю справу легше повторити, ніж сусідню за рейтингом."


def deliberate(call: Call, *, by: User, at: datetime) -> None:
    """Decide every tie that a winning place or an award hangs on, and let one more entry win than the ranking says."""
    while edge := [tie for tie in open_ties(rank_call(call)) if tie.at_edge]:
        category = Category.objects.get(slug=edge[0].category)
        decide_tie(call, category, sorted(edge[0].entries), minutes=MINUTES, by=by, at=at)
    for award, entries in result_of(rank_call(call), decisions_of(call)).undecided_awards.items():
        if entries:
            _move(call, entries[0], award=Category.objects.get(slug=award), by=by, at=at)
    if first_loser := _first_without(rank_call(call)):
        _move(call, first_loser, by=by, at=at)


def _first_without(ranking: CallRanking) -> str | None:
    """Return the best entry of the first category that the ranking lets go empty."""
    rows: Sequence[str] = [row.entry for row in ranking.categories[0].standings]
    return next((entry for entry in rows if entry not in ranking.categories[0].winners), None)


def _move(call: Call, entry: str, *, award: Category | None = None, by: User, at: datetime) -> None:
    """Let a juror without conflict move it, everybody vote for it but one, and the secretariat count."""
    application = Application.objects.get(call=call, reference=entry)
    voters: list[Juror] = Electorate(call).voters_on(application, award)
    chair = chair_of(call)
    mover = chair if chair in voters else voters[0]
    outcome = MotionOutcome.SPECIAL_AWARD if award else MotionOutcome.WINNER
    motion = propose_motion(application, outcome, by=mover, at=at, award=award, reason=REASON)
    for voter in voters:
        choice = VoteChoice.AGAINST if voter == voters[-1] and len(voters) > 1 else VoteChoice.FOR
        cast_vote(motion, choice, by=voter, at=at)
    close_motion(motion, by=by, at=at)
