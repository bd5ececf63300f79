"""Rankings worked out by hand, and what never changes one."""

import dataclasses
import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.placing import Tie
from contest.domain.score_table import Evaluation
from contest.domain.scoring import rank_category
from tests.contest.scoring_samples import by_one, evaluations, places, policy, rank, scores_by_entry

DEPTH_AND_STYLE = (
    {"code": "depth", "weight": "1", "low": 0, "high": 10},
    {"code": "style", "weight": "1", "low": 0, "high": 10},
)


def test_entries_stand_by_their_scores():
    ranking = rank({"E1": {"J1": 50, "J2": 60}, "E2": {"J1": 90, "J2": 40}, "E3": {"J1": 10}})
    assert [(each.entry, each.place, each.count) for each in ranking.standings] == [
        ("E2", 1, 65_000_000), ("E1", 2, 55_000_000), ("E3", 3, 10_000_000),
    ]  # fmt: skip


def test_equal_scores_share_a_place_and_the_next_is_passed_over():
    ranking = rank(by_one({"E1": 10, "E2": 50, "E3": 50, "E4": 80}))
    assert places(ranking) == [("E4", 1), ("E2", 2), ("E3", 2), ("E1", 4)]
    assert ranking.ties == (Tie(2, ("E2", "E3"), None),)


def test_standing_tells_spread_and_error():
    (standing,) = rank({"E1": {"J1": 40, "J2": 60, "J3": 80}}).standings
    assert (standing.raw, standing.adjusted, standing.lowest, standing.highest, standing.deviation) == (
        60,
        None,
        40,
        80,
        20,
    )
    assert standing.standard_error == pytest.approx(20 / math.sqrt(3))


def test_single_evaluation_has_no_error_and_no_deviation():
    (standing,) = rank(by_one({"E1": 40})).standings
    assert (standing.standard_error, standing.deviation, standing.lowest) == (None, None, 40)


@pytest.mark.parametrize(
    ("chain", "order", "ties"),
    [
        # Means are equal; the criterion decides between two of them, and the third is already parted from them.
        (
            ["criterion:depth"],
            [("A", 1), ("B", 2), ("C", 2)],
            [Tie(1, ("A", "B", "C"), "criterion:depth"), Tie(2, ("B", "C"), None)],
        ),
        (
            ["criterion:depth", "median"],
            [("A", 1), ("C", 2), ("B", 3)],
            [Tie(1, ("A", "C", "B"), "criterion:depth"), Tie(2, ("C", "B"), "median")],
        ),
        (["median"], [("C", 1), ("A", 2), ("B", 2)], [Tie(1, ("C", "A", "B"), "median"), Tie(2, ("A", "B"), None)]),
        (["evaluations"], [("C", 1), ("A", 2), ("B", 2)], [Tie(1, ("C", "A", "B"), "evaluations"), Tie(2, ("A", "B"), None)]),
        ([], [("A", 1), ("B", 1), ("C", 1)], [Tie(1, ("A", "B", "C"), None)]),
    ],
)  # fmt: skip
def test_chain_breaks_ties_in_its_order(chain, order, ties):
    scores = {
        "A": {"J1": {"depth": 8, "style": 2}, "J2": {"depth": 7, "style": 3}},
        "B": {"J1": {"depth": 5, "style": 5}, "J2": {"depth": 5, "style": 5}},
        # 60, 60 and 30: a mean of 50, a median of 60, depth 5.
        "C": {"J1": {"depth": 7, "style": 5}, "J2": {"depth": 6, "style": 6}, "J3": {"depth": 2, "style": 4}},
    }
    ranking = rank(scores, criteria=DEPTH_AND_STYLE, tie_breaks=chain)
    assert (places(ranking), list(ranking.ties)) == (order, ties)


def test_decision_of_the_chair_breaks_a_tie():
    ranking = rank(
        by_one({"A": 50, "B": 50, "C": 50, "D": 70}), tie_breaks=["decision"], decisions=[["C", "A", "B"]]
    )
    assert places(ranking) == [("D", 1), ("C", 2), ("A", 3), ("B", 4)]
    assert ranking.ties == (Tie(2, ("C", "A", "B"), "decision"),)


