"""The ranking is computed anew by the rules: answers known by hand, and what must hold for any judging."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.verifier.arithmetic import count_of, mean, two_decimals, with_decimals
from contest.verifier.strictness import groups_of, strictness
from tests.contest.verifier.judgings import ranking_of, report_on
from tests.contest.verifier.protocols import REASON, Protocol, plain


def places(standing):
    return [(line.entry, line.place, with_decimals(line.score)) for line in standing.lines]


def water(rules, **rows):
    return ranking_of(Protocol(rules).table(**rows)).categories["water"]


# Counting.


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (Fraction(60), 60_000_000),
        (Fraction(500, 7), 71_428_572),
        (Fraction(200, 3), 66_666_667),
        (Fraction(381_966, 10**12), 0),
        (Fraction(381_967, 10**12), 1),
        (Fraction(-1, 10**6), -1),
    ],
)
def test_points_are_counted_in_millionths(value, count):
    assert count_of(value) == count


@pytest.mark.parametrize(
    ("count", "six", "two"),
    [
        (71_428_571, "71.428571", "71.43"),
        (5_000, "0.005000", "0.01"),
        (-5, "-0.000005", "0.00"),
        (-1_250_000, "-1.250000", "-1.25"),
    ],
)
def test_counts_are_written_with_decimals(count, six, two):
    assert (with_decimals(count), two_decimals(count)) == (six, two)


# Aggregates.


@pytest.mark.parametrize(
    ("rules", "score"),
    [
        ({"aggregate": "mean"}, "52.000000"),
        ({"aggregate": "median"}, "60.000000"),
        ({"aggregate": "trimmed_mean", "trim_percent": 20}, "53.333333"),  # 40, 60, 60.
        ({"aggregate": "trimmed_mean", "trim_percent": 19}, "52.000000"),  # floor(0.95) is none.
        ({"aggregate": "trimmed_mean", "trim_percent": 50}, "60.000000"),
        ({"aggregate": "trimmed_mean", "trim_percent": 0}, "52.000000"),
    ],
)
def test_points_are_aggregated_as_the_policy_says(rules, score):
    row = {"J1": 0, "J2": 40, "J3": 60, "J4": 60, "J5": 100}
    assert places(water(plain(**rules), A=row)) == [("A", 1, score)]


def test_trimmed_mean_of_an_even_number_keeps_two():
    row = {"J1": 0, "J2": 40, "J3": 70, "J4": 100}
    rules = plain(aggregate="trimmed_mean", trim_percent=50)
    assert places(water(rules, A=row)) == [("A", 1, "55.000000")]


def test_weights_and_scales_make_the_points():
    criteria = [
        {"code": "a", "weight": "1.5", "low": -2, "high": 2},
        {"code": "b", "weight": "0.5", "low": 1, "high": 10},
    ]
    categories = [{"code": "water", "winners": 1, "minimum": None, "criteria": criteria}]
    protocol = Protocol(plain(categories=categories))
    protocol.admit("A")
    protocol.join("J1")
    protocol.score("J1", "A", a=1, b=4)
    # 100 × (1.5 × 3/4 + 0.5 × 3/9) / 2 = 64.58333…
    assert places(ranking_of(protocol).categories["water"]) == [("A", 1, "64.583333")]


# Quorum, ties, places.


def test_entry_without_quorum_has_no_place():
    standing = water(plain(quorum=2), A={"J1": 10, "J2": 20}, B={"J1": 100}, C={})
    assert (places(standing), standing.without_quorum) == ([("A", 1, "15.000000")], ["B", "C"])


def test_unbroken_ties_share_a_place():
    standing = water(plain(), A={"J1": 50}, B={"J1": 70}, C={"J1": 50}, D={"J1": 40})
    assert [line[:2] for line in places(standing)] == [("B", 1), ("A", 2), ("C", 2), ("D", 4)]
    assert standing.ties == [(["A", "C"], None)]


def test_ties_are_broken_by_the_chain_in_its_order():
    # All have 50. By the median A and D come before C, B is last; between A and D the evaluations decide.
    rows = {
        "A": {"J1": 50}, "B": {"J1": 20, "J2": 40, "J3": 90},
        "C": {"J1": 40, "J2": 45, "J3": 65}, "D": {"J1": 40, "J2": 50, "J3": 60},
    }  # fmt: skip
    standing = water(plain(tie_breaks=["median", "evaluations"]), **rows)
    assert [line[:2] for line in places(standing)] == [("D", 1), ("A", 2), ("C", 3), ("B", 4)]
    assert standing.ties == [(["A", "B", "C", "D"], "median"), (["A", "D"], "evaluations")]
    standing = water(plain(tie_breaks=["evaluations", "median"]), **rows)
    assert [line[:2] for line in places(standing)] == [("D", 1), ("C", 2), ("B", 3), ("A", 4)]


def test_tie_is_broken_by_a_criterion():
    criteria = [{"code": code, "weight": "1", "low": 0, "high": 5} for code in ("a", "b")]
    categories = [{"code": "water", "winners": 1, "minimum": None, "criteria": criteria}]
    protocol = Protocol(plain(categories=categories, tie_breaks=["criterion:b"]))
    protocol.admit("A", "B")
    protocol.join("J1")
    protocol.score("J1", "A", a=5, b=2)
    protocol.score("J1", "B", a=3, b=4)
    standing = ranking_of(protocol).categories["water"]
    assert [line[:2] for line in places(standing)] == [("B", 1), ("A", 2)]
    assert standing.ties == [(["A", "B"], "criterion:b")]


def tied(*decisions, tie_breaks=("decision",)):
    """Return the ranking of three equal entries after the chair's decisions."""
    protocol = Protocol(plain(tie_breaks=list(tie_breaks))).table(A={"J1": 50}, B={"J1": 50}, C={"J1": 50})
    protocol.add("judging_closed")
    for entries in decisions:
        protocol.add("tie_decided", category="water", entries=list(entries), minutes_sha256=REASON)
    return report_on(protocol)


