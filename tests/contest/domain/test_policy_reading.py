"""Rules of scoring are read as they are written, or every fault is told."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.policy_reading import policy_from_json
from contest.domain.scoring_policy import (
    AwardPolicy,
    CategoryPolicy,
    CriterionPolicy,
    ScoringPolicy,
    policy_as_json,
)
from contest.errors import PolicyMalformed
from tests.contest.scoring_samples import PLAIN, policy, policy_json

AWARD = {"code": "spark", "rule": "criterion:plain", "minimum": "50"}


def faults(value):
    try:
        policy_from_json(value)
    except PolicyMalformed as refusal:
        return refusal.faults
    return []


def without(name, part):
    return {key: value for key, value in part.items() if key != name}


def test_policy_is_read():
    written = policy_json(
        criteria=[{"code": "plain", "weight": "1.50", "low": -1, "high": 5}],
        minimum="60.00", aggregate="trimmed_mean", trim_percent=20, adjustment="additive",
        tie_breaks=["criterion:plain", "median", "evaluations", "decision"], special_awards=[AWARD],
    )  # fmt: skip
    assert policy_from_json(written) == ScoringPolicy(
        quorum=1, aggregate="trimmed_mean", trim_percent=20, adjustment="additive",
        tie_breaks=("criterion:plain", "median", "evaluations", "decision"),
        categories=(CategoryPolicy("main", 3, Decimal(60), (CriterionPolicy("plain", Decimal("1.5"), -1, 5),)),),
        special_awards=(AwardPolicy("spark", "criterion:plain", Decimal(50)),),
        evaluations_per_entry=3, same_region_is_conflict=True, blind=True, jurors_public=False,
    )  # fmt: skip


@given(
    st.fixed_dictionaries(
        {
            "quorum": st.integers(1, 9),
            "minimum": st.none() | st.sampled_from(["60.00", "0", "7.125000"]),
            "aggregate": st.sampled_from(["mean", "median"]),
            "special_awards": st.sampled_from([[], [AWARD]]),
            "blind": st.booleans(),
        }
    )
)
def test_what_is_written_is_what_was_read(changes):
    assert policy_as_json(policy(**changes)) == policy_json(**changes)


def test_trimming_is_written_only_where_it_trims():
    trimmed = policy_json(aggregate="trimmed_mean", trim_percent=20)
    assert policy_as_json(policy_from_json(trimmed)) == trimmed
    assert policy_as_json(policy(trim_percent=20)) == policy_json()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"format": 2}, "format: a whole number from 1 to 1 is expected"),
        ({"quorum": 0}, "quorum: a whole number from 1 to 10000 is expected"),
        ({"quorum": True}, "quorum: a whole number from 1 to 10000 is expected"),
        ({"quorum": 2.0}, "quorum: a whole number from 1 to 10000 is expected"),
        ({"aggregate": "mode"}, "aggregate: one of mean, median, trimmed_mean is expected"),
        ({"aggregate": []}, "aggregate: one of mean, median, trimmed_mean is expected"),
        ({"aggregate": "trimmed_mean"}, "trim_percent: missing"),
        (
            {"aggregate": "trimmed_mean", "trim_percent": 50},
            "trim_percent: a whole number from 1 to 49 is expected",
        ),
        ({"trim_percent": "20"}, "trim_percent: a whole number from 0 to 100 is expected"),
        ({"adjustment": "full"}, "adjustment: one of none, additive is expected"),
        ({"tie_breaks": "median"}, "tie_breaks: a list is expected"),
        ({"tie_breaks": ["median", "median"]}, "tie_breaks: “median” stands there more than once"),
        (
            {"tie_breaks": ["criterion:style"]},
            "tie_breaks: “criterion:style” is neither median, evaluations, decision nor a criterion that is scored",
        ),
        ({"categories": []}, "categories: at least one is expected"),
        ({"categories": [3]}, "categories/1: an object is expected"),
        ({"criteria": []}, "categories/1/criteria: at least one is expected"),
        ({"criteria": [PLAIN, PLAIN]}, "categories/1/criteria: “plain” stands there more than once"),
        (
            {"criteria": [PLAIN | {"weight": 1.5}]},
            'categories/1/criteria/1/weight: a decimal number in quotes is expected, as "1.5"',
        ),
        (
            {"criteria": [PLAIN | {"weight": "0.00"}]},
            "categories/1/criteria/1/weight: a weight above nothing is expected",
        ),
        (
            {"criteria": [PLAIN | {"low": 100}]},
            "categories/1/criteria/1/high: the scale ends where it begins, or before",
        ),
        ({"criteria": [without("code", PLAIN)]}, "categories/1/criteria/1/code: missing"),
        (
            {"criteria": [PLAIN | {"code": "a b"}]},
            "categories/1/criteria/1/code: a code without blanks is expected, of at most 100 characters",
        ),
        (
            # Й of two characters, which is not the letter's normal form.
            {"special_awards": [AWARD | {"code": "\u0438\u0306"}]},
            "special_awards/1/code: a code without blanks is expected, of at most 100 characters",
        ),
        ({"criteria": [PLAIN | {"name": "x"}]}, "categories/1/criteria/1/name: unknown"),
        ({"winners": -1}, "categories/1/winners: a whole number from 0 to 10000 is expected"),
        ({"minimum": 60}, 'categories/1/minimum: a decimal number in quotes is expected, as "1.5"'),
        ({"minimum": "1e2"}, 'categories/1/minimum: a decimal number in quotes is expected, as "1.5"'),
        ({"minimum": "٦٠"}, 'categories/1/minimum: a decimal number in quotes is expected, as "1.5"'),
        ({"special_awards": [AWARD, AWARD]}, "special_awards: “spark” stands there more than once"),
        (
            {"special_awards": [AWARD | {"rule": "mood"}]},
            "special_awards/1/rule: “mood” is neither score nor a criterion that is scored",
        ),
        (
            {"special_awards": [AWARD | {"rule": ["score"]}]},
            "special_awards/1/rule: “['score']” is neither score nor a criterion that is scored",
        ),
        ({"blind": 1}, "blind: true or false is expected"),
        ({"colour": "red"}, "colour: unknown"),
    ],
)
def test_fault_is_told_by_where_it_stands(changes, fault):
    assert fault in faults(policy_json(**changes))


def test_each_thing_that_is_missing_is_told():
    assert [faults(without(name, policy_json())) for name in ("quorum", "blind", "tie_breaks")] == [
        ["quorum: missing"], ["blind: missing"], ["tie_breaks: missing"],
    ]  # fmt: skip
    assert faults(policy_json(special_awards=[{}, {}], criteria=[{}])) == [
        *(f"categories/1/criteria/1/{name}: missing" for name in ("code", "weight", "low", "high")),
        *(
            f"special_awards/{number}/{name}: missing"
            for number in (1, 2)
            for name in ("code", "rule", "minimum")
        ),
    ]


def test_faults_are_told_together():
    assert faults(policy_json(quorum=0, blind=None, winners="three")) == [
        "categories/1/winners: a whole number from 0 to 10000 is expected",
        "quorum: a whole number from 1 to 10000 is expected",
        "blind: true or false is expected",
    ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(policy_json())), json_values)
def test_nothing_but_a_policy_is_read_and_nothing_fails_otherwise(name, value):
    written = policy_json() | {name: value}
    told = {fault.split("/")[0].split(":")[0] for fault in faults(written)}
    assert told == {name} or policy_as_json(policy_from_json(written))[name] == value


@given(json_values)
def test_what_is_no_object_is_no_policy(value):
    assert faults(value) != []
