"""Points, aggregates and the counts in which figures are compared."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.score_table import GOLDEN, Evaluation, aggregate, count_of, counts_of, score_table
from contest.errors import ScoresRefused
from tests.contest.scoring_samples import evaluations, policy

TWO = (
    {"code": "impact", "weight": "1.5", "low": 0, "high": 5},
    {"code": "reach", "weight": "1", "low": 1, "high": 10},
)


def table_of(scores, criteria=TWO):
    return score_table(policy(criteria=criteria).categories[0], scores, evaluations(scores))


def test_points_weigh_each_criterion_on_its_own_scale():
    # 100 × (1.5 × 4/5 + 1 × 6/9) / 2.5
    assert table_of({"E1": {"J1": {"impact": 4, "reach": 7}}}).points.tolist() == [224 / 3]


def test_points_reach_from_nothing_to_a_hundred():
    scores = {"E1": {"J1": {"impact": 0, "reach": 1}, "J2": {"impact": 5, "reach": 10}}}
    assert table_of(scores).points.tolist() == [0, 100]


def test_means_of_criteria_are_points_of_their_scales():
    scores = {"E1": {"J1": {"impact": 4, "reach": 7}, "J2": {"impact": 1, "reach": 10}}}
    assert table_of(scores).criterion_means.tolist() == [[50, 100 * 15 / 18]]


def test_evaluation_with_a_criterion_missing_counts_nowhere():
    table = table_of({"E1": {"J1": {"impact": 4, "reach": 7}, "J2": {"impact": 0}}, "E2": {"J3": {}}})
    assert (table.entries, table.jurors, len(table.points)) == (("E1",), ("J1",), 1)


def test_evaluation_of_an_entry_that_was_taken_out_counts_nowhere():
    given_scores = evaluations({"E1": {"J1": 50}, "E2": {"J1": 70, "J2": 10}})
    table = score_table(policy().categories[0], ["E1"], given_scores)
    assert (table.entries, table.jurors, table.points.tolist()) == (("E1",), ("J1",), [50])


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        ({"plain": 101}, "J1 has given E1 101 by plain, which goes from 0 to 100."),
        ({"plain": -1}, "J1 has given E1 -1 by plain, which goes from 0 to 100."),
        ({"plain": 1, "style": 2}, "J1 has scored E1 by what is no criterion: style."),
        ({"style": 2}, "J1 has scored E1 by what is no criterion: style."),
        ({"plain": 1.5}, "Scores are whole numbers."),
        ({"plain": None}, "Scores are whole numbers."),
        ({"plain": 10**30}, "Scores are whole numbers."),
    ],
)
def test_scores_that_cannot_be_are_refused(scores, message):
    with pytest.raises(ScoresRefused) as refusal:
        score_table(policy().categories[0], ["E1"], [Evaluation("E1", "J1", scores)])
    assert str(refusal.value) == message


def test_two_evaluations_by_one_juror_are_refused():
    twice = [
        Evaluation("E1", "J1", {"plain": 1}),
        Evaluation("E1", "J2", {"plain": 3}),
        Evaluation("E1", "J1", {"plain": 2}),
    ]
    with pytest.raises(ScoresRefused) as refusal:
        score_table(policy().categories[0], ["E1"], twice)
    assert str(refusal.value) == "J1 has scored E1 twice."


@pytest.mark.parametrize(
    ("name", "percent", "values", "expected"),
    [
        ("mean", 0, [10, 50, 60, 70, 100], 58),
        ("median", 0, [100, 10, 70, 50, 60], 60),
        ("median", 0, [100, 10, 70, 50], 60),
        # A fifth of five is one at each end.
        ("trimmed_mean", 20, [100, 50, 60, 70, 10], 60),
        # A fifth of four is not yet one.
        ("trimmed_mean", 20, [10, 50, 60, 100], 55),
        ("trimmed_mean", 49, [10, 61, 100], 61),
        ("trimmed_mean", 49, [10, 100], 55),
        ("trimmed_mean", 49, [10], 10),
        # 0.29 × 100 is 28.999… for floats; 29 of a hundred are dropped.
        ("trimmed_mean", 29, [0] * 29 + [50] * 42 + [99] * 29, 50),
    ],
)
def test_values_become_one_as_the_policy_says(name, percent, values, expected):
    terms = policy(aggregate=name, trim_percent=percent) if percent else policy(aggregate=name)
    assert aggregate(np.array(values, dtype=float), terms) == expected


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (0.0, 0),
        (60.0, 60_000_000),
        (100 / 3, 33_333_333),
        (200 / 3, 66_666_667),
        (500 / 7, 71_428_572),
        # Sums that floats get wrong in the last bit, and halves of a millionth.
        (0.1 + 0.2, 300_000),
        (12.3456785, 12_345_679),
        (-12.5, -12_500_000),
    ],
)
def test_figures_are_counted_in_millionths(value, count):
    assert (count_of(value), counts_of(np.array([value])).tolist()) == (count, [count])


criteria_and_scores = st.lists(
    st.tuples(
        st.integers(1, 999),
        st.integers(-5, 5),
        st.integers(1, 10),
        st.lists(st.integers(0, 10), min_size=4, max_size=4),
    ),
    min_size=1,
    max_size=4,
)


def scored(criteria, *, weigh=1, unit=1, shift=0):
    """Criteria of (weight in hundredths, low, length, steps) with weights multiplied and scales told in another unit."""
    rows = [
        {
            "code": f"c{at}",
            "weight": f"{weight * weigh / 100:.2f}",
            "low": low * unit + shift,
            "high": (low + span) * unit + shift,
        }
        for at, (weight, low, span, _steps) in enumerate(criteria)
    ]
    scores = {
        "E1": {
            f"J{juror}": {
                f"c{at}": (low + min(steps[juror], span)) * unit + shift
                for at, (_, low, span, steps) in enumerate(criteria)
            }
            for juror in range(4)
        }
    }
    return table_of(scores, rows)


@given(criteria_and_scores, st.integers(2, 50))
def test_weights_in_the_same_proportions_give_the_same_points(criteria, weigh):
    assert scored(criteria, weigh=weigh).points.tolist() == scored(criteria).points.tolist()


@given(criteria_and_scores, st.integers(1, 20), st.integers(-50, 50))
def test_another_unit_of_the_scales_gives_the_same_figures(criteria, unit, shift):
    one, other = scored(criteria), scored(criteria, unit=unit, shift=shift)
    assert other.points.tolist() == one.points.tolist()
    assert other.criterion_means.tolist() == one.criterion_means.tolist()


@given(criteria_and_scores)
def test_counts_of_points_are_those_of_exact_fractions(criteria):
    weights = sum(weight for weight, *_ in criteria)
    exact = [
        100
        * sum(Fraction(weight * min(steps[juror], span), span) for weight, _low, span, steps in criteria)
        / weights
        for juror in range(4)
    ]
    assert counts_of(scored(criteria).points).tolist() == [
        math.floor(each * 10**6 + Fraction(GOLDEN)) for each in exact
    ]
    mean = scored(criteria).aggregated(scored(criteria).points, policy())
    assert counts_of(mean).tolist() == [math.floor(sum(exact) / 4 * 10**6 + Fraction(GOLDEN))]
