"""The rules by which a ranking is made, declared before judging opens and frozen with it.

They travel as JSON in which no number is a float: weights and minima are decimal strings.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

FORMAT = 1
BY_CRITERION = "criterion:"


class Aggregate(StrEnum):
    """How the figures of several jurors become one."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED_MEAN = "trimmed_mean"


class Adjustment(StrEnum):
    """What is done about some jurors being stricter than others."""

    NONE = "none"
    ADDITIVE = "additive"


class TieBreak(StrEnum):
    """What may part entries of equal score, apart from a criterion."""

    MEDIAN = "median"
    EVALUATIONS = "evaluations"
    DECISION = "decision"


@dataclass(frozen=True)
class CriterionPolicy:
    """By what entries are scored: whole numbers from `low` to `high`; `weight` is what it counts beside the others."""

    code: str
    weight: Decimal
    low: int
    high: int


@dataclass(frozen=True)
class CategoryPolicy:
    """What is judged by the same criteria: at most `winners` win, none of them under `minimum` (points, 0..100)."""

    code: str
    winners: int
    minimum: Decimal | None
    criteria: tuple[CriterionPolicy, ...]

    def has_criterion(self, code: str) -> bool:
        """Whether entries of the category are scored by the criterion."""
        return any(criterion.code == code for criterion in self.criteria)


@dataclass(frozen=True)
class AwardPolicy:
    """An award across categories. `rule` is "score" or "criterion:<code>"; `minimum` is of the same figure, in points."""

    code: str
    rule: str
    minimum: Decimal | None

    @property
    def criterion(self) -> str | None:
        """The criterion that decides, or None when the score does."""
        return criterion_of(self.rule)


@dataclass(frozen=True)
class ScoringPolicy:
    """All of it. `trim_percent` (1..49) is dropped at each end by a trimmed mean, and 0 without one."""

    quorum: int
    aggregate: Aggregate
    trim_percent: int
    adjustment: Adjustment
    tie_breaks: tuple[str, ...]
    categories: tuple[CategoryPolicy, ...]
    special_awards: tuple[AwardPolicy, ...]
    evaluations_per_entry: int
    same_region_is_conflict: bool
    blind: bool
    jurors_public: bool

    def category(self, code: str) -> CategoryPolicy:
        """Return the category of the code; KeyError if there is none."""
        for category in self.categories:
            if category.code == code:
                return category
        raise KeyError(code)


def criterion_of(rule: str) -> str | None:
    """Return the criterion that a rule or tie-break names, or None when it names none."""
    return rule.removeprefix(BY_CRITERION) if rule.startswith(BY_CRITERION) else None


def policy_as_json(policy: ScoringPolicy) -> dict[str, Any]:
    """Return the policy as JSON values without floats, as `policy_reading` takes them."""
    trimming = {"trim_percent": policy.trim_percent} if policy.aggregate == Aggregate.TRIMMED_MEAN else {}
    return {
        "format": FORMAT,
        "quorum": policy.quorum,
        "aggregate": str(policy.aggregate),
        **trimming,
        "adjustment": str(policy.adjustment),
        "tie_breaks": list(policy.tie_breaks),
        "categories": [
            {
                "code": category.code,
                "winners": category.winners,
                "minimum": _written(category.minimum),
                "criteria": [
                    {"code": each.code, "weight": _written(each.weight), "low": each.low, "high": each.high}
                    for each in category.criteria
                ],
            }
            for category in policy.categories
        ],
        "special_awards": [
            {"code": award.code, "rule": award.rule, "minimum": _written(award.minimum)}
            for award in policy.special_awards
        ],
        "evaluations_per_entry": policy.evaluations_per_entry,
        "same_region_is_conflict": policy.same_region_is_conflict,
        "blind": policy.blind,
        "jurors_public": policy.jurors_public,
    }


def _written(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
