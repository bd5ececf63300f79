"""Severities worked out by hand, and the fit beside one by the whole design matrix."""

import numpy as np
import pytest
from hypothesis import given

from contest.domain.score_table import score_table
from contest.domain.severity import fit_severity
from tests.contest.scoring_samples import evaluations, policy, scores_by_entry


def fitted(scores):
    return fit_severity(score_table(policy().categories[0], scores, evaluations(scores)))


def test_merits_and_severities_are_found_where_they_explain_everything():
    # Merits 60, 50, 70; A adds 10, B takes 10.
    fit = fitted({"E1": {"A": 70, "B": 50}, "E2": {"B": 40, "C": 50}, "E3": {"C": 70, "A": 80}})
    assert fit.values.tolist() == pytest.approx([10, -10, 0])
    assert fit.adjusted.tolist() == pytest.approx([60, 60, 50, 50, 70, 70])
    assert (fit.freedom, fit.sigma) == (1, pytest.approx(0, abs=1e-9))


def test_errors_follow_from_what_is_left_over():
    # A scores 60 on average and B 40; what is left is 5 each time: σ̂² = 4 × 25 / (4 − 2 − 2 + 1).
    fit = fitted({"E1": {"A": 70, "B": 60}, "E2": {"A": 50, "B": 20}})
    assert fit.values.tolist() == pytest.approx([10, -10])
    assert (fit.freedom, fit.sigma) == (1, pytest.approx(10))
    assert fit.entry_errors.tolist() == pytest.approx([10 / 2**0.5] * 2)
    assert fit.juror_errors.tolist() == pytest.approx([5, 5])


def test_errors_are_missing_when_every_pair_is_used_up():
    fit = fitted({"E1": {"A": 70, "B": 60}, "E2": {"B": 20}})
    assert fit.values.tolist() == pytest.approx([5, -5])
    assert (fit.freedom, fit.sigma, fit.entry_errors, fit.juror_errors) == (0, None, None, None)
    assert [severity.standard_error for severity in fit.severities()] == [None, None]


def test_single_juror_is_neither_strict_nor_mild():
    fit = fitted({"E1": {"A": 70}, "E2": {"A": 20}})
    assert (fit.values.tolist(), fit.adjusted.tolist(), fit.connected) == ([0], [70, 20], True)


def test_components_are_told_and_each_sums_to_nothing():
    fit = fitted({"E1": {"A": 70, "D": 50}, "E2": {"B": 40, "C": 50}, "E3": {"E": 10}, "E4": {"C": 5}})
    assert [(each.entries, each.jurors) for each in fit.components()] == [
        (("E1",), ("A", "D")), (("E2", "E4"), ("B", "C")), (("E3",), ("E",)),
    ]  # fmt: skip
    assert [(each.juror, round(each.value, 9), each.component) for each in fit.severities()] == [
        ("A", 10, 0), ("B", -5, 1), ("C", 5, 1), ("D", -10, 0), ("E", 0, 2),
    ]  # fmt: skip
    assert fit.connected is False


def test_jurors_joined_only_by_a_long_chain_are_one_component():
    chain = {f"E{at:02}": {f"J{at:02}": 50 + at, f"J{at + 1:02}": 60} for at in range(30)}
    assert [len(each.jurors) for each in fitted(chain).components()] == [31]


def test_table_without_evaluations_has_nothing_to_fit():
    fit = fitted({"E1": {}})
    assert (fit.components(), fit.severities(), fit.freedom, fit.connected) == ((), (), 0, True)


@given(scores_by_entry.filter(lambda scores: any(scores.values())))
def test_fit_is_the_least_squares_of_the_whole_design(scores):
    fit = fitted(scores)
    table, count = fit.table, len(fit.table.entries)
    rows = np.arange(len(table.points))
    design = np.zeros((len(rows), count + len(table.jurors)))
    design[rows, table.entry] = design[rows, count + table.juror] = 1
    # The directions in which severities of each component sum to nothing: the null space of these sums.
    sums = np.hstack(
        [np.zeros((len(fit.components()), count)), fit.component == np.arange(len(fit.components()))[:, None]]
    )
    free = np.linalg.svd(sums)[2][len(sums) :].T
    solution = free @ np.linalg.lstsq(design @ free, table.points, rcond=None)[0]
    assert fit.values == pytest.approx(solution[count:], abs=1e-8)
    left = table.points - design @ solution
    assert fit.freedom == len(rows) - np.linalg.matrix_rank(design)
    if fit.freedom:
        covariance = free @ np.linalg.inv(free.T @ design.T @ design @ free) @ free.T
        errors = np.sqrt(left @ left / fit.freedom * np.diag(covariance))
        assert [*fit.entry_errors, *fit.juror_errors] == pytest.approx(errors, abs=1e-6)
