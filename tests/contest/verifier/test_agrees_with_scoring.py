"""What the product ranks and declares, the verifier reckons alike, though they share no line."""

from hypothesis import given, settings
from hypothesis import strategies as st

from contest.domain.awarding import award, declaration
from contest.domain.policy_reading import policy_from_json
from contest.domain.score_table import Evaluation
from contest.domain.scoring import rank_category
from contest.verifier.verification import verify
from tests.contest.verifier.protocols import REASON, Protocol

JURORS = tuple(f"J0{number}" for number in range(1, 6))
WEIGHTS = st.sampled_from(["1", "1.5", "2", "0.25", "0.33", "7.31"])
SPANS = st.tuples(st.sampled_from([0, 0, 1, -3]), st.sampled_from([1, 3, 5, 10]))


@st.composite
def judgings(draw):
    """A policy of two categories, and the scores: {category: {entry: {juror: scores}}}."""
    criteria = {
        category: [
            {"code": code, "weight": draw(WEIGHTS), "low": low, "high": low + span}
            for code, (low, span) in zip(codes, draw(st.tuples(*[SPANS] * len(codes))), strict=True)
        ]
        for category, codes in (("water", ("idea", "impact")), ("warmth", ("idea",)))
    }
    minima = st.sampled_from([None, "50.00", "60.5"])
    policy = {
        "format": 1,
        "quorum": draw(st.integers(1, 3)),
        "aggregate": draw(st.sampled_from(["mean", "median", "trimmed_mean"])),
        "trim_percent": draw(st.integers(1, 49)),
        "adjustment": draw(st.sampled_from(["none", "additive"])),
        "tie_breaks": [*draw(st.lists(st.sampled_from(["criterion:impact", "median", "evaluations"]), unique=True)), "decision"],
        "categories": [
            {"code": code, "winners": draw(st.integers(0, 3)), "minimum": draw(minima), "criteria": rows}
            for code, rows in criteria.items()
        ],
        "special_awards": [
            {"code": "youth", "rule": "criterion:idea", "minimum": draw(minima)},
            {"code": "jury", "rule": "score", "minimum": None},
        ],
        "evaluations_per_entry": 3, "same_region_is_conflict": False, "blind": True, "jurors_public": False,
    }  # fmt: skip
    scores = {
        category: {
            f"{category}-{number}": {
                juror: {each["code"]: draw(st.integers(each["low"], each["high"])) for each in rows}
                for juror in draw(st.lists(st.sampled_from(JURORS), unique=True))
            }
            for number in range(draw(st.integers(0, 5)))
        }
        for category, rows in criteria.items()
    }
    return policy, scores


def ranked(policy, scores, decisions):
    return [
        rank_category(
            policy, code, entries,
            [Evaluation(entry, juror, its) for entry, row in entries.items() for juror, its in row.items()],
            decisions.get(code, ()),
        )
        for code, entries in scores.items()
    ]  # fmt: skip


def written(rules, scores, decisions):
    """Return the protocol up to the chair's decisions."""
    protocol = Protocol(rules)
    protocol.join(*JURORS, categories=tuple(scores))
    for code, entries in scores.items():
        protocol.admit(*entries, category=code)
        for entry, row in entries.items():
            for juror, its in row.items():
                protocol.score(juror, entry, **its)
    protocol.add("judging_closed")
    for code, orders in decisions.items():
        for order in orders:
            protocol.add("tie_decided", category=code, entries=order, minutes_sha256=REASON)
    return protocol


@settings(max_examples=60)
@given(judgings(), st.randoms(use_true_random=False), st.booleans())
def test_ranking_that_the_product_declares_is_right_to_the_verifier(judging, random, decide):
    rules, scores = judging
    policy = policy_from_json(rules)
    decisions = {}
    for ranking in ranked(policy, scores, {}):
        unbroken = [tie.entries for tie in ranking.ties if tie.broken_by is None]
        decisions[ranking.category] = [random.sample(tied, len(tied)) for tied in unbroken if decide]
    rankings = ranked(policy, scores, decisions)
    protocol = written(rules, scores, decisions)
    protocol.add(
        "ranking_declared", **declaration(rankings, [award(each, rankings) for each in policy.special_awards])
    )
    report = verify(protocol.document())
    assert [(fault.code, fault.values) for fault in report.faults] == []
    told = {
        code: sorted((sorted(tied), by) for tied, by in standing.ties)
        for code, standing in report.ranking.categories.items()
    }
    assert told == {
        each.category: sorted((sorted(tie.entries), tie.broken_by) for tie in each.ties) for each in rankings
    }