def test_tie_is_broken_by_the_latest_decision_on_all_of_it():
    standing = tied("ABC", "CAB", "BA").ranking.categories["water"]
    assert [line[:2] for line in places(standing)] == [("C", 1), ("A", 2), ("B", 3)]
    assert (standing.winners, standing.undecided) == (["C"], [])


def test_decision_that_the_policy_does_not_know_changes_nothing():
    report = tied("CAB", tie_breaks=())
    assert [line.place for line in report.ranking.categories["water"].lines] == [1, 1, 1]
    assert report.notices[0].code == "tie_unforeseen"


def test_decision_on_strangers_is_found():
    assert [fault.code for fault in tied("AX").faults] == ["entry_unknown"]
    assert [fault.code for fault in tied("AA").faults] == ["tie_repeats"]


def test_nobody_of_a_tie_at_the_edge_wins():
    standing = tied().ranking.categories["water"]
    assert (standing.winners, standing.undecided) == ([], ["A", "B", "C"])


def winners(number, minimum, **rows):
    rules = plain()
    rules["categories"][0] |= {"winners": number, "minimum": minimum}
    standing = water(rules, **{entry: {"J1": score} for entry, score in rows.items()})
    return standing.winners, standing.undecided


@pytest.mark.parametrize(
    ("number", "minimum", "won"),
    [
        (2, None, (["A", "B"], [])),
        (3, None, (["A", "B"], ["C", "D"])),
        (4, None, (["A", "B", "C", "D"], [])),
        (9, None, (["A", "B", "C", "D", "E"], [])),
        (0, None, ([], [])),
        (9, "70.00", (["A", "B"], [])),
        (9, "70.01", (["A"], [])),
        (3, "60.5", (["A", "B"], [])),
    ],
)
def test_winners_are_those_of_the_first_places_with_the_minimum(number, minimum, won):
    assert winners(number, minimum, A=90, B=70, C=60, D=60, E=10) == won


# Strictness.


