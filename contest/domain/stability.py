"""How far places hang on who happened to judge: one juror left out, and evaluations drawn anew.

Both look only at entries that have a place in the ranking, so their places can be compared with those in it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from contest.domain.placing import Scores, place, places_by_count, scores_of
from contest.domain.score_table import Whole, aggregate, counts_of
from contest.domain.scoring import CategoryRanking
from contest.domain.scoring_policy import ScoringPolicy

RESAMPLES = 1000
# Percentiles between which 95 % of the places lie.
_TAILS = (2.5, 97.5)
# Figures drawn at a time, so that memory stays in tens of megabytes.
_AT_ONCE = 2_000_000


@dataclass(frozen=True)
class Shift:
    """Where an entry stands when jurors are left out one by one, itself included when none is.

    `juror` is who moves it most when left out (of several, the first by code), to `moved_to`; None if nobody does.
    """

    entry: str
    best: int
    worst: int
    juror: str | None
    moved_to: int | None


@dataclass(frozen=True)
class Interval:
    """The places between which an entry stands in 95 % of the resamples, both included."""

    entry: str
    best: int
    worst: int


def leave_one_out(policy: ScoringPolicy, ranking: CategoryRanking) -> tuple[Shift, ...]:
    """Return how places change without each juror in turn, in the order of the ranking.

    Everything is reckoned anew, severities too. The quorum is not asked for again, and the chair's decisions, which
    were made of other ties, do not count. Entries without any evaluation left are passed over.
    """
    placed = {standing.entry for standing in ranking.standings}
    whole = ranking.scores
    usual = _places(policy, whole, placed)
    without = {
        juror: _places(policy, scores_of(policy, whole.table.without(juror)), placed)
        for juror in whole.table.jurors
    }
    return tuple(_shift(standing.entry, usual, without) for standing in ranking.standings)


def bootstrap(
    policy: ScoringPolicy, ranking: CategoryRanking, *, fingerprint: str, resamples: int = RESAMPLES
) -> tuple[Interval, ...]:
    """Return the intervals of places, in the order of the ranking: percentiles of places by score alone.

    Each entry's evaluations are drawn with replacement, as many as it has (Efron and Tibshirani, An Introduction to the
    Bootstrap, 1993, chapters 6 and 13). Severities are kept as they were fitted. The draws follow from the policy's
    fingerprint and the category, one text after the other under SHA-256, so whoever repeats them gets the same.
    """
    if not ranking.standings:
        return ()
    position = {entry: at for at, entry in enumerate(ranking.scores.table.entries)}
    entries = np.array([position[standing.entry] for standing in ranking.standings], dtype=np.int64)
    seed = hashlib.sha256(f"{fingerprint}{ranking.category}".encode()).digest()
    draws = np.random.Generator(np.random.PCG64(int.from_bytes(seed, "big")))
    places = np.concatenate(list(_resampled(policy, ranking.scores, entries, draws, resamples)))
    best = np.percentile(places, _TAILS[0], axis=0, method="lower").tolist()
    worst = np.percentile(places, _TAILS[1], axis=0, method="higher").tolist()
    return tuple(
        Interval(standing.entry, *bounds)
        for standing, *bounds in zip(ranking.standings, best, worst, strict=True)
    )


def _places(policy: ScoringPolicy, scores: Scores, placed: set[str]) -> dict[str, int]:
    """Return the places that these entries have among themselves under the scores."""
    table = scores.table
    entries = np.array([at for at, entry in enumerate(table.entries) if entry in placed], dtype=np.int64)
    placing = place(policy, scores, entries, None)
    return {
        table.entries[entry]: at
        for entry, at in zip(placing.entries.tolist(), placing.places.tolist(), strict=True)
    }


def _shift(entry: str, usual: dict[str, int], without: dict[str, dict[str, int]]) -> Shift:
    places = {juror: found[entry] for juror, found in without.items() if entry in found}
    known = [usual[entry], *places.values()]
    # Jurors stand in the order of their codes, and the first of equals is taken.
    juror = max(places, key=lambda code: abs(places[code] - usual[entry]), default=None)
    if juror is None or places[juror] == usual[entry]:
        return Shift(entry, min(known), max(known), None, None)
    return Shift(entry, min(known), max(known), juror, places[juror])


def _resampled(
    policy: ScoringPolicy, scores: Scores, entries: Whole, draws: np.random.Generator, resamples: int
) -> Iterator[Whole]:
    """Yield places (resamples × entries), some resamples at a time."""
    table = scores.table
    step = max(1, _AT_ONCE // len(table.points))
    for first in range(0, resamples, step):
        size = min(step, resamples - first)
        counts = np.empty((size, len(table.entries)), dtype=np.int64)
        for block in table.blocks:
            drawn = draws.integers(0, block.rows.shape[1], size=(size, *block.rows.shape))
            rows = np.take_along_axis(np.broadcast_to(block.rows, drawn.shape), drawn, axis=-1)
            counts[:, block.entries] = counts_of(aggregate(scores.values[rows], policy))
        yield places_by_count(counts[:, entries]).astype(np.int32)
