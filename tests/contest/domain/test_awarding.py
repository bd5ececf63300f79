"""Special awards across categories, and the ranking as it is declared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.awarding import AwardResult, award, declaration, exactly, in_hundredths
from contest.domain.scoring import rank_category
from contest.domain.scoring_policy import AwardPolicy
from tests.contest.scoring_samples import PLAIN, evaluations, policy

BOLD = {"code": "bold", "weight": "1", "low": 0, "high": 10}


def rankings(places, schools, quorum=1):
    """Two categories: one scored by `bold` and `plain`, one by `plain` alone."""
    terms = policy(
        quorum=quorum,
        categories=[
            {"code": "places", "winners": 1, "minimum": None, "criteria": [BOLD, PLAIN]},
            {"code": "schools", "winners": 1, "minimum": None, "criteria": [PLAIN]},
        ],
    )
    return [
        rank_category(
            terms, code, scores, evaluations({entry: {"J1": score} for entry, score in scores.items()})
        )
        for code, scores in (("places", places), ("schools", schools))
    ]


def scored(bold, plain):
    return {"bold": bold, "plain": plain}


PLACES = {"P1": scored(10, 20), "P2": scored(6, 80), "P3": scored(2, 30)}


@pytest.mark.parametrize(
    ("rule", "minimum", "entry"),
    [
        ("score", None, "S1"),
        ("score", "75.00", "S1"),
        ("score", "75.01", None),
        ("criterion:bold", None, "P1"),
        ("criterion:bold", "100", "P1"),
        ("criterion:plain", None, "P2"),
    ],
)
def test_best_of_all_categories_comes_first(rule, minimum, entry):
    terms = AwardPolicy(
        "spark", rule, None if minimum is None else policy(minimum=minimum).categories[0].minimum
    )
    assert award(terms, rankings(PLACES, {"S1": 75, "S2": 50})) == AwardResult("spark", entry, ())


def test_equal_criteria_are_parted_by_the_score():
    made = rankings({"P1": scored(9, 20), "P2": scored(9, 80)}, {})
    assert award(AwardPolicy("spark", "criterion:bold", None), made) == AwardResult("spark", "P2", ())


def test_entries_equal_in_everything_are_undecided():
    made = rankings({"P2": scored(7, 70), "P1": scored(7, 70)}, {"S1": 70, "S2": 69})
    assert award(AwardPolicy("spark", "score", None), made) == AwardResult("spark", None, ("P1", "P2", "S1"))
    assert award(AwardPolicy("spark", "criterion:bold", None), made) == AwardResult(
        "spark", None, ("P1", "P2")
    )


def test_entry_without_a_place_wins_no_award():
    assert award(AwardPolicy("spark", "score", None), rankings(PLACES, {"S1": 99}, quorum=2)) == AwardResult(
        "spark", None, ()
    )


def test_ranking_is_declared_with_all_that_was_compared():
    made = rankings({"P1": scored(1, 20), "P2": scored(6, 81)}, {"S1": 75, "S2": 75, "S3": {}})
    assert declaration(made, [AwardResult("spark", "S1", ()), AwardResult("calm", None, ("P1", "P2"))]) == {
        "categories": {
            "places": [
                {"entry": "P2", "place": 1, "score": "70.500000", "raw": "70.500000", "evaluations": 1},
                {"entry": "P1", "place": 2, "score": "15.000000", "raw": "15.000000", "evaluations": 1},
            ],
            "schools": [
                {"entry": "S1", "place": 1, "score": "75.000000", "raw": "75.000000", "evaluations": 1},
                {"entry": "S2", "place": 1, "score": "75.000000", "raw": "75.000000", "evaluations": 1},
            ],
        },
        "without_quorum": {"places": [], "schools": ["S3"]},
        "winners": {"places": ["P2"], "schools": []},
        "special_awards": {"spark": "S1", "calm": None},
    }


@pytest.mark.parametrize(
    ("count", "six", "two"),
    [
        (0, "0.000000", "0.00"),
        (71_428_571, "71.428571", "71.43"),
        (100_000_000, "100.000000", "100.00"),
        (5_000, "0.005000", "0.01"),
        (4_999, "0.004999", "0.00"),
        (-5_000, "-0.005000", "0.00"),
        (-5_001, "-0.005001", "-0.01"),
        (-1_234_567, "-1.234567", "-1.23"),
    ],
)
def test_counts_are_written_as_points(count, six, two):
    assert (exactly(count), in_hundredths(count)) == (six, two)


@given(st.integers(-(10**9), 10**9))
def test_what_is_written_exactly_reads_as_the_count(count):
    assert int(exactly(count).replace(".", "")) == count
