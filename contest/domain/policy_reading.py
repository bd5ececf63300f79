"""Reading the rules of scoring from JSON.

Every fault is told at once, by where it stands; nothing is guessed or corrected, because what is read here has been
promised to people.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from contest.domain.scoring_policy import (
    BY_CRITERION,
    FORMAT,
    Adjustment,
    Aggregate,
    AwardPolicy,
    CategoryPolicy,
    CriterionPolicy,
    ScoringPolicy,
    TieBreak,
)
from contest.errors import PolicyMalformed

# Scores are kept as small integers; a scale beyond these cannot have been used.
LOWEST_SCORE, HIGHEST_SCORE = -(2**15), 2**15 - 1

# Codes stand in the published protocol, under the same rule.
_CODE = re.compile(r"[\w./-]{1,100}")
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,6})?", re.ASCII)
E = TypeVar("E", bound=StrEnum)


def policy_from_json(value: object) -> ScoringPolicy:
    """Return the policy that the JSON value holds; PolicyMalformed names every fault by its place."""
    reader = _Reader()
    policy = _policy(reader, value)
    if policy is None or reader.faults:
        raise PolicyMalformed(reader.faults)
    return policy


class _Reader:
    """Takes values out of JSON objects and notes what is wrong with them; what is wrong reads as something harmless."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._path: list[str] = []

    def fault(self, name: str, what: str) -> None:
        self.faults.append(f"{'/'.join([*self._path, *([name] if name else [])]) or 'policy'}: {what}")

    @contextmanager
    def inside(self, name: str) -> Iterator[None]:
        self._path.append(name)
        yield
        self._path.pop()

    def keys(
        self, value: object, names: Sequence[str], optional: Sequence[str] = ()
    ) -> Mapping[str, Any] | None:
        """Return the object if it is one, with exactly these keys."""
        if not isinstance(value, dict):
            self.fault("", "an object is expected")
            return None
        for name in names:
            if name not in value and name not in optional:
                self.fault(name, "missing")
        for name in value:
            if name not in names:
                self.fault(str(name), "unknown")
        return value

    def whole(self, part: Mapping[str, Any], name: str, least: int, most: int = 10_000) -> int:
        value = part.get(name, least)
        # True and False are ints to Python.
        if type(value) is not int or not least <= value <= most:
            self.fault(name, f"a whole number from {least} to {most} is expected")
            return least
        return value

    def flag(self, part: Mapping[str, Any], name: str) -> bool:
        value = part.get(name, False)
        if type(value) is not bool:
            self.fault(name, "true or false is expected")
        return value is True

    def choice(self, part: Mapping[str, Any], name: str, choices: type[E]) -> E:
        value = part.get(name, next(iter(choices)))
        if value in list(choices):
            return choices(value)
        self.fault(name, f"one of {', '.join(choices)} is expected")
        return next(iter(choices))

    def code(self, part: Mapping[str, Any], name: str) -> str:
        value = part.get(name, "")
        if isinstance(value, str) and _CODE.fullmatch(value) and unicodedata.is_normalized("NFC", value):
            return value
        if name in part:
            self.fault(name, "a code without blanks is expected, of at most 100 characters")
        return ""

    def decimal(self, part: Mapping[str, Any], name: str) -> Decimal | None:
        value = part.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
            self.fault(name, 'a decimal number in quotes is expected, as "1.5"')
            return None
        return Decimal(value)

    def rows(self, part: Mapping[str, Any], name: str) -> list[Any]:
        value = part.get(name, [])
        if not isinstance(value, list):
            self.fault(name, "a list is expected")
            return []
        return value

    def each_once(self, name: str, values: Sequence[str]) -> None:
        for value in sorted({value for value in values if value and values.count(value) > 1}):
            self.fault(name, f"“{value}” stands there more than once")