@pytest.mark.parametrize(
    ("decisions", "order"),
    [
        # The last one holds; one that leaves out a tied entry was made of another tie.
        ([["A", "B", "C"], ["C", "B", "A"]], [("C", 1), ("B", 2), ("A", 3)]),
        ([["C", "B", "A"], ["A", "B"]], [("C", 1), ("B", 2), ("A", 3)]),
        ([["A", "B"]], [("A", 1), ("B", 1), ("C", 1)]),
        # One that names an entry which is no longer tied, or gone, still orders the others.
        ([["C", "X", "A", "D", "B"]], [("C", 1), ("A", 2), ("B", 3)]),
    ],
)
def test_decision_holds_for_the_entries_that_it_names(decisions, order):
    ranking = rank(by_one({"A": 50, "B": 50, "C": 50}), tie_breaks=["decision"], decisions=decisions)
    assert places(ranking) == order


def test_decision_does_not_count_unless_the_chain_says_so():
    assert places(rank(by_one({"A": 50, "B": 50}), decisions=[["B", "A"]])) == [("A", 1), ("B", 1)]


def test_decision_never_moves_entries_that_an_earlier_tie_break_parted():
    scores = {"A": {"J1": 50, "J2": 50}, "B": {"J1": 50}, "C": {"J1": 50}}
    ranking = rank(scores, tie_breaks=["evaluations", "decision"], decisions=[["C", "B", "A"]])
    assert places(ranking) == [("A", 1), ("C", 2), ("B", 3)]


def test_criterion_of_another_category_breaks_no_tie():
    other = {"code": "other", "winners": 1, "minimum": None, "criteria": list(DEPTH_AND_STYLE)}
    plain = policy().categories[0]
    terms = policy(tie_breaks=["criterion:depth"], categories=[other, policy_row(plain)])
    ranking = rank_category(terms, "main", ["A", "B"], evaluations(by_one({"A": 5, "B": 5})))
    assert ranking.ties == (Tie(1, ("A", "B"), None),)


def policy_row(category):
    """A category as it stands in the JSON."""
    criteria = [
        {"code": each.code, "weight": str(each.weight), "low": each.low, "high": each.high}
        for each in category.criteria
    ]
    return {"code": category.code, "winners": category.winners, "minimum": None, "criteria": criteria}


def test_entry_without_quorum_has_no_place_and_moves_nobody():
    ranking = rank(
        {"E1": {"J1": 99}, "E2": {"J1": 50, "J2": 60}, "E3": {}, "E4": {"J1": 10, "J2": 20}}, quorum=2
    )
    assert places(ranking) == [("E2", 1), ("E4", 2)]
    assert [(each.entry, each.place, each.evaluations, each.raw) for each in ranking.without_quorum] == [
        ("E1", None, 1, 99), ("E3", None, 0, None),
    ]  # fmt: skip


def test_evaluation_with_a_gap_is_no_zero():
    scores = {"E1": {"J1": {"depth": 8, "style": 8}, "J2": {"depth": 8}, "J3": {"depth": 6, "style": 6}}}
    (standing,) = rank(scores, criteria=DEPTH_AND_STYLE, quorum=2).standings
    assert (standing.raw, standing.evaluations) == (70, 2)


@pytest.mark.parametrize(
    ("minimum", "winners"),
    [(None, ("A", "B", "C")), ("60.00", ("A", "B")), ("60.01", ("A",)), ("100", ())],
)
def test_nobody_wins_under_the_minimum(minimum, winners):
    ranking = rank(by_one({"A": 80, "B": 60, "C": 59, "D": 50}), winners=3, minimum=minimum)
    assert (ranking.winners, ranking.undecided) == (winners, ())


@pytest.mark.parametrize(
    ("winners", "expected"),
    [
        (0, ((), ())),
        (1, (("A",), ())),
        (2, (("A",), ("B", "C"))),
        (3, (("A", "B", "C"), ())),
        (4, (("A", "B", "C", "D"), ())),
        (9, (("A", "B", "C", "D"), ())),
    ],
)
def test_tie_across_the_last_winning_place_is_undecided(winners, expected):
    ranking = rank(by_one({"A": 80, "B": 60, "C": 60, "D": 50}), winners=winners)
    assert (ranking.winners, ranking.undecided) == expected


