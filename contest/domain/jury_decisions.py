"""What the ranking and the jury's carried motions come to together: who wins, who gets which special award."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from contest.domain.awarding import declaration
from contest.domain.ranking import CallRanking
from contest.enums import MotionOutcome
from contest.models import Call, Motion


@dataclass(frozen=True)
class Decisions:
    """What carried motions say, the later over the earlier: {category: {entry: whether it wins}}, {award: entry}.

    None stands where nobody is to get the award.
    """

    winners: dict[str, dict[str, bool]] = field(default_factory=lambda: defaultdict(dict))
    given: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """Who wins in each category, who gets each award, and what nobody has decided yet, by category and by award."""

    winners: dict[str, tuple[str, ...]]
    awards: dict[str, str | None]
    undecided: dict[str, tuple[str, ...]]
    undecided_awards: dict[str, tuple[str, ...]]


def decisions_of(call: Call) -> Decisions:
    """Return what the jury has decided by motions, at one query."""
    decisions = Decisions()
    rows = Motion.objects.of_call(call).carried()
    for entry, category, outcome, award in rows.values_list(
        "application__reference", "application__category__slug", "outcome", "award__slug"
    ):
        if award is not None:
            decisions.given[award] = None if outcome == MotionOutcome.NOT_GIVEN else str(entry)
        else:
            decisions.winners[category][str(entry)] = outcome == MotionOutcome.WINNER
    return decisions


def result_of(ranking: CallRanking, decisions: Decisions) -> Result:
    """Return the ranking's winners and awards with the jury's decisions applied; who is judged no longer gets nothing."""
    winners, undecided = {}, {}
    for each in ranking.categories:
        judged = {row.entry for row in (*each.standings, *each.without_quorum)}
        decided = decisions.winners.get(each.category, {})
        kept = [entry for entry in each.winners if decided.get(entry, True)]
        added = [entry for entry, wins in decided.items() if wins and entry in judged and entry not in kept]
        winners[each.category] = (*kept, *added)
        undecided[each.category] = tuple(entry for entry in each.undecided if entry not in decided)
    judged = {row.entry for each in ranking.categories for row in (*each.standings, *each.without_quorum)}
    given = {award: entry for award, entry in decisions.given.items() if entry is None or entry in judged}
    return Result(
        winners=winners,
        awards={each.award: given.get(each.award, each.entry) for each in ranking.awards},
        undecided=undecided,
        undecided_awards={
            each.award: () if each.award in given else each.undecided for each in ranking.awards
        },
    )


def declared_result(ranking: CallRanking, result: Result) -> dict[str, Any]:
    """Return what the protocol declares: the ranking as it is, and who wins after the jury's decisions."""
    return {
        **declaration(ranking.categories, ranking.awards),
        "winners": {category: list(entries) for category, entries in result.winners.items()},
        "special_awards": dict(result.awards),
    }
