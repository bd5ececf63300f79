"""The scores of one category as arrays, and points made of them.

A row of the table is one complete evaluation. Rows are ordered by entry and juror, so that the same evaluations give the
same figures to the last bit, in whatever order they come.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from contest.domain.scoring_policy import Aggregate, CategoryPolicy, CriterionPolicy, ScoringPolicy
from contest.errors import ScoresRefused

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

MILLION = 1_000_000
# The golden ratio's fraction. Figures are compared as whole millionths of a point, and rounding begins at an edge which
# no number with a small denominator lies near. The usual edges are where sums and means of short decimals lie exactly:
# there the last bit of a float would decide a place.
GOLDEN = 0.6180339887498949


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One juror's scores for one entry, whole numbers by the criterion's code; what is not scored yet is not there."""

    entry: str
    juror: str
    scores: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class Block:
    """The entries with equally many evaluations: `entries` (m) and `rows` (m × n), places of their rows in the table."""

    entries: Whole
    rows: Whole


@dataclass(frozen=True, eq=False)
class ScoreTable:
    """Complete evaluations of a category. Entries and jurors without one are not there.

    `entry` and `juror` hold, for each row, positions in `entries` and `jurors` (both sorted), and entries ascend.
    `points` are 0..100; `steps` (rows × criteria) are scores counted from the bottom of their scales, `spans` the
    lengths of the scales.
    """

    entries: tuple[str, ...]
    jurors: tuple[str, ...]
    criteria: tuple[str, ...]
    entry: Whole
    juror: Whole
    points: Floats
    steps: Whole
    spans: Whole

    @cached_property
    def evaluations(self) -> Whole:
        """How many evaluations each entry has, at least one."""
        return np.bincount(self.entry, minlength=len(self.entries))

    @cached_property
    def starts(self) -> Whole:
        """The first row of each entry."""
        return np.cumsum(self.evaluations) - self.evaluations

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The table in pieces that are full matrices, fewest evaluations first."""
        blocks = []
        for size in np.unique(self.evaluations):
            entries = np.flatnonzero(self.evaluations == size)
            blocks.append(Block(entries, self.starts[entries, None] + np.arange(size)))
        return tuple(blocks)

    @cached_property
    def criterion_means(self) -> Floats:
        """The mean of each criterion's points, 0..100, by entry (entries × criteria)."""
        if not self.entries:
            return np.zeros((0, len(self.criteria)))
        # Sums of whole numbers and a single division: rounded once, so equal means are equal floats.
        return (
            100 * np.add.reduceat(self.steps, self.starts, axis=0) / (self.evaluations[:, None] * self.spans)
        )

    def aggregated(self, values: Floats, policy: ScoringPolicy) -> Floats:
        """Return the policy's aggregate of each entry's values, given by row."""
        result = np.empty(len(self.entries))
        for block in self.blocks:
            result[block.entries] = aggregate(values[block.rows], policy)
        return result

    def median(self, values: Floats) -> Floats:
        """Return the median of each entry's values, given by row."""
        result = np.empty(len(self.entries))
        for block in self.blocks:
            result[block.entries] = np.median(values[block.rows], axis=-1)
        return result

    def without(self, juror: str) -> "ScoreTable":
        """Return the table as it would be without the juror's evaluations."""
        keep = (
            self.juror != self.jurors.index(juror)
            if juror in self.jurors
            else np.ones(len(self.entry), dtype=bool)
        )
        entries, entry = np.unique(self.entry[keep], return_inverse=True)
        jurors, position = np.unique(self.juror[keep], return_inverse=True)
        return ScoreTable(
            entries=tuple(self.entries[at] for at in entries.tolist()),
            jurors=tuple(self.jurors[at] for at in jurors.tolist()),
            criteria=self.criteria,
            entry=entry,
            juror=position,
            points=self.points[keep],
            steps=self.steps[keep],
            spans=self.spans,
        )


def count_of(value: float | Fraction) -> int:
    """Return the figure as whole millionths of a point, the only form in which figures are compared."""
    return math.floor(value * MILLION + GOLDEN)


def counts_of(values: Floats) -> Whole:
    """Return `count_of` of every figure."""
    return np.floor(values * MILLION + GOLDEN).astype(np.int64)


