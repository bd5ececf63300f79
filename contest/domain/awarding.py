"""What follows from the rankings of all categories: special awards, and the ranking as it is declared to everyone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contest.domain.score_table import MILLION, count_of
from contest.domain.scoring import CategoryRanking, Standing
from contest.domain.scoring_policy import AwardPolicy

# Millionths in the hundredth that people are shown.
_HUNDREDTH = 10_000


@dataclass(frozen=True)
class AwardResult:
    """Who comes first for a special award: one entry, or several between whom the rule cannot decide, or none."""

    award: str
    entry: str | None
    undecided: tuple[str, ...]


def award(terms: AwardPolicy, rankings: Sequence[CategoryRanking]) -> AwardResult:
    """Return the best entry of all categories by the award's rule: the score, or one criterion's mean and then the score.

    Only entries with a place compete, and those whose figure is not under the minimum; where the rule is a criterion,
    only entries that are scored by it.
    """
    least = None if terms.minimum is None else count_of(float(terms.minimum))
    figures = {}
    for ranking in rankings:
        for standing in ranking.standings:
            figure = _figure(terms, standing)
            if figure is not None and (least is None or figure[0] >= least):
                figures[standing.entry] = figure
    best = max(figures.values(), default=None)
    first = tuple(sorted(entry for entry, figure in figures.items() if figure == best))
    return AwardResult(terms.code, *((first[0], ()) if len(first) == 1 else (None, first)))


def declaration(rankings: Sequence[CategoryRanking], awards: Sequence[AwardResult]) -> dict[str, Any]:
    """Return the ranking as JSON values without floats: scores are decimal strings with all that was compared."""
    return {
        "categories": {
            ranking.category: [_declared(standing) for standing in ranking.standings] for ranking in rankings
        },
        "without_quorum": {
            ranking.category: [standing.entry for standing in ranking.without_quorum] for ranking in rankings
        },
        "winners": {ranking.category: list(ranking.winners) for ranking in rankings},
        "special_awards": {result.award: result.entry for result in awards},
    }


def exactly(count: int) -> str:
    """Return a count of millionths as points with six decimals: "71.428571"."""
    whole, rest = divmod(abs(count), MILLION)
    return f"{'-' if count < 0 else ''}{whole}.{rest:06d}"


def in_hundredths(count: int) -> str:
    """Return a count of millionths as points with two decimals, rounded half up: "71.43"."""
    hundredths = (count + _HUNDREDTH // 2) // _HUNDREDTH
    whole, rest = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole}.{rest:02d}"


def _figure(terms: AwardPolicy, standing: Standing) -> tuple[int, int] | None:
    """Return what the entry is compared by, or None if the rule says nothing of it."""
    score = standing.count
    by_rule = score if terms.criterion is None else standing.criteria.get(terms.criterion)
    return None if score is None or by_rule is None else (by_rule, score)


def _declared(standing: Standing) -> Mapping[str, Any]:
    return {
        "entry": standing.entry,
        "place": standing.place,
        "score": None if standing.count is None else exactly(standing.count),
        "raw": None if standing.raw_count is None else exactly(standing.raw_count),
        "evaluations": standing.evaluations,
    }
