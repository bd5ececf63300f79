"""Every rule of the judging that a protocol breaks, with its chain in order, is found and named by its event."""

import pytest

from tests.contest.verifier.judgings import begun, faults_of, report_on
from tests.contest.verifier.protocols import REASON, Protocol, hash_of, policy, valid

CRITERIA = policy()["categories"][0]["criteria"]
FULL = {"impact": 5, "idea": 5}


def submit(protocol, juror="J01", entry="A-1", revision=1, scores=FULL):
    return protocol.add(
        "evaluation_submitted", juror=juror, entry=entry, revision=revision, scores=dict(scores)
    )


def change(protocol, revision, juror="J01", entry="A-1"):
    data = {
        "juror": juror,
        "entry": entry,
        "revision": revision,
        "scores": dict(FULL),
        "reason_sha256": REASON,
    }
    return protocol.add("evaluation_changed", **data)


def test_right_protocol_has_no_faults_and_no_remarks():
    report = report_on(valid())
    assert (report.faults, report.notices) == ([], [])


# Policy.


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        (policy(quorum=0), "field_wrong"),
        (policy(quorum=True), "field_wrong"),
        (policy(aggregate="sum"), "field_wrong"),
        (policy(adjustment="some"), "field_wrong"),
        (policy(aggregate="trimmed_mean", trim_percent=None), "policy_trim"),
        (policy(tie_breaks=["median", "median"]), "policy_repeats"),
        (policy(tie_breaks=["criterion:none"]), "policy_criterion"),
        (policy(tie_breaks=["lot"]), "field_wrong"),
        (policy(criteria=[CRITERIA[0] | {"weight": "0"}, CRITERIA[1]]), "field_wrong"),
        (policy(criteria=[CRITERIA[0] | {"weight": 2}, CRITERIA[1]]), "field_wrong"),
        (policy(criteria=[CRITERIA[0] | {"low": 5}, CRITERIA[1]]), "policy_scale"),
        (policy(criteria=[*CRITERIA, CRITERIA[0]]), "policy_repeats"),
        (policy(categories=policy()["categories"] * 2), "policy_repeats"),
        (
            policy(special_awards=[{"code": "youth", "rule": "criterion:none", "minimum": None}]),
            "policy_criterion",
        ),
        (policy(special_awards=[{"code": "youth", "rule": "votes", "minimum": None}]), "field_wrong"),
        (policy() | {"comment": "…"}, "field_unknown"),
        ({key: value for key, value in policy().items() if key != "quorum"}, "field_missing"),
    ],
)
def test_policy_that_cannot_be_followed_is_found(rules, fault):
    assert faults_of(Protocol(rules)) == [(fault, 1), ("no_policy", None)]


def test_wrong_fingerprint_of_the_policy_is_found():
    protocol = begun()
    protocol.events = []
    protocol.add("policy_frozen", policy=policy(), fingerprint=hash_of(policy(quorum=1)), edition="third")
    assert faults_of(protocol) == [("fingerprint", 1)]


def test_policy_frozen_again_is_found_and_does_not_count():
    protocol = valid()
    protocol.events, closing = protocol.events[:-3], protocol.events[-3:]
    rules = policy(quorum=1)
    protocol.add("policy_frozen", policy=rules, fingerprint=hash_of(rules), edition="third")
    for event in closing:
        protocol.add(event["kind"], **event["data"])
    assert faults_of(protocol) == [("policy_again", 31)]


def test_policy_that_names_no_edition_is_remarked():
    protocol = begun()
    protocol.events = []
    protocol.add("policy_frozen", policy=policy(), fingerprint=hash_of(policy()))
    report = report_on(protocol)
    assert (report.faults, report.notices[0].code) == ([], "edition_loose")


# Entries, jurors, assignments.