def test_tie_across_the_last_winning_place_under_the_minimum_is_nothing_to_decide():
    ranking = rank(by_one({"A": 80, "B": 60, "C": 60}), winners=2, minimum="61")
    assert (ranking.winners, ranking.undecided) == (("A",), ())


def test_decided_tie_makes_a_winner():
    ranking = rank(
        by_one({"A": 80, "B": 60, "C": 60}), winners=2, tie_breaks=["decision"], decisions=[["C", "B"]]
    )
    assert (ranking.winners, ranking.undecided) == (("A", "C"), ())


# Merits 60, 62, 50; A adds 10, B takes 10, C neither: the raw order of E1 and E2 is the wrong one.
UNEVEN = {"E1": {"A": 70, "C": 60}, "E2": {"B": 52, "C": 62}, "E3": {"A": 60, "B": 40}}


def test_adjusted_scores_take_out_who_was_strict_and_who_was_mild():
    ranking = rank(UNEVEN, adjustment="additive")
    assert [(each.entry, each.place, each.count, each.raw) for each in ranking.standings] == [
        ("E2", 1, 62_000_000, 57), ("E1", 2, 60_000_000, 65), ("E3", 3, 50_000_000, 50),
    ]  # fmt: skip
    assert [(each.juror, round(each.value, 9), each.evaluations) for each in ranking.severities] == [
        ("A", 10, 2), ("B", -10, 2), ("C", 0, 2),
    ]  # fmt: skip
    assert ranking.adjusted is True


def test_raw_scores_rank_without_adjustment():
    ranking = rank(UNEVEN)
    assert places(ranking) == [("E1", 1), ("E2", 2), ("E3", 3)]
    assert (ranking.adjusted, ranking.severities, ranking.components) == (False, (), ())


def test_jurors_who_cannot_be_compared_leave_the_raw_order():
    apart = {"E1": {"A": 70, "B": 50}, "E2": {"A": 40}, "E3": {"C": 90, "D": 95}}
    ranking = rank(apart, adjustment="additive")
    assert places(ranking) == [("E3", 1), ("E1", 2), ("E2", 3)]
    assert (ranking.adjusted, {each.adjusted for each in ranking.standings}) == (False, {None})
    assert [(each.entries, each.jurors) for each in ranking.components] == [
        (("E1", "E2"), ("A", "B")),
        (("E3",), ("C", "D")),
    ]
    assert ranking.standings[1].standard_error == pytest.approx(10)


def test_adjusted_median_breaks_a_tie_of_adjusted_means():
    # Severities are −21, 1.5 and 19.5: without them E1 has 51, 48.5 and 50.5, E2 49, 51.5 and 49.5. Raw medians are 50, 53.
    scores = {"E1": {"A": 30, "B": 50, "C": 70}, "E2": {"A": 28, "B": 53, "C": 69}}
    raw, adjusted = (rank(scores, adjustment=kind, tie_breaks=["median"]) for kind in ("none", "additive"))
    assert (places(raw), raw.ties) == ([("E2", 1), ("E1", 2)], (Tie(1, ("E2", "E1"), "median"),))
    assert (places(adjusted), adjusted.ties) == ([("E1", 1), ("E2", 2)], (Tie(1, ("E1", "E2"), "median"),))


@pytest.mark.parametrize("adjustment", ["none", "additive"])
def test_category_without_evaluations_has_no_places(adjustment):
    ranking = rank({"E1": {}, "E2": {}}, adjustment=adjustment)
    assert (ranking.standings, ranking.winners, ranking.ties, ranking.components) == ((), (), (), ())
    assert [each.entry for each in ranking.without_quorum] == ["E1", "E2"]


def test_category_that_the_policy_does_not_know_is_an_error():
    with pytest.raises(KeyError):
        rank({}, category="other")


RULES = st.fixed_dictionaries(
    {
        "adjustment": st.sampled_from(["none", "additive"]),
        "aggregate": st.sampled_from(["mean", "median", "trimmed_mean"]),
        "trim_percent": st.just(25),
        "quorum": st.integers(1, 3),
        "tie_breaks": st.permutations(["criterion:plain", "median", "evaluations"]),
    }
)


