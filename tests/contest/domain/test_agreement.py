"""Agreement, on the data with which it was published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.agreement import (
    Agreement,
    agreement_of,
    intraclass,
    krippendorff_alpha,
    one_way_intraclass,
)
from contest.domain.score_table import score_table
from tests.contest.scoring_samples import evaluations, policy

# Krippendorff (2011), section C: twelve units, four observers, and a dot where one has said nothing.
OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
UNITS = [[int(value) for value in unit if value != "."] for unit in zip(*OBSERVERS, strict=True)]
# Shrout and Fleiss (1979), table 2: six targets, four judges.
RATINGS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_is_the_published_one(level, alpha):
    assert round(krippendorff_alpha(UNITS, level), 3) == alpha


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("one_way_single", 0.17), ("random_single", 0.29), ("fixed_single", 0.71),
        ("one_way_mean", 0.44), ("random_mean", 0.62), ("fixed_mean", 0.91),
    ],
)  # fmt: skip
def test_intraclass_correlation_is_the_published_one(form, value):
    assert round(getattr(intraclass(RATINGS), form), 2) == value


def test_one_way_correlation_of_equal_numbers_is_that_of_the_complete_table():
    assert one_way_intraclass(RATINGS) == pytest.approx(intraclass(RATINGS).one_way_single)


def test_one_way_correlation_of_unequal_numbers_is_that_worked_out_by_hand():
    # Means of 2, 7 and 5, of all 13/3; squares inside 2, 0 and 2; two degrees between, three within; k₀ = (6 − 14/6) / 2.
    units = [[1, 3], [7], [4, 5, 6]]
    between = (2 * (2 - 13 / 3) ** 2 + (7 - 13 / 3) ** 2 + 3 * (5 - 13 / 3) ** 2) / 2
    within, size = (2 + 0 + 2) / 3, (6 - (4 + 1 + 9) / 6) / 2
    assert one_way_intraclass(units) == pytest.approx((between - within) / (between + (size - 1) * within))


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_is_one_when_all_agree(level):
    assert krippendorff_alpha([[1, 1, 1], [3, 3], [0, 0]], level) == 1


@pytest.mark.parametrize("units", [[], [[]], [[1], [2]], [[2, 2], [2, 2, 2]]])
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_is_missing_when_nothing_can_disagree(units, level):
    assert krippendorff_alpha(units, level) is None


@pytest.mark.parametrize("units", [[], [[1, 2]], [[1], [2], [3]], [[5, 5], [5, 5]]])
def test_one_way_correlation_is_missing_when_it_cannot_be_said(units):
    assert one_way_intraclass(units) is None


def test_intraclass_correlations_are_missing_when_nothing_varies():
    assert set(vars(intraclass([[5, 5], [5, 5]])).values()) == {None}


@pytest.mark.parametrize("ratings", [[[1, 2, 3]], [[1], [2]]])
def test_intraclass_correlations_want_two_targets_and_two_judges(ratings):
    with pytest.raises(ValueError, match="two targets and two judges"):
        intraclass(ratings)


def test_complete_category_is_told_in_every_form():
    scores = {
        f"E{at}": {f"J{judge}": score for judge, score in enumerate(row)} for at, row in enumerate(RATINGS)
    }
    agreement = agreement_of(score_table(policy().categories[0], scores, evaluations(scores)))
    assert agreement.alpha == pytest.approx(krippendorff_alpha(RATINGS, "interval"))
    assert agreement.one_way == pytest.approx(agreement.complete.one_way_single)
    assert round(agreement.complete.fixed_mean, 2) == 0.91


def test_category_with_gaps_is_told_by_alpha_and_one_way():
    scores = {"E1": {"A": 1, "B": 3}, "E2": {"B": 7}, "E3": {"A": 4, "B": 5, "C": 6}}
    agreement = agreement_of(score_table(policy().categories[0], scores, evaluations(scores)))
    assert agreement.complete is None
    assert agreement.alpha == pytest.approx(krippendorff_alpha([[1, 3], [7], [4, 5, 6]], "interval"))
    assert agreement.one_way == pytest.approx(one_way_intraclass([[1, 3], [7], [4, 5, 6]]))


def test_category_without_evaluations_has_no_agreement():
    assert agreement_of(score_table(policy().categories[0], ["E1"], [])) == Agreement(None, None, None)


def by_definition(units, distance):
    """Alpha from every pair of values, one by one."""
    paired = [unit for unit in units if len(unit) > 1]
    values = [value for unit in paired for value in unit]
    if not values:
        return None
    observed = sum(distance(a, b) / (len(unit) - 1) for unit in paired for a in unit for b in unit) / len(
        values
    )
    expected = sum(distance(a, b) for a in values for b in values) / (len(values) * (len(values) - 1))
    return None if expected == 0 else 1 - observed / expected


DISTANCES = {
    "nominal": lambda a, b: float(a != b),
    "interval": lambda a, b: (a - b) ** 2,
    "ratio": lambda a, b: ((a - b) / (a + b)) ** 2 if a + b else 0,
}


@given(st.lists(st.lists(st.integers(0, 5), max_size=4), max_size=6), st.sampled_from(sorted(DISTANCES)))
def test_alpha_is_what_all_pairs_of_values_say(units, level):
    expected = by_definition(units, DISTANCES[level])
    assert krippendorff_alpha(units, level) == (
        None if expected is None else pytest.approx(expected, abs=1e-9)
    )


@given(st.lists(st.lists(st.integers(0, 5), max_size=4), max_size=6), st.permutations(range(6)))
def test_alpha_of_ordered_values_does_not_ask_how_far_apart_they_are(units, order):
    grown = [[10**value for value in unit] for unit in units]
    mixed = [grown[at] for at in order if at < len(grown)]
    one, other = krippendorff_alpha(units, "ordinal"), krippendorff_alpha(mixed, "ordinal")
    assert other == (None if one is None else pytest.approx(one))