def aggregate(values: Floats, policy: ScoringPolicy) -> Floats:
    """Return mean, median or trimmed mean along the last axis, of at least one value.

    A trimmed mean of n values drops floor(n × percent / 100) at each end and leaves at least one.
    """
    if policy.aggregate == Aggregate.MEDIAN:
        return np.asarray(np.median(values, axis=-1))
    size = values.shape[-1]
    dropped = 0
    if policy.aggregate == Aggregate.TRIMMED_MEAN:
        dropped = min(size * policy.trim_percent // 100, (size - 1) // 2)
        values = np.sort(values, axis=-1)[..., dropped : size - dropped]
    return np.asarray(values.mean(axis=-1))


def score_table(
    category: CategoryPolicy, entries: Iterable[str], evaluations: Iterable[Evaluation]
) -> ScoreTable:
    """Return the table of the complete evaluations of these entries.

    Evaluations of other entries (withdrawn, disqualified) and those with a criterion unscored count nowhere.
    ScoresRefused if a score is no whole number of its scale or of no criterion, or if a juror scored an entry twice.
    """
    wanted = set(entries)
    codes = [criterion.code for criterion in category.criteria]
    complete, scores = _complete(codes, [each for each in evaluations if each.entry in wanted])
    _check_scales(category, scores, complete)
    names = tuple(sorted({each.entry for each in complete}))
    jurors = tuple(sorted({each.juror for each in complete}))
    entry = _positions(names, [each.entry for each in complete])
    juror = _positions(jurors, [each.juror for each in complete])
    order = np.lexsort((juror, entry))
    entry, juror, scores = entry[order], juror[order], scores[order]
    again = np.flatnonzero((np.diff(entry) == 0) & (np.diff(juror) == 0))
    if again.size:
        raise ScoresRefused(f"{jurors[juror[again[0]]]} has scored {names[entry[again[0]]]} twice.")
    low, high = (
        np.array([getattr(each, end) for each in category.criteria], dtype=np.int64)
        for end in ("low", "high")
    )
    steps = scores - low
    return ScoreTable(
        names, jurors, tuple(codes), entry, juror, _points(category.criteria, steps), steps, high - low
    )


def _complete(codes: Sequence[str], evaluations: Sequence[Evaluation]) -> tuple[list[Evaluation], Whole]:
    """Return the complete evaluations and their scores (evaluations × criteria)."""
    pick, known = itemgetter(*codes), frozenset(codes)
    complete, rows = [], []
    for evaluation in evaluations:
        if not evaluation.scores.keys() <= known:
            unknown = ", ".join(sorted(evaluation.scores.keys() - known))
            raise ScoresRefused(
                f"{evaluation.juror} has scored {evaluation.entry} by what is no criterion: {unknown}."
            )
        if len(evaluation.scores) == len(codes):
            complete.append(evaluation)
            rows.append(pick(evaluation.scores))
    scores = np.array(rows or np.zeros((0, len(codes)), dtype=np.int64))
    if scores.dtype.kind != "i":
        raise ScoresRefused("Scores are whole numbers.")
    return complete, scores.reshape(len(rows), len(codes)).astype(np.int64)


def _positions(names: Sequence[str], wanted: Sequence[str]) -> Whole:
    position = {name: at for at, name in enumerate(names)}
    return np.array([position[name] for name in wanted], dtype=np.int64)


def _check_scales(category: CategoryPolicy, scores: Whole, evaluations: Sequence[Evaluation]) -> None:
    for column, criterion in enumerate(category.criteria):
        outside = np.flatnonzero((scores[:, column] < criterion.low) | (scores[:, column] > criterion.high))
        if outside.size:
            one = evaluations[outside[0]]
            raise ScoresRefused(
                f"{one.juror} has given {one.entry} {one.scores[criterion.code]} by {criterion.code}, "
                f"which goes from {criterion.low} to {criterion.high}."
            )


def _points(criteria: Sequence[CriterionPolicy], steps: Whole) -> Floats:
    """Return 100 × Σ w (s − low) / (high − low) / Σ w, so 0..100.

    Weights are brought to whole numbers over one denominator first. Sums are then exact and the one division is rounded
    once: the same points come out of any weights in the same proportions and of any unit of a scale.
    """
    shares = [Fraction(each.weight) / (each.high - each.low) for each in criteria]
    denominator = math.lcm(*(share.denominator for share in shares))
    whole = [int(share * denominator) for share in shares]
    total = sum(factor * (each.high - each.low) for factor, each in zip(whole, criteria, strict=True))
    common = math.gcd(*whole, total)
    factors = np.array([factor // common for factor in whole], dtype=np.float64)
    return 100 * (steps.astype(np.float64) @ factors) / float(total // common)