@pytest.mark.parametrize(
    ("kind", "data", "fault"),
    [
        ("entry_admitted", {"entry": "A-9", "category": "fire"}, "category_unknown"),
        ("entry_admitted", {"entry": "A-1", "category": "water"}, "entry_twice"),
        ("entry_removed", {"entry": "A-9", "why": "withdrawn"}, "entry_unknown"),
        ("entry_removed", {"entry": "A-1", "why": "ugly"}, "field_wrong"),
        ("juror_joined", {"juror": "J03", "categories": ["fire"], "languages": []}, "category_unknown"),
        ("juror_left", {"juror": "J09"}, "juror_unknown"),
        ("assigned", {"juror": "J09", "entry": "A-1"}, "juror_unknown"),
        ("assigned", {"juror": "J01", "entry": "A-9"}, "entry_unknown"),
        ("conflict_found", {"juror": "J09", "entry": "A-1", "ground": "x"}, "juror_unknown"),
        ("conflict_found", {"juror": "J01", "entry": "A-9", "ground": "x"}, "entry_unknown"),
        ("conflict_lifted", {"juror": "J01", "entry": "A-1", "ground": "x"}, "conflict_unknown"),
        (
            "conflict_declared",
            {"juror": "J01", "entry": "A-1", "ground": "we are old friends"},
            "field_wrong",
        ),
        (
            "conflict_declared",
            {"juror": "J01", "entry": "A-1", "ground": "x", "reason": "…"},
            "field_unknown",
        ),
        ("recused", {"juror": "J01", "entry": "A-1"}, "no_reason"),
        ("recused", {"juror": "J09", "entry": "A-1", "reason_sha256": REASON}, "juror_unknown"),
        ("unassigned", {"juror": "J01", "entry": "A-9"}, "entry_unknown"),
        ("juror_bribed", {"juror": "J01"}, "kind_unknown"),
    ],
)
def test_event_that_cannot_be_is_found(kind, data, fault):
    protocol = begun()
    number = protocol.add(kind, **data)
    assert faults_of(protocol) == [(fault, number)]


@pytest.mark.parametrize("why", ["withdrawn", "disqualified", "screening"])
def test_entry_leaves_the_judging_for_a_known_reason(why):
    protocol = begun()
    submit(protocol)
    protocol.add("entry_removed", entry="A-1", why=why)
    assert (faults_of(protocol), report_on(protocol).counts["evaluations"]) == ([], 0)


def test_entry_admitted_again_keeps_its_evaluations_but_not_in_another_category():
    categories = [{**policy()["categories"][0], "code": code} for code in ("water", "fire")]
    protocol = Protocol(policy(categories=categories))
    protocol.admit("A-1")
    protocol.join("J01")
    protocol.score("J01", "A-1", **FULL)
    protocol.add("entry_removed", entry="A-1", why="withdrawn")
    assert report_on(protocol).counts["evaluations"] == 0
    protocol.admit("A-1")
    assert (faults_of(protocol), report_on(protocol).counts["evaluations"]) == ([], 1)
    protocol.add("entry_removed", entry="A-1", why="screening")
    protocol.admit("A-1", category="fire")
    assert (faults_of(protocol), report_on(protocol).counts["evaluations"]) == ([], 0)
    number = submit(protocol, revision=2)
    assert faults_of(protocol) == [("submitted_again", number), ("unassigned", number)]


def test_assignment_to_a_juror_of_another_panel_is_found():
    categories = [{**policy()["categories"][0], "code": code} for code in ("water", "fire")]
    protocol = Protocol(policy(categories=categories))
    protocol.admit("F-1", category="fire")
    protocol.join("J01")
    assert faults_of(protocol) == []
    number = protocol.add("assigned", juror="J01", entry="F-1")
    assert faults_of(protocol) == [("panel", number)]


def test_assignment_despite_a_conflict_is_found():
    protocol = begun()
    protocol.add("conflict_found", juror="J02", entry="A-1", ground="same_community")
    number = protocol.add("assigned", juror="J02", entry="A-1")
    assert faults_of(protocol) == [("conflict", number)]


def test_time_that_goes_back_is_found():
    protocol = begun()
    submit(protocol)
    event = protocol.events.pop() | {"at": "2026-11-21T10:00:05.999999Z"}
    event["hash"] = hash_of({key: value for key, value in event.items() if key != "hash"})
    protocol.events.append(event)
    assert faults_of(protocol) == [("time_back", 7)]


@pytest.mark.parametrize(
    "at", ["2026-11-21T10:00:07Z", "2026-02-30T10:00:07.000000Z", "2026-11-21T10:00:07.000000Z\n", 7]
)
def test_time_of_another_form_is_found(at):
    protocol = begun()
    protocol.events[-1]["at"] = at
    assert faults_of(protocol) == [("field_wrong", 6)]


# Evaluations.

OBSTACLES = {
    "juror_unknown": [],
    "juror_left": [("juror_left", {"juror": "J01"})],
    "entry_removed": [("entry_removed", {"entry": "A-1", "why": "disqualified"})],
    "unassigned": [("unassigned", {"juror": "J01", "entry": "A-1"})],
    "recused": [("recused", {"juror": "J01", "entry": "A-1", "reason_sha256": REASON})],
    "conflict": [
        ("conflict_declared", {"juror": "J01", "entry": "A-1", "ground": "kin", "reason_sha256": REASON})
    ],
}


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_evaluation_that_may_not_be_is_found_and_does_not_count(obstacle):
    protocol = begun()
    for kind, data in OBSTACLES[obstacle]:
        protocol.add(kind, **data)
    number = submit(protocol, juror="J09" if obstacle == "juror_unknown" else "J01")
    report = report_on(protocol)
    assert [(fault.code, fault.event) for fault in report.faults] == [(obstacle, number)]
    assert report.counts["evaluations"] == 0


