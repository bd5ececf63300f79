"""How far jurors agree: Krippendorff's alpha, and intraclass correlations.

Both are 1 when jurors always agree and about 0 when scores tell nothing about entries; both can fall below 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from contest.domain.score_table import Floats, ScoreTable

# Agreement can only be seen where two have judged.
PAIR = 2


class Level(StrEnum):
    """What values mean: names, an order, distances, or distances from a true zero."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True)
class Intraclass:
    """The six intraclass correlations of Shrout and Fleiss: of one judge's score (`single`), and of the mean of all.

    One-way: each target has its own judges. Random: the judges stand for others. Fixed: they stand for themselves only,
    so differences of strictness do not count. None where nothing varies.
    """

    one_way_single: float | None
    random_single: float | None
    fixed_single: float | None
    one_way_mean: float | None
    random_mean: float | None
    fixed_mean: float | None


@dataclass(frozen=True)
class Agreement:
    """How far the jurors of a category agree about points.

    `complete` is there only if every juror has scored every entry, and there are two of each at least.
    """

    alpha: float | None
    one_way: float | None
    complete: Intraclass | None


def agreement_of(table: ScoreTable) -> Agreement:
    """Return the agreement about the points of a category; alpha takes them as interval data."""
    units = [table.points[row] for block in table.blocks for row in block.rows]
    full = (
        len(table.points) == len(table.entries) * len(table.jurors)
        and min(len(table.entries), len(table.jurors)) >= PAIR
    )
    # Rows go by entry and juror, so a full table is the matrix of entries × jurors already.
    complete = intraclass(table.points.reshape(len(table.entries), len(table.jurors))) if full else None
    return Agreement(krippendorff_alpha(units, Level.INTERVAL), one_way_intraclass(units), complete)


def krippendorff_alpha(units: Sequence[Sequence[float] | Floats], level: Level) -> float | None:
    """Return alpha = 1 − D_o / D_e; None when no unit has two values, or when all values are the same.

    A unit is the values that observers gave it; missing ones are left out. Krippendorff, Computing Krippendorff's
    Alpha-Reliability, 2011, sections C (missing values) and D (metrics). Ratio values must not be negative.
    """
    paired = [np.asarray(unit, dtype=np.float64) for unit in units if len(unit) >= PAIR]
    if not paired:
        return None
    values = np.concatenate(paired)
    if level == Level.INTERVAL:
        observed, expected = _interval_disagreement(paired, values)
    else:
        observed, expected = _disagreement(paired, values, level)
    return None if expected == 0 else 1 - observed / expected


def intraclass(scores: Sequence[Sequence[float]] | Floats) -> Intraclass:
    """Return the correlations of a complete table of targets × judges, at least two of each (ValueError otherwise).

    Shrout and Fleiss, Intraclass Correlations: Uses in Assessing Rater Reliability, Psychological Bulletin 86 (1979):
    mean squares as in table 3, the six forms as in table 4, where they are called (1,1), (2,1), (3,1), (1,k), (2,k), (3,k).
    """
    table = np.asarray(scores, dtype=np.float64)
    if min(table.shape) < PAIR:
        raise ValueError("two targets and two judges are the least")
    n, k = table.shape
    targets, judges, whole = table.mean(axis=1), table.mean(axis=0), table.mean()
    between = float(k * ((targets - whole) ** 2).sum() / (n - 1))
    within = float(((table - targets[:, None]) ** 2).sum() / (n * (k - 1)))
    judge = float(n * ((judges - whole) ** 2).sum() / (k - 1))
    error = float(((table - targets[:, None] - judges + whole) ** 2).sum() / ((n - 1) * (k - 1)))
    return Intraclass(
        one_way_single=_ratio(between - within, between + (k - 1) * within),
        random_single=_ratio(between - error, between + (k - 1) * error + k * (judge - error) / n),
        fixed_single=_ratio(between - error, between + (k - 1) * error),
        one_way_mean=_ratio(between - within, between),
        random_mean=_ratio(between - error, between + (judge - error) / n),
        fixed_mean=_ratio(between - error, between),
    )


def one_way_intraclass(units: Sequence[Sequence[float] | Floats]) -> float | None:
    """Return ICC(1) of units with different numbers of values; None when it cannot be said.

    (MSB − MSW) / (MSB + (k₀ − 1) MSW) from the one-way analysis of variance, with k₀ = (N − Σ n_i² / N) / (a − 1) for
    a units of n_i values, N together: Haggard, Intraclass Correlation and the Analysis of Variance, 1958, chapter 2;
    Donner, International Statistical Review 54 (1986). With equal numbers it is Shrout and Fleiss's ICC(1,1).
    """
    arrays = [np.asarray(unit, dtype=np.float64) for unit in units if len(unit)]
    sizes = np.array([len(unit) for unit in arrays], dtype=np.float64)
    total, count = float(sizes.sum()), len(arrays)
    if count < PAIR or total <= count:
        return None
    means = np.array([unit.mean() for unit in arrays])
    whole = float(np.concatenate(arrays).mean())
    between = float((sizes * (means - whole) ** 2).sum() / (count - 1))
    within = sum(float(((unit - mean) ** 2).sum()) for unit, mean in zip(arrays, means, strict=True)) / (
        total - count
    )
    size = (total - float((sizes**2).sum()) / total) / (count - 1)
    return _ratio(between - within, between + (size - 1) * within)


def _ratio(above: float, below: float) -> float | None:
    return None if below == 0 else above / below


def _interval_disagreement(units: Sequence[Floats], values: Floats) -> tuple[float, float]:
    """Return D_o and D_e for squared distances without a matrix: points of thousands of entries are all different.

    The squared distances of all ordered pairs of m values sum up to 2 m Σ (v − v̄)².
    """
    n = len(values)
    inside = sum(2 * len(unit) * float(((unit - unit.mean()) ** 2).sum()) / (len(unit) - 1) for unit in units)
    return inside / n, 2 * float(((values - values.mean()) ** 2).sum()) / (n - 1)


def _disagreement(units: Sequence[Floats], values: Floats, level: Level) -> tuple[float, float]:
    """Return D_o and D_e from the matrix of coincidences o_ck and its margins n_c."""
    kinds, positions = np.unique(values, return_inverse=True)
    coincidences = np.zeros((len(kinds), len(kinds)))
    start = 0
    for unit in units:
        counts = np.bincount(positions[start : start + len(unit)], minlength=len(kinds))
        coincidences += (np.outer(counts, counts) - np.diag(counts)) / (len(unit) - 1)
        start += len(unit)
    margins = coincidences.sum(axis=1)
    distances, n = _distances(kinds, margins, level), len(values)
    observed = float((coincidences * distances).sum()) / n
    return observed, float((np.outer(margins, margins) * distances).sum()) / (n * (n - 1))


def _distances(kinds: Floats, margins: Floats, level: Level) -> Floats:
    """Return δ²_ck of every two values: 0 or 1; the ranks between; or the difference in terms of the sum."""
    if level == Level.NOMINAL:
        return 1.0 - np.eye(len(kinds))
    if level == Level.ORDINAL:
        # Σ n_g for g from c to k, less half of n_c and n_k: the distance of the middles of their ranks.
        middles = np.cumsum(margins) - margins / 2
        return np.asarray((middles[:, None] - middles) ** 2)
    sums = kinds[:, None] + kinds
    # Only two zeros sum up to nothing, and there is no distance between them.
    return np.asarray(((kinds[:, None] - kinds) / np.where(sums == 0, 1, sums)) ** 2)
