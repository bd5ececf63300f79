"""How places move without a juror, and how far when evaluations are drawn anew."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.domain.placing import places_by_count
from contest.domain.scoring import rank_category
from contest.domain.stability import Interval, Shift, bootstrap, leave_one_out
from tests.contest.scoring_samples import evaluations, policy, rank, scores_by_entry


def shifts(scores, **changes):
    return leave_one_out(policy(**changes), rank(scores, **changes))


def intervals(scores, fingerprint="a", **changes):
    return bootstrap(policy(**changes), rank(scores, **changes), fingerprint=fingerprint)


def test_one_juror_who_decides_is_named():
    # Means 70, 60, 40; without C they are 55, 60, 40, without A or B the order stays.
    scores = {
        "E1": {"A": 50, "B": 60, "C": 100},
        "E2": {"A": 60, "B": 60, "C": 60},
        "E3": {"A": 40, "B": 40, "C": 40},
    }
    assert shifts(scores) == (
        Shift("E1", 1, 2, "C", 2), Shift("E2", 1, 2, "C", 1), Shift("E3", 3, 3, None, None),
    )  # fmt: skip


def test_first_by_code_of_jurors_who_move_as_far_is_named():
    # Without A the second is ahead, and without B too.
    scores = {"E1": {"A": 90, "B": 90, "C": 10}, "E2": {"A": 60, "B": 60, "C": 60}}
    assert shifts(scores)[0] == Shift("E1", 1, 2, "A", 2)


def test_entry_whose_only_juror_is_left_out_is_passed_over():
    scores = {"E1": {"A": 90}, "E2": {"A": 60, "B": 60}, "E3": {"B": 50}}
    assert shifts(scores) == (
        Shift("E1", 1, 1, None, None), Shift("E2", 1, 2, "A", 1), Shift("E3", 2, 3, "A", 2),
    )  # fmt: skip


def test_quorum_is_not_asked_for_again_and_who_has_no_place_moves_nobody():
    scores = {"E1": {"A": 90, "B": 80}, "E2": {"A": 60, "B": 70}, "E3": {"A": 99}}
    assert shifts(scores, quorum=2) == (Shift("E1", 1, 1, None, None), Shift("E2", 2, 2, None, None))


def test_chair_has_no_say_in_how_places_move():
    rules = {"tie_breaks": ["decision"]}
    ranking = rank({"E1": {"A": 50, "B": 50}, "E2": {"A": 50, "B": 50}}, decisions=[["E2", "E1"]], **rules)
    assert leave_one_out(policy(**rules), ranking) == (
        Shift("E2", 1, 1, None, None),
        Shift("E1", 1, 1, None, None),
    )


def test_severities_are_reckoned_anew_without_the_juror():
    # C alone joins A with B: without C nothing can be compared, and raw points rank.
    scores = {"E1": {"A": 90, "C": 50}, "E2": {"B": 20, "C": 60}, "E3": {"A": 80, "C": 40}}
    assert [each.entry for each in rank(scores, adjustment="additive").standings] == ["E2", "E1", "E3"]
    assert shifts(scores, adjustment="additive") == (
        Shift("E2", 1, 3, "C", 3), Shift("E1", 1, 2, "C", 1), Shift("E3", 2, 3, "C", 2),
    )  # fmt: skip


def test_entry_far_ahead_stays_where_it_is_in_every_resample():
    scores = {
        "E1": {"A": 90, "B": 95},
        "E2": {"A": 50, "B": 40},
        "E3": {"A": 45, "B": 48},
        "E4": {"A": 1, "B": 2},
    }
    assert intervals(scores) == (
        Interval("E1", 1, 1),
        Interval("E3", 2, 3),
        Interval("E2", 2, 3),
        Interval("E4", 4, 4),
    )


def test_entry_with_one_evaluation_moves_only_as_others_pass_it():
    # The mean of E1 is 100, 50 or 0 in a quarter, a half and a quarter of the resamples.
    scores = {"E1": {"A": 100, "B": 0}, "E2": {"A": 49}}
    assert intervals(scores) == (Interval("E1", 1, 2), Interval("E2", 1, 2))


@pytest.mark.parametrize(
    ("points", "worst"),
    [
        # E1 comes behind E2 if every draw is 0: in 1 of 27 resamples, or in 32 of 3125, which is under 2.5 %.
        ([100, 100, 0], 2),
        ([100, 100, 100, 0, 0], 1),
    ],
)
def test_rare_places_fall_outside_the_interval(points, worst):
    scores = {"E1": {f"J{at}": score for at, score in enumerate(points)}, "E2": {"J0": 10}}
    assert intervals(scores)[0] == Interval("E1", 1, worst)


def test_adjusted_points_are_drawn_where_they_rank():
    # Merits 60, 62, 50; A adds 10, B takes 10. Without them the jurors agree, so every draw gives the merits.
    scores = {"E1": {"A": 70, "C": 60}, "E2": {"B": 52, "C": 62}, "E3": {"A": 60, "B": 40}}
    assert intervals(scores, adjustment="additive") == (
        Interval("E2", 1, 1), Interval("E1", 2, 2), Interval("E3", 3, 3),
    )  # fmt: skip
    assert intervals(scores) == (Interval("E1", 1, 2), Interval("E2", 1, 3), Interval("E3", 1, 3))


def test_draws_follow_from_policy_and_category():
    scores = {f"E{at}": {f"J{juror}": (at * 37 + juror * 53) % 101 for juror in range(4)} for at in range(30)}
    assert intervals(scores) == intervals(scores)
    assert intervals(scores, fingerprint="b") != intervals(scores)


def test_many_figures_are_drawn_in_pieces():
    scores = {f"E{at:03}": {f"J{juror}": at % 101 for juror in range(5)} for at in range(505)}
    found = {each.entry: (each.best, each.worst) for each in intervals(scores)}
    # Five entries share each score, and a draw among equal scores changes nothing.
    assert [found[f"E{at:03}"] for at in (100, 201, 99, 0)] == [(1, 1), (1, 1), (6, 6), (501, 501)]


@pytest.mark.parametrize("adjustment", ["none", "additive"])
def test_category_without_places_has_nothing_to_move(adjustment):
    assert (shifts({"E1": {}}, adjustment=adjustment), intervals({"E1": {}}, adjustment=adjustment)) == (
        (),
        (),
    )


def test_places_are_shared_by_equal_counts():
    counts = np.array([[5, 9, 9, 1], [3, 3, 3, 3]])
    assert places_by_count(counts).tolist() == [[3, 1, 1, 4], [1, 1, 1, 1]]


RULES = st.fixed_dictionaries(
    {
        "adjustment": st.sampled_from(["none", "additive"]),
        "aggregate": st.sampled_from(["mean", "median"]),
        "quorum": st.integers(1, 2),
        "tie_breaks": st.sampled_from([["median", "evaluations"], ["criterion:plain"], []]),
    }
)


@settings(max_examples=50)
@given(scores_by_entry, RULES, st.randoms(use_true_random=False))
def test_order_of_rows_changes_no_stability(scores, rules, random):
    rows, names, terms = evaluations(scores), list(scores), policy(**rules)
    random.shuffle(rows)
    random.shuffle(names)
    mixed, ranking = rank_category(terms, "main", names, rows), rank(scores, **rules)
    assert leave_one_out(terms, mixed) == leave_one_out(terms, ranking)
    assert bootstrap(terms, mixed, fingerprint="a", resamples=20) == bootstrap(
        terms, ranking, fingerprint="a", resamples=20
    )


@settings(max_examples=50)
@given(scores_by_entry, RULES)
def test_juror_without_complete_evaluations_changes_nothing(scores, rules):
    absent = {entry: {**jurors, "J0": {}} for entry, jurors in scores.items()}
    assert rank(absent, **rules) == rank(scores, **rules)
    assert shifts(absent, **rules) == shifts(scores, **rules)


@settings(max_examples=50)
@given(scores_by_entry, RULES)
def test_place_of_an_entry_lies_among_those_it_takes(scores, rules):
    ranking = rank(scores, **rules)
    moved = leave_one_out(policy(**rules), ranking)
    assert [each.entry for each in moved] == [standing.entry for standing in ranking.standings]
    assert all(
        each.best <= standing.place <= each.worst
        for each, standing in zip(moved, ranking.standings, strict=True)
    )