def test_evaluation_before_assignment_is_found():
    protocol = begun()
    number = submit(protocol, juror="J02")
    protocol.add("assigned", juror="J02", entry="A-1")
    assert faults_of(protocol) == [("not_assigned", number)]


def test_conflict_stands_until_every_ground_is_lifted():
    protocol = begun()
    pair = {"juror": "J01", "entry": "A-1"}
    protocol.add("conflict_found", **pair, ground="same_region")
    protocol.add("conflict_confirmed", **pair, ground="email_domain")
    protocol.add("conflict_lifted", **pair, ground="same_region", reason_sha256=REASON)
    first = submit(protocol)
    assert faults_of(protocol) == [("conflict", first)]
    protocol.add("conflict_lifted", **pair, ground="email_domain", reason_sha256=REASON)
    change(protocol, 2)
    assert faults_of(protocol) == [("conflict", first)]


def test_evaluation_with_a_conflict_found_later_does_not_count_until_it_is_lifted():
    protocol = begun()
    submit(protocol)
    pair = {"juror": "J01", "entry": "A-1", "ground": "past_work"}
    protocol.add("conflict_found", **pair)
    assert (faults_of(protocol), report_on(protocol).counts["evaluations"]) == ([], 0)
    protocol.add("conflict_lifted", **pair, reason_sha256=REASON)
    assert (faults_of(protocol), report_on(protocol).counts["evaluations"]) == ([], 1)


def test_finished_work_counts_when_the_juror_left_or_the_entry_was_taken_away():
    protocol = begun()
    submit(protocol)
    protocol.add("unassigned", juror="J01", entry="A-1")
    protocol.add("juror_left", juror="J01")
    assert (faults_of(protocol), report_on(protocol).counts["evaluations"]) == ([], 1)


def test_evaluation_does_not_count_after_a_recusal():
    protocol = begun()
    submit(protocol)
    protocol.add("recused", juror="J01", entry="A-1", reason_sha256=REASON)
    assert (faults_of(protocol), report_on(protocol).counts["evaluations"]) == ([], 0)


@pytest.mark.parametrize(
    ("scores", "fault"),
    [
        ({"impact": 6, "idea": 5}, "scale"),
        ({"impact": -1, "idea": 5}, "scale"),
        ({"impact": 5, "idea": 0}, "scale"),
        ({"impact": 5, "idea": 5, "beauty": 5}, "criterion_unknown"),
        ({"impact": True, "idea": 5}, "field_wrong"),
        ({"impact": "5", "idea": 5}, "field_wrong"),
        ({"impact": None, "idea": 5}, "field_wrong"),
    ],
)
def test_wrong_score_is_found_and_the_evaluation_does_not_count(scores, fault):
    protocol = begun()
    number = submit(protocol, scores=scores)
    report = report_on(protocol)
    assert [(fault.code, fault.event) for fault in report.faults] == [(fault, number)]
    assert report.counts["evaluations"] == 0


def test_incomplete_evaluation_is_missing_as_a_whole():
    protocol = begun()
    number = submit(protocol, scores={"impact": 5})
    report = report_on(protocol)
    assert (report.faults, report.counts["evaluations"]) == ([], 0)
    assert (report.notices[0].code, report.notices[0].event) == ("incomplete", number)


def test_revisions_count_from_one_upwards():
    protocol = begun()
    first = submit(protocol, revision=2)
    change(protocol, 3)
    gap = change(protocol, 5)
    again = submit(protocol)
    assert faults_of(protocol) == [("revision", first), ("revision", gap), ("submitted_again", again)]


def test_change_of_what_was_not_submitted_is_found():
    protocol = begun()
    number = change(protocol, 1)
    assert faults_of(protocol) == [("changed_before_submitted", number)]


def test_change_without_a_reason_is_found():
    protocol = begun()
    submit(protocol)
    data = {"juror": "J01", "entry": "A-1", "revision": 2, "scores": dict(FULL)}
    number = protocol.add("evaluation_changed", **data)
    assert [fault.text("uk") for fault in report_on(protocol).faults] == [
        f"Подія {number}: немає відбитка пояснення (поле «data.reason_sha256»): пояснення тут обовʼязкове."
    ]