@given(scores_by_entry, RULES, st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(scores, rules, random):
    rows, names = evaluations(scores), list(scores)
    random.shuffle(rows)
    random.shuffle(names)
    assert rank_category(policy(**rules), "main", names, rows) == rank(scores, **rules)


@given(scores_by_entry, RULES)
def test_better_scores_stand_higher_and_ties_are_all_told(scores, rules):
    ranking = rank(scores, **rules | {"tie_breaks": []})
    counts = [each.count for each in ranking.standings]
    assert counts == sorted(counts, reverse=True)
    assert [each.place for each in ranking.standings] == [counts.index(count) + 1 for count in counts]
    shared = sorted({count for count in counts if counts.count(count) > 1}, reverse=True)
    assert [(tie.place, len(tie.entries)) for tie in ranking.ties] == [
        (counts.index(each) + 1, counts.count(each)) for each in shared
    ]


@given(scores_by_entry.filter(bool), RULES, st.integers(1, 90), st.data())
def test_constant_added_to_a_juror_changes_no_adjusted_place(scores, rules, constant, data):
    # Means of criteria are raw, so a chain that asks for them may see the constant.
    rules |= {"adjustment": "additive", "tie_breaks": ["median", "evaluations"]}
    juror = data.draw(st.sampled_from([f"J{number}" for number in range(1, 6)]))
    milder = {
        entry: {each: score + constant * (each == juror) for each, score in jurors.items()}
        for entry, jurors in scores.items()
    }
    one, other = rank(scores, **rules), rank(milder, **rules)
    if one.adjusted:
        assert places(other) == places(one)


@given(scores_by_entry, RULES, st.sampled_from([2, 3, 7]), st.integers(-40, 40))
def test_another_unit_of_the_scale_changes_nothing(scores, rules, unit, shift):
    ten = {"code": "plain", "weight": "1", "low": 0, "high": 10}
    other = {"code": "plain", "weight": "2.5", "low": shift, "high": 10 * unit + shift}
    told = {
        entry: {juror: score * unit + shift for juror, score in jurors.items()}
        for entry, jurors in scores.items()
    }
    assert rank(told, criteria=[other], **rules) == rank(scores, criteria=[ten], **rules)


@given(scores_by_entry, RULES, st.integers(2, 9))
def test_weights_in_the_same_proportions_change_nothing(scores, rules, weigh):
    twice = {
        entry: {juror: {"depth": score, "style": 10 - score // 2} for juror, score in jurors.items()}
        for entry, jurors in scores.items()
    }
    rules |= {"tie_breaks": ["criterion:style", "median"]}
    one, other = ([{**each, "weight": str(weight)} for each, weight in zip(DEPTH_AND_STYLE, pair, strict=True)]
                  for pair in ((3, 2), (3 * weigh, 2 * weigh)))  # fmt: skip
    assert rank(twice, criteria=other, **rules) == rank(twice, criteria=one, **rules)


def test_ten_thousand_entries_are_ranked_in_two_seconds():
    criteria = [{"code": f"c{at}", "weight": "1.5", "low": 0, "high": 5} for at in range(6)]
    rows = [
        Evaluation(
            f"E{entry:05}",
            f"J{juror}",
            {f"c{at}": (entry * 7 + juror * (at + 1) + entry // 11) % 6 for at in range(6)},
        )
        for entry in range(10_000)
        for juror in range(10)
    ]
    terms = policy(
        criteria=criteria,
        adjustment="additive",
        tie_breaks=["criterion:c1", "median", "evaluations", "decision"],
    )
    names = [f"E{entry:05}" for entry in range(10_000)]
    began = time.process_time()
    ranking = rank_category(terms, "main", names, rows)
    assert time.process_time() - began < 2
    assert (len(ranking.standings), ranking.adjusted) == (10_000, True)


def test_standing_is_never_changed():
    (standing,) = rank(by_one({"E1": 5})).standings
    with pytest.raises(dataclasses.FrozenInstanceError):
        standing.place = 2
