"""Policies and scores for tests of the arithmetic: one criterion from 0 to 100 makes points the scores themselves."""

from hypothesis import strategies as st

from contest.domain.policy_reading import policy_from_json
from contest.domain.score_table import Evaluation
from contest.domain.scoring import rank_category

PLAIN = {"code": "plain", "weight": "1", "low": 0, "high": 100}


def policy_json(*, criteria=(PLAIN,), winners=3, minimum=None, **changes):
    """A policy of one category "main" as JSON values; whatever is named is changed."""
    category = {
        "code": "main",
        "winners": winners,
        "minimum": minimum,
        "criteria": [dict(each) for each in criteria],
    }
    return {
        "format": 1, "quorum": 1, "aggregate": "mean", "adjustment": "none", "tie_breaks": [], "categories": [category],
        "special_awards": [], "evaluations_per_entry": 3, "same_region_is_conflict": True, "blind": True,
        "jurors_public": False,
    } | changes  # fmt: skip


def policy(**changes):
    """The same, read."""
    return policy_from_json(policy_json(**changes))


def evaluations(scores, code="plain"):
    """Evaluations from {entry: {juror: score, or scores by criterion}}."""
    return [
        Evaluation(entry, juror, score if isinstance(score, dict) else {code: score})
        for entry, jurors in scores.items()
        for juror, score in jurors.items()
    ]


def rank(scores, *, decisions=(), category="main", **changes):
    """The ranking of {entry: {juror: score}}."""
    return rank_category(policy(**changes), category, scores, evaluations(scores), decisions)


def by_one(points):
    """Scores of one juror: {entry: score}."""
    return {entry: {"J1": score} for entry, score in points.items()}


def places(ranking):
    """Entries with their places, in the order of the ranking."""
    return [(standing.entry, standing.place) for standing in ranking.standings]


# Up to six entries and five jurors, each pair scored or not.
scores_by_entry = st.dictionaries(
    st.sampled_from([f"E{number}" for number in range(1, 7)]),
    st.dictionaries(
        st.sampled_from([f"J{number}" for number in range(1, 6)]), st.integers(0, 10), max_size=5
    ),
    max_size=6,
)
