"""What may be in a protocol once the judging was closed, and what may not before, is found and named."""

import pytest

from tests.contest.verifier.judgings import begun, faults_of, report_on
from tests.contest.verifier.protocols import REASON, VOTES, valid


def submit(protocol):
    scores = {"impact": 5, "idea": 5}
    return protocol.add("evaluation_submitted", juror="J01", entry="A-1", revision=1, scores=scores)


@pytest.mark.parametrize(
    "kind", ["evaluation", "assigned", "entry_admitted", "juror_joined", "judging_closed"]
)
def test_event_after_closing_that_may_not_be_is_found_and_does_not_count(kind):
    protocol = begun()
    protocol.add("judging_closed")
    if kind == "evaluation":
        number = submit(protocol)
    elif kind == "assigned":
        number = protocol.add(kind, juror="J02", entry="A-2")
    elif kind == "entry_admitted":
        number = protocol.add(kind, entry="A-9", category="water")
    elif kind == "juror_joined":
        number = protocol.add(kind, juror="J09", categories=["water"], languages=["uk"])
    else:
        number = protocol.add(kind)
    report = report_on(protocol)
    fault = "closed_again" if kind == "judging_closed" else "after_closing"
    assert [(fault.code, fault.event) for fault in report.faults] == [(fault, number)]
    assert report.counts["evaluations"] == 0


def test_decisions_before_closing_are_found():
    protocol = begun()
    number = protocol.add("tie_decided", category="water", entries=["A-1", "A-2"], minutes_sha256=REASON)
    assert faults_of(protocol) == [("before_closing", number)]


def test_late_conflict_and_late_removal_are_remarked():
    protocol = begun()
    submit(protocol)
    protocol.add("judging_closed")
    conflict = protocol.add("conflict_found", juror="J01", entry="A-1", ground="kin")
    removal = protocol.add("entry_removed", entry="A-2", why="withdrawn")
    report = report_on(protocol)
    assert report.faults == []
    assert [(note.code, note.event) for note in report.notices] == [
        ("late_change", conflict), ("late_removal", removal), ("no_ranking", None),
    ]  # fmt: skip


def decided(**changed):
    """Return faults of the valid protocol with another decision instead of its own, and no ranking declared."""
    protocol = valid()
    protocol.events = protocol.events[:-2]
    data = {
        "category": "water",
        "entry": "A-1",
        "outcome": "winner",
        "differs": False,
        "votes": VOTES,
    } | changed
    protocol.add("decided", **{key: value for key, value in data.items() if value is not None})
    return faults_of(protocol)


@pytest.mark.parametrize(
    ("decision", "faults"),
    [
        ({}, []),
        ({"differs": True}, ["differs", "differs_no_reason"]),
        ({"entry": "A-2"}, ["differs", "differs_no_reason"]),
        ({"entry": "A-2", "differs": True}, ["differs_no_reason"]),
        ({"entry": "A-2", "differs": True, "reason_sha256": REASON}, []),
        ({"outcome": "not_awarded", "differs": True, "reason_sha256": REASON}, []),
        ({"entry": "A-2", "outcome": "not_awarded"}, []),
        ({"category": None, "award": "youth", "outcome": "special_award"}, []),
        (
            {"category": None, "award": "youth", "outcome": "special_award", "entry": "A-2"},
            ["differs", "differs_no_reason"],
        ),
        ({"category": None, "award": "age", "outcome": "special_award"}, ["award_unknown"]),
        ({"category": "fire"}, ["category_unknown"]),
        ({"award": "youth"}, ["decided_what"]),
        ({"category": None}, ["decided_what"]),
        ({"outcome": "special_award"}, ["decided_what"]),
        ({"entry": "A-4"}, ["entry_removed"]),
        ({"entry": "A-9"}, ["entry_unknown"]),
        ({"votes": {"for": 1}}, ["field_missing", "field_missing"]),
        ({"votes": {"for": -1, "against": 0, "abstained": 0}}, ["field_wrong"]),
    ],
)
def test_decision_says_rightly_whether_it_differs_from_the_ranking(decision, faults):
    assert decided(**decision) == [(fault, 32) for fault in faults]


def test_decision_that_differs_from_the_ranking_is_remarked():
    protocol = valid()
    declared = protocol.events.pop()["data"]
    data = {"category": "water", "entry": "A-2", "outcome": "winner", "differs": True, "votes": VOTES}
    number = protocol.add("decided", **data, reason_sha256=REASON)
    protocol.add("ranking_declared", **declared | {"winners": {"water": ["A-1", "A-2"]}})
    report = report_on(protocol)
    assert ([note.code for note in report.notices], report.notices[0].event, report.faults) == (
        ["departure"],
        number,
        [],
    )


def test_change_after_the_ranking_was_declared_is_remarked():
    protocol = valid()
    protocol.add("entry_removed", entry="A-1", why="withdrawn")
    report = report_on(protocol)
    assert (report.faults, [note.code for note in report.notices]) == ([], ["late_removal", "outdated"])


def test_entry_excluded_by_mistake_comes_back_after_closing_with_a_reason():
    protocol = begun()
    submit(protocol)
    protocol.add("entry_removed", entry="A-1", why="disqualified")
    protocol.add("judging_closed")
    number = protocol.add("entry_admitted", entry="A-1", category="water")
    report = report_on(protocol)
    assert [(fault.code, fault.event) for fault in report.faults] == [("no_reason", number)]
    assert report.counts["evaluations"] == 1
    assert "late_admission" in [notice.code for notice in report.notices]


def test_award_for_nobody_names_no_entry_and_says_why_it_departs():
    protocol = valid()
    protocol.events.pop()
    votes = {"votes": {"for": 3, "against": 0, "abstained": 0}, "outcome": "not_given"}
    wrong = protocol.add("decided", award="youth", entry="A-1", differs=True, reason_sha256=REASON, **votes)
    unmarked = protocol.add("decided", award="youth", differs=False, **votes)
    nobody = protocol.add(
        "decided", award="youth", differs=True, outcome="special_award", votes=votes["votes"]
    )
    assert faults_of(protocol) == [
        ("decided_whom", wrong), ("withheld_differs", unmarked), ("withheld_no_reason", unmarked),
        ("decided_whom", nobody),
    ]  # fmt: skip
    protocol.add("shortlisted", entry="A-2")
    protocol.add("unshortlisted", entry="A-2", reason_sha256=REASON)
    number = protocol.add("shortlisted", entry="A-9")
    assert faults_of(protocol)[4:] == [("entry_unknown", number)]
