"""Scores of a table's entries, and places made of scores: the arithmetic under a ranking and under its stability."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from contest.domain.score_table import Floats, ScoreTable, Whole, counts_of
from contest.domain.scoring_policy import Adjustment, ScoringPolicy, TieBreak, criterion_of
from contest.domain.severity import SeverityFit, fit_severity

# A decision of the chair: tied entries, the best first.
Decision = Sequence[str]


@dataclass(frozen=True, eq=False)
class Scores:
    """What entries of a table got, by entry, in points. `values` are the figures that rank, by row of the table.

    `adjusted` is missing when the policy wants no adjustment, or when jurors cannot be compared with each other.
    """

    table: ScoreTable
    raw: Floats
    adjusted: Floats | None
    fit: SeverityFit | None
    values: Floats

    @property
    def ranking(self) -> Floats:
        """The scores that make places."""
        return self.raw if self.adjusted is None else self.adjusted


@dataclass(frozen=True, eq=False)
class Placing:
    """Entries (positions in the table) by place, best first, with their places: 1, 2, 2, 4.

    `columns` hold, by entry in this order, what they were compared by, the bigger the better: first the count of the
    score, then what each tie-break of `rules` says.
    """

    entries: Whole
    places: Whole
    columns: tuple[Whole, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Tie:
    """Entries of one score, in their final order, the first of which stands at `place`.

    `broken_by` is the tie-break that parted them. Those whom it left together make a further tie, which a later one
    parted; None: nothing did, and they share the place.
    """

    place: int
    entries: tuple[str, ...]
    broken_by: str | None


def scores_of(policy: ScoringPolicy, table: ScoreTable) -> Scores:
    """Return the scores of every entry of the table, under the policy's aggregate and adjustment."""
    raw = table.aggregated(table.points, policy)
    if policy.adjustment == Adjustment.NONE:
        return Scores(table, raw, None, None, table.points)
    fit = fit_severity(table)
    if not fit.connected:
        return Scores(table, raw, None, fit, table.points)
    return Scores(table, raw, table.aggregated(fit.adjusted, policy), fit, fit.adjusted)


def place(
    policy: ScoringPolicy, scores: Scores, entries: Whole, decisions: Sequence[Decision] | None
) -> Placing:
    """Return the places of these entries of the table among themselves.

    Without `decisions` (None) the chain of tie-breaks goes without the chair's.
    """
    columns = [counts_of(scores.ranking[entries])]
    rules = []
    for rule in policy.tie_breaks:
        column = _column(rule, scores, entries, columns, decisions)
        if column is not None:
            columns.append(column)
            rules.append(rule)
    order = np.lexsort([-column for column in reversed(columns)])
    ordered = tuple(column[order] for column in columns)
    begins = _begins(ordered)
    places = np.flatnonzero(begins)[np.cumsum(begins) - 1] + 1
    return Placing(entries[order], places, ordered, tuple(rules))


def ties_of(placing: Placing, table: ScoreTable) -> tuple[Tie, ...]:
    """Return every tie of scores, the best place first, each followed by what was left of it."""
    names = [table.entries[at] for at in placing.entries.tolist()]
    columns = [column.tolist() for column in placing.columns]
    places = placing.places.tolist()

    def split(low: int, high: int, depth: int) -> Iterator[Tie]:
        """Tell the tie of the entries from `low` to before `high`, who are equal in all columns before `depth`."""
        if high - low == 1:
            return
        tied = tuple(names[low:high])
        for at in range(depth, len(columns)):
            parts = _parts(columns[at], low, high)
            if len(parts) > 1:
                yield Tie(places[low], tied, placing.rules[at - 1])
                for part in parts:
                    yield from split(*part, at + 1)
                return
        yield Tie(places[low], tied, None)

    return tuple(tie for part in _parts(columns[0], 0, len(names)) for tie in split(*part, 1))


def places_by_count(counts: Whole) -> Whole:
    """Return places along the last axis, the biggest count first; equal counts share a place."""
    order = np.argsort(-counts, axis=-1, kind="stable")
    ordered = np.take_along_axis(counts, order, axis=-1)
    new = np.ones(counts.shape, dtype=bool)
    new[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    in_order = np.maximum.accumulate(np.where(new, np.arange(1, counts.shape[-1] + 1), 0), axis=-1)
    places = np.empty_like(in_order)
    np.put_along_axis(places, order, in_order, axis=-1)
    return places


def _column(
    rule: str, scores: Scores, entries: Whole, before: Sequence[Whole], decisions: Sequence[Decision] | None
) -> Whole | None:
    """Return what the tie-break says of each entry, the bigger the better; None if it does not apply here."""
    table, criterion = scores.table, criterion_of(rule)
    if criterion is not None:
        # A criterion of another category says nothing here.
        if criterion not in table.criteria:
            return None
        return counts_of(table.criterion_means[entries, table.criteria.index(criterion)])
    if rule == TieBreak.MEDIAN:
        return counts_of(table.median(scores.values)[entries])
    if rule == TieBreak.EVALUATIONS:
        return table.evaluations[entries]
    return None if decisions is None else _decided(table, entries, before, decisions)


def _decided(
    table: ScoreTable, entries: Whole, before: Sequence[Whole], decisions: Sequence[Decision]
) -> Whole:
    """Return the order that the chair gave to entries which are still tied.

    For each tie the last decision holds that names all its entries: one about fewer was made of another tie.
    """
    result = np.zeros(len(entries), dtype=np.int64)
    if not decisions:
        return result
    order = np.lexsort([-column for column in reversed(before)])
    for tied in np.split(order, np.flatnonzero(_begins([column[order] for column in before]))[1:]):
        names = [table.entries[at] for at in entries[tied].tolist()]
        holding = next((list(each) for each in reversed(decisions) if set(names) <= set(each)), None)
        if len(tied) > 1 and holding is not None:
            result[tied] = [-holding.index(name) for name in names]
    return result


def _begins(columns: Sequence[Whole]) -> np.ndarray:
    """Return where, in sorted columns, entries begin that differ from those before."""
    begins = np.ones(len(columns[0]), dtype=bool)
    if len(begins):
        begins[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return begins


def _parts(values: Sequence[int], low: int, high: int) -> list[tuple[int, int]]:
    """Return the stretches of equal values between `low` and before `high`."""
    edges = [low, *(at for at in range(low + 1, high) if values[at] != values[at - 1]), high]
    return list(pairwise(edges)) if high > low else []
