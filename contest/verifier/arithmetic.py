"""Arithmetic, in fractions."""

import math
from fractions import Fraction
from typing import Any

GOLDEN = Fraction("0.6180339887498949")
MILLION = 10**6


def count_of(value: Fraction) -> int:
    """Return the value in whole millionths, as they are compared."""
    return math.floor(value * MILLION + GOLDEN)


def with_decimals(count: int) -> str:
    """Return a count of millionths as a number with six decimals."""
    return f"{'-' if count < 0 else ''}{abs(count) // MILLION}.{abs(count) % MILLION:06d}"


def two_decimals(count: int) -> str:
    """Return a count of millionths as people are shown it, rounded half up."""
    hundredths = math.floor(Fraction(count, 10**4) + Fraction(1, 2))
    return f"{'-' if hundredths < 0 else ''}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def mean(values: list[Fraction]) -> Fraction:
    """Return the mean of at least one value."""
    return sum(values, Fraction(0)) / len(values)


def median(values: list[Fraction]) -> Fraction:
    """Return the middle value, or the mean of the two in the middle."""
    ordered = sorted(values)
    return mean(ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1])


def trimmed_mean(values: list[Fraction], percent: int) -> Fraction:
    """Return the mean without floor(n × percent / 100) values at each end; at least one value stays."""
    dropped = min(len(values) * percent // 100, (len(values) - 1) // 2)
    return mean(sorted(values)[dropped : len(values) - dropped])


def aggregate_of(values: list[Fraction], policy: dict[str, Any]) -> Fraction:
    """Return what the policy makes of an entry's points."""
    if policy["aggregate"] == "mean":
        return mean(values)
    if policy["aggregate"] == "median":
        return median(values)
    return trimmed_mean(values, policy["trim_percent"])