def _policy(reader: _Reader, value: object) -> ScoringPolicy | None:
    names = (
        "format", "quorum", "aggregate", "trim_percent", "adjustment", "tie_breaks", "categories", "special_awards",
        "evaluations_per_entry", "same_region_is_conflict", "blind", "jurors_public",
    )  # fmt: skip
    part = reader.keys(value, names, optional=["trim_percent"])
    if part is None:
        return None
    reader.whole(part, "format", FORMAT, FORMAT)
    aggregate = reader.choice(part, "aggregate", Aggregate)
    categories = tuple(
        _category(reader, row, number) for number, row in enumerate(reader.rows(part, "categories"), 1)
    )
    if not categories:
        reader.fault("categories", "at least one is expected")
    reader.each_once("categories", [category.code for category in categories])
    awards = tuple(
        _award(reader, row, number) for number, row in enumerate(reader.rows(part, "special_awards"), 1)
    )
    reader.each_once("special_awards", [award.code for award in awards])
    policy = ScoringPolicy(
        quorum=reader.whole(part, "quorum", 1),
        aggregate=aggregate,
        trim_percent=_trim_percent(reader, part, aggregate),
        adjustment=reader.choice(part, "adjustment", Adjustment),
        tie_breaks=tuple(str(row) for row in reader.rows(part, "tie_breaks")),
        categories=categories,
        special_awards=awards,
        evaluations_per_entry=reader.whole(part, "evaluations_per_entry", 1),
        same_region_is_conflict=reader.flag(part, "same_region_is_conflict"),
        blind=reader.flag(part, "blind"),
        jurors_public=reader.flag(part, "jurors_public"),
    )
    _check_rules(reader, policy)
    return policy


def _trim_percent(reader: _Reader, part: Mapping[str, Any], aggregate: Aggregate) -> int:
    """Under half is dropped at each end, so something always stays. Other aggregates drop nothing."""
    if aggregate != Aggregate.TRIMMED_MEAN:
        if part.get("trim_percent") is not None:
            reader.whole(part, "trim_percent", 0, 100)
        return 0
    if "trim_percent" not in part:
        reader.fault("trim_percent", "missing")
    return reader.whole(part, "trim_percent", 1, 49)


def _category(reader: _Reader, value: object, number: int) -> CategoryPolicy:
    with reader.inside(f"categories/{number}"):
        part = reader.keys(value, ("code", "winners", "minimum", "criteria")) or {}
        rows = enumerate(reader.rows(part, "criteria"), 1)
        criteria = tuple(_criterion(reader, row, position) for position, row in rows)
        if not criteria:
            reader.fault("criteria", "at least one is expected")
        reader.each_once("criteria", [criterion.code for criterion in criteria])
        return CategoryPolicy(
            code=reader.code(part, "code"),
            winners=reader.whole(part, "winners", 0),
            minimum=reader.decimal(part, "minimum"),
            criteria=criteria,
        )


def _criterion(reader: _Reader, value: object, number: int) -> CriterionPolicy:
    with reader.inside(f"criteria/{number}"):
        part = reader.keys(value, ("code", "weight", "low", "high")) or {}
        weight = reader.decimal(part, "weight")
        if not weight and "weight" in part:
            reader.fault("weight", "a weight above nothing is expected")
        low = reader.whole(part, "low", LOWEST_SCORE, HIGHEST_SCORE)
        high = reader.whole(part, "high", LOWEST_SCORE, HIGHEST_SCORE)
        if low >= high and {"low", "high"} <= part.keys():
            reader.fault("high", "the scale ends where it begins, or before")
        return CriterionPolicy(reader.code(part, "code"), weight or Decimal(1), low, high)


def _award(reader: _Reader, value: object, number: int) -> AwardPolicy:
    with reader.inside(f"special_awards/{number}"):
        part = reader.keys(value, ("code", "rule", "minimum")) or {}
        return AwardPolicy(
            reader.code(part, "code"), str(part.get("rule", "score")), reader.decimal(part, "minimum")
        )


def _check_rules(reader: _Reader, policy: ScoringPolicy) -> None:
    """Note rules that are none, and criteria that no category has."""
    by_criterion = {
        f"{BY_CRITERION}{each.code}" for category in policy.categories for each in category.criteria
    }
    for rule in policy.tie_breaks:
        if rule not in list(TieBreak) and rule not in by_criterion:
            reader.fault(
                "tie_breaks",
                f"“{rule}” is neither median, evaluations, decision nor a criterion that is scored",
            )
    reader.each_once("tie_breaks", policy.tie_breaks)
    for number, award in enumerate(policy.special_awards, 1):
        if award.rule not in {"score"} | by_criterion:
            reader.fault(
                f"special_awards/{number}/rule",
                f"“{award.rule}” is neither score nor a criterion that is scored",
            )
