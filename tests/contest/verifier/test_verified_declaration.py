"""A declared ranking, with its winners and awards, is compared with the rules and the decisions of the jury."""

import pytest

from contest.verifier.telling import declared_form
from tests.contest.verifier.judgings import ranking_of, report_on
from tests.contest.verifier.protocols import REASON, VOTES, Protocol, plain


def test_special_award_goes_to_the_best_of_all_categories():
    category = plain()["categories"][0]
    awards = [
        {"code": code, "rule": "score", "minimum": minimum}
        for code, minimum in (("best", None), ("top", "99.5"))
    ]
    rules = plain(categories=[category, category | {"code": "fire"}], special_awards=awards)
    protocol = Protocol(rules).table(A={"J1": 80}, B={"J1": 70})
    protocol.admit("F", category="fire")
    protocol.join("J2", categories=["fire"])
    protocol.score("J2", "F", all=99)
    assert ranking_of(protocol).special_awards == {"best": "F", "top": None}


def test_special_award_between_equals_is_undecided():
    rules = plain(special_awards=[{"code": "best", "rule": "score", "minimum": None}])
    ranking = ranking_of(Protocol(rules).table(A={"J1": 80}, B={"J1": 80}))
    assert (ranking.special_awards, ranking.tied) == ({"best": None}, {"best": ["A", "B"]})


def test_special_award_by_a_criterion_falls_back_on_the_score():
    criteria = [{"code": code, "weight": "1", "low": 0, "high": 5} for code in ("a", "b")]
    categories = [{"code": "water", "winners": 1, "minimum": None, "criteria": criteria}]
    awards = [{"code": "idea", "rule": "criterion:b", "minimum": None}]
    protocol = Protocol(plain(categories=categories, special_awards=awards))
    protocol.admit("A", "B", "C")
    protocol.join("J1")
    for entry, a, b in (("A", 3, 4), ("B", 4, 4), ("C", 5, 3)):
        protocol.score("J1", entry, a=a, b=b)
    assert ranking_of(protocol).special_awards == {"idea": "B"}


def declaration_after(*decisions, winners, award):
    """Return the faults of a ranking declared after decisions of the jury: A has 80, B and C have 60."""
    rules = plain(special_awards=[{"code": "best", "rule": "score", "minimum": None}])
    rules["categories"][0]["winners"] = 2
    protocol = Protocol(rules).table(A={"J1": 80}, B={"J1": 60}, C={"J1": 60})
    protocol.add("judging_closed")
    for place, entry, outcome, differs in decisions:
        reason = {"reason_sha256": REASON} if differs else {}
        protocol.add("decided", **place, entry=entry, outcome=outcome, differs=differs, votes=VOTES, **reason)
    declared = declared_form(report_on(protocol).ranking)
    protocol.add(
        "ranking_declared", **declared | {"winners": {"water": winners}, "special_awards": {"best": award}}
    )
    return [fault.text("en").partition(": ")[2] for fault in report_on(protocol).faults]


IN, BEST = {"category": "water"}, {"award": "best"}


def test_declared_winners_follow_the_ranking_and_the_decisions():
    assert declaration_after(winners=["A"], award="A") == []
    assert declaration_after((IN, "C", "winner", False), winners=["C", "A"], award="A") == []
    assert (
        declaration_after(
            (IN, "A", "not_awarded", True), (BEST, "A", "not_awarded", True), winners=[], award=None
        )
        == []
    )
    assert declaration_after((BEST, "C", "special_award", True), winners=["A"], award="C") == []


def test_wrong_winner_is_found():
    assert declaration_after((IN, "C", "winner", False), winners=["A", "B"], award="B") == [
        "category “water”: winners declared: A, B; winners by the rules: A, C.",
        "award “best”: declared: B; by the rules: A.",
    ]


def test_special_award_given_twice_is_found():
    twice = [(BEST, "A", "special_award", False), (BEST, "B", "special_award", True)]
    assert declaration_after(*twice, winners=["A"], award="B") == [
        "the award “best” had been given to the entry A."
    ]


# The declared ranking.


def declared_with(change):
    """Return the faults of the ranking A 80, B 60 after the change of its declaration."""
    protocol = Protocol(plain(quorum=2)).table(A={"J1": 90, "J2": 70}, B={"J1": 60, "J2": 60}, C={"J1": 50})
    protocol.add("judging_closed")
    declared = declared_form(report_on(protocol).ranking)
    change(declared)
    protocol.add("ranking_declared", **declared)
    return [fault.text("en").partition(": ")[2] for fault in report_on(protocol).faults]


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (lambda data: data, []),
        (
            lambda data: data["categories"]["water"].pop(),
            ["ranking “water”: the entry B is missing; it should have place 2 with the score 60.000000."],
        ),
        (
            lambda data: data["categories"]["water"].append(data["categories"]["water"][1]),
            ["ranking “water”: the entry B stands twice."],
        ),
        (
            lambda data: data["categories"]["water"].append(data["categories"]["water"][1] | {"entry": "C"}),
            ["ranking “water”: the entry C should not be in it."],
        ),
        (
            lambda data: data["categories"]["water"].reverse(),
            ["ranking “water”: the entry A is not listed in the order of places."],
        ),
        (
            lambda data: data["categories"]["water"][1].update(
                place=1, score="80.000000", raw="80.000001", evaluations=3
            ),
            [
                "ranking “water”, entry B: place 1 is declared, 2 is computed.",
                "ranking “water”, entry B: the score 80.000000 is declared, 60.000000 is computed.",
                "ranking “water”, entry B: the raw score 80.000001 is declared, 60.000000 is computed.",
                "ranking “water”, entry B: 3 evaluations are declared, the protocol has 2.",
            ],
        ),
        (
            lambda data: data["categories"]["water"][1].update(score="60"),
            [
                "the field “data.categories.water[1].score” should hold a score with six decimals, as text, but holds 60."
            ],
        ),
        (
            lambda data: data["without_quorum"].update(water=[]),
            ["category “water”: declared without quorum: no entry; computed: C."],
        ),
        (
            lambda data: data["winners"].update(water=["B"]),
            ["category “water”: winners declared: B; winners by the rules: A."],
        ),
        (lambda data: data["winners"].update(fire=[]), ["the category “fire” is not in the rules."]),
        (lambda data: data["special_awards"].update(best="A"), ["the award “best” is not in the rules."]),
    ],
)
def test_difference_between_the_declared_and_the_computed_ranking_is_named(change, faults):
    assert declared_with(change) == faults


def test_entries_without_quorum_may_stand_beside_the_categories_or_among_them():
    def move(data):
        data["categories"]["without_quorum"] = data.pop("without_quorum")

    assert declared_with(move) == []
