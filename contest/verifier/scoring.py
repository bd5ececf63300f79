"""Scores: what the evaluations of a category give each entry."""

from fractions import Fraction
from typing import Any

from contest.verifier.arithmetic import aggregate_of, count_of, median
from contest.verifier.strictness import groups_of, strictness

Scores = dict[str, int]  # By the codes of the criteria.
Table = dict[str, dict[str, Scores]]  # Complete evaluations: entry: juror: scores.


class Contenders:
    """The complete evaluations of one category, and the figures that follow from them."""

    def __init__(self, category: dict[str, Any], table: Table, policy: dict[str, Any]) -> None:
        self.table = table
        self.criteria = {criterion["code"]: criterion for criterion in category["criteria"]}
        weights = sum(Fraction(criterion["weight"]) for criterion in category["criteria"])
        self.steps = {
            code: 100 * Fraction(criterion["weight"]) / weights / (criterion["high"] - criterion["low"])
            for code, criterion in self.criteria.items()
        }
        self.points = {
            entry: {juror: self.points_of(scores) for juror, scores in row.items()}
            for entry, row in table.items()
            if row
        }
        self.jurors = len({juror for row in table.values() for juror in row})
        self.groups = groups_of(self.points)
        self.adjusted = policy["adjustment"] == "additive" and self.groups == 1
        severity = strictness(self.points) if self.adjusted else {}
        self.values = {
            entry: [value - severity.get(juror, 0) for juror, value in row.items()]
            for entry, row in self.points.items()
        }
        self.raw = {
            entry: count_of(aggregate_of(list(row.values()), policy)) for entry, row in self.points.items()
        }
        self.scores = {entry: count_of(aggregate_of(values, policy)) for entry, values in self.values.items()}

    def points_of(self, scores: Scores) -> Fraction:
        """Return a juror's points for an entry, 0 to 100."""
        terms = (
            self.steps[code] * (scores[code] - criterion["low"]) for code, criterion in self.criteria.items()
        )
        return sum(terms, Fraction(0))

    def by_criterion(self, entry: str, code: str) -> int:
        """Return the mean of the entry's points by one criterion, 0 to 100, as a count; 0 if the category lacks it."""
        criterion = self.criteria.get(code)
        if criterion is None:
            return 0
        total = sum(scores[code] - criterion["low"] for scores in self.table[entry].values())
        return count_of(
            Fraction(100 * total, (criterion["high"] - criterion["low"]) * len(self.table[entry]))
        )

    def rank_by(self, step: str, entry: str, decision: list[str]) -> int:
        """Return by what a step of the tie-break chain orders: the more, the better."""
        if step == "median":
            return count_of(median(self.values[entry]))
        if step == "evaluations":
            return len(self.table[entry])
        if step == "decision":
            return -decision.index(entry) if decision else 0
        return self.by_criterion(entry, step.partition(":")[2])
