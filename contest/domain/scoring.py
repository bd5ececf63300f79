"""The ranking of a category: places, scores with their errors, ties and what broke them, winners.

Points of one evaluation are 100 × Σ w (s − low) / (high − low) / Σ w. An incomplete evaluation counts nowhere, never as
zero. Scores are aggregates of points, or of points without the juror's severity where the policy wants that. Figures are
compared as whole millionths of a point (`count_of`), so no order hangs on the last bit of a float.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from contest.domain.placing import Decision, Placing, Scores, Tie, place, scores_of, ties_of
from contest.domain.score_table import Evaluation, Floats, ScoreTable, count_of, counts_of, score_table
from contest.domain.scoring_policy import CategoryPolicy, ScoringPolicy
from contest.domain.severity import Component, Severity


@dataclass(frozen=True, slots=True)
class Standing:
    """How one entry came out, in points. What cannot be said is None.

    `count` is the score that ranks, in whole millionths of a point. `lowest`, `highest` and `deviation` (n − 1) tell the
    spread of raw points. `standard_error` is of the score that ranks. `criteria` are counts of the criteria's means.
    `place` is missing without the quorum, and every figure is without an evaluation.
    """

    entry: str
    place: int | None
    evaluations: int
    count: int | None = None
    raw: float | None = None
    adjusted: float | None = None
    standard_error: float | None = None
    lowest: float | None = None
    highest: float | None = None
    deviation: float | None = None
    criteria: Mapping[str, int] = field(default_factory=dict)

    @property
    def raw_count(self) -> int | None:
        """The raw score in whole millionths of a point."""
        return None if self.raw is None else count_of(self.raw)


@dataclass(frozen=True)
class CategoryRanking:
    """A category ranked. `standings` are those with a place, best first; where places are equal, by entry.

    `undecided` are tied at the last winning place: none of them wins until the chair decides. `adjusted` says whether
    severities were taken out; when the policy wants it and there is more than one component, it could not be done.
    """

    category: str
    standings: tuple[Standing, ...]
    without_quorum: tuple[Standing, ...]
    ties: tuple[Tie, ...]
    winners: tuple[str, ...]
    undecided: tuple[str, ...]
    adjusted: bool
    components: tuple[Component, ...]
    severities: tuple[Severity, ...]
    # What it was made of, for its stability and agreement.
    scores: Scores = field(compare=False, repr=False)


def rank_category(
    policy: ScoringPolicy,
    category: str,
    entries: Iterable[str],
    evaluations: Iterable[Evaluation],
    decisions: Sequence[Decision] = (),
) -> CategoryRanking:
    """Return the ranking of the category's entries, from each juror's last evaluation of each.

    `decisions` are the chair's about ties, in the order in which they were made. KeyError if the policy does not know
    the category; ScoresRefused if scores cannot be reckoned with.
    """
    terms, admitted = policy.category(category), sorted(set(entries))
    table = score_table(terms, admitted, evaluations)
    scores = scores_of(policy, table)
    placing = place(policy, scores, np.flatnonzero(table.evaluations >= policy.quorum), decisions)
    standings = _standings(scores, placing)
    placed = tuple(standing for standing in standings if standing.place is not None)
    others = {standing.entry: standing for standing in standings if standing.place is None}
    known = set(table.entries)
    others |= {entry: Standing(entry, None, 0) for entry in admitted if entry not in known}
    winners, undecided = winners_of(terms, placed)
    return CategoryRanking(
        category=category,
        standings=placed,
        without_quorum=tuple(others[entry] for entry in sorted(others)),
        ties=ties_of(placing, table),
        winners=winners,
        undecided=undecided,
        adjusted=scores.adjusted is not None,
        components=scores.fit.components() if scores.fit else (),
        severities=scores.fit.severities() if scores.fit else (),
        scores=scores,
    )


def winners_of(
    category: CategoryPolicy, standings: Sequence[Standing]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who wins and who is tied across the last winning place. Nobody under the minimum is either."""
    least = None if category.minimum is None else count_of(float(category.minimum))
    sharing: dict[int, list[str]] = {}
    for standing in standings:
        if standing.place is None or standing.place > category.winners:
            continue
        if least is None or (standing.count is not None and standing.count >= least):
            sharing.setdefault(standing.place, []).append(standing.entry)
    winners: list[str] = []
    for at, names in sorted(sharing.items()):
        if at + len(names) - 1 > category.winners:
            return tuple(winners), tuple(names)
        winners += names
    return tuple(winners), ()


def _standings(scores: Scores, placing: Placing) -> list[Standing]:
    """Return the standings of the table's entries: those with a place in its order, then the others."""
    table = scores.table
    places: list[int | None] = [None] * len(table.entries)
    for entry, at in zip(placing.entries.tolist(), placing.places.tolist(), strict=True):
        places[entry] = at
    columns = zip(
        table.entries, places, table.evaluations.tolist(),
        counts_of(scores.ranking).tolist(),
        scores.raw.tolist(), _listed(scores.adjusted, table), _listed(_standard_errors(scores), table),
        *(_listed(figures, table) for figures in _spread(table)),
        _criterion_counts(table), strict=True,
    )  # fmt: skip
    made = [Standing(*row) for row in columns]
    rest = [standing for standing in made if standing.place is None]
    return [made[entry] for entry in placing.entries.tolist()] + rest


def _criterion_counts(table: ScoreTable) -> list[dict[str, int]]:
    """Return, for each entry, the counts of its criteria's means by their codes."""
    return [dict(zip(table.criteria, row, strict=True)) for row in counts_of(table.criterion_means).tolist()]


def _standard_errors(scores: Scores) -> Floats | None:
    """Return the error of each score: the model's where severities were taken out, else sd / √n; NaN where missing."""
    if scores.adjusted is not None and scores.fit is not None:
        return scores.fit.entry_errors
    return _spread(scores.table)[2] / np.sqrt(scores.table.evaluations)


def _spread(table: ScoreTable) -> tuple[Floats, Floats, Floats]:
    """Return lowest and highest points of each entry and their standard deviation (n − 1); NaN for one evaluation."""
    lowest, highest, deviation = (np.full(len(table.entries), np.nan) for _ in range(3))
    for block in table.blocks:
        points = table.points[block.rows]
        lowest[block.entries], highest[block.entries] = points.min(axis=-1), points.max(axis=-1)
        if points.shape[1] > 1:
            deviation[block.entries] = points.std(axis=-1, ddof=1)
    return lowest, highest, deviation


def _listed(figures: Floats | None, table: ScoreTable) -> list[float | None]:
    """Return the figures with None for what is missing."""
    if figures is None:
        return [None] * len(table.entries)
    return [None if np.isnan(figure) else figure for figure in figures.tolist()]