def test_strictness_is_taken_out_exactly():
    # J1 gives 10 more and J2 10 less than the entries' worth of 70, 50 and 55.
    rows = {"A": {"J1": 80, "J2": 60}, "B": {"J1": 60}, "C": {"J2": 45}}
    standing = water(plain(adjustment="additive"), **rows)
    assert places(standing) == [("A", 1, "70.000000"), ("C", 2, "55.000000"), ("B", 3, "50.000000")]
    assert [with_decimals(line.raw) for line in standing.lines] == [
        "70.000000",
        "45.000000",
        "60.000000",
    ]
    assert [line[0] for line in places(water(plain(), **rows))] == ["A", "B", "C"]


def test_groups_without_common_entries_are_reported_and_ranked_raw():
    rows = {"A": {"J1": 80, "J2": 60}, "B": {"J1": 60}, "C": {"J3": 45, "J4": 99}}
    report = report_on(Protocol(plain(adjustment="additive")).table(**rows))
    standing = report.ranking.categories["water"]
    assert places(standing) == [("C", 1, "72.000000"), ("A", 2, "70.000000"), ("B", 3, "60.000000")]
    assert standing.groups == 2
    assert "disconnected" in [note.code for note in report.notices]


TABLES = st.dictionaries(
    st.sampled_from([f"A{number}" for number in range(8)]),
    st.dictionaries(st.sampled_from(["J1", "J2", "J3", "J4", "J5"]), st.integers(0, 100), max_size=5),
    max_size=8,
)


@given(TABLES)
def test_strictness_is_that_of_least_squares(table):
    points = {
        entry: {juror: Fraction(score, 7) for juror, score in row.items()}
        for entry, row in table.items()
        if row
    }
    if groups_of(points) != 1:
        return
    strict = strictness(points)
    assert sum(strict.values()) == 0
    rest = {}
    for entry, row in points.items():
        worth = mean([value - strict[juror] for juror, value in row.items()])
        rest |= {(juror, entry): value - strict[juror] - worth for juror, value in row.items()}
    # At the least sum of squares the residuals of every juror add up to nothing, as do those of every entry.
    assert [sum(value for pair, value in rest.items() if pair[0] == juror) for juror in strict] == [0] * len(
        strict
    )
    assert {sum(value for pair, value in rest.items() if pair[1] == entry) for entry in points} == {0}


@given(TABLES)
def test_floats_agree_with_fractions(table):
    points = {
        entry: {juror: Fraction(score) for juror, score in row.items()} for entry, row in table.items() if row
    }
    if groups_of(points) != 1:
        return
    exact = strictness(points)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("contest.verifier.strictness.EXACT_JURORS", 0)
        near = strictness(points)
    assert all(math.isclose(exact[juror], near[juror], abs_tol=1e-9) for juror in exact)


def test_floats_are_owned_up_to(monkeypatch):
    monkeypatch.setattr("contest.verifier.strictness.EXACT_JURORS", 1)
    report = report_on(Protocol(plain(adjustment="additive")).table(A={"J1": 80, "J2": 60}, B={"J1": 60}))
    assert places(report.ranking.categories["water"]) == [("A", 1, "70.000000"), ("B", 2, "50.000000")]
    assert "floats" in [note.code for note in report.notices]


@given(TABLES, st.randoms(use_true_random=False))
def test_order_of_events_never_changes_the_ranking(table, random):
    rows = [(entry, random.sample(list(row.items()), len(row))) for entry, row in table.items()]
    random.shuffle(rows)
    rules = plain(adjustment="additive", tie_breaks=["median", "evaluations"])
    other = {entry: dict(row) for entry, row in rows}
    assert water(rules, **table) == water(rules, **other)


@given(TABLES, st.integers(1, 100))
def test_constant_of_one_juror_changes_no_adjusted_place(table, more):
    rules = plain(adjustment="additive", tie_breaks=[])
    rules["categories"][0]["criteria"][0]["high"] = 200
    points = {entry: row for entry, row in table.items() if row}
    if groups_of(points) != 1:
        return
    other = {
        entry: {juror: score + more * (juror == "J1") for juror, score in row.items()}
        for entry, row in points.items()
    }
    before, after = water(rules, **points), water(rules, **other)
    assert [line.entry for line in before.lines] == [line.entry for line in after.lines]
