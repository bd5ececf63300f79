"""The judging replayed by its rules, event after event."""

from collections.abc import Callable
from typing import Any

from contest.verifier.decisions import close_judging, take_decision, take_shortlisting, take_tie_decision
from contest.verifier.declaration import take_ranking
from contest.verifier.evaluations import take_evaluation
from contest.verifier.facts import Facts
from contest.verifier.forms import DATA
from contest.verifier.jury import (
    admit_entry,
    assign_entry,
    note_conflict,
    recuse_juror,
    release_juror,
    remove_entry,
    seat_juror,
    unassign_entry,
)
from contest.verifier.outcome import outcome_of
from contest.verifier.policy import check_policy_event, policy_problems, refuse_policy
from contest.verifier.problems import problems
from contest.verifier.report import Report
from contest.verifier.words import listed

ONLY_AFTER_CLOSING = {"shortlisted", "unshortlisted", "tie_decided", "decided", "ranking_declared"}
CONFLICTS = {"conflict_found", "conflict_declared", "conflict_confirmed", "conflict_lifted"}
AFTER_CLOSING = ONLY_AFTER_CLOSING | CONFLICTS | {"entry_admitted", "entry_removed", "juror_left"}
HANDLERS: dict[str, Callable[[Facts, int, dict[str, Any], str], None]] = {
    "policy_frozen": refuse_policy,
    "entry_admitted": admit_entry,
    "entry_removed": remove_entry,
    "juror_joined": seat_juror,
    "juror_left": release_juror,
    **dict.fromkeys(CONFLICTS, note_conflict),
    "assigned": assign_entry,
    "unassigned": unassign_entry,
    "recused": recuse_juror,
    "evaluation_submitted": take_evaluation,
    "evaluation_changed": take_evaluation,
    "judging_closed": close_judging,
    "shortlisted": take_shortlisting,
    "unshortlisted": take_shortlisting,
    "tie_decided": take_tie_decision,
    "decided": take_decision,
    "ranking_declared": take_ranking,
}


def take_event(facts: Facts, event: dict[str, Any]) -> None:
    """Replay an event of the right form."""
    kind, place = event["kind"], event["number"]
    if facts.closed is not None and kind not in AFTER_CLOSING:
        code = "closed_again" if kind == "judging_closed" else "after_closing"
        facts.report.fault(code, place, kind=kind, since=facts.closed)
        return
    if facts.closed is None and kind in ONLY_AFTER_CLOSING:
        facts.report.fault("before_closing", place, kind=kind)
    if kind not in {"decided", "ranking_declared"}:
        facts.current = None
    HANDLERS[kind](facts, place, event["data"], kind)


def check_rules(events: list[dict[str, Any]], edition: Any, report: Report) -> None:
    """Replay the judging by its rules, and compare the ranking."""
    facts = None
    if events and events[0]["kind"] != "policy_frozen":
        report.fault("first_not_policy", events[0]["number"], found=events[0]["kind"])
    for event in events:
        kind, place = event["kind"], event["number"]
        wrong = (
            list(problems(event["data"], DATA[kind], "data"))
            if kind in DATA
            else [("kind_unknown", {"found": kind})]
        )
        if not wrong and kind == "policy_frozen" and facts is None:
            wrong = list(policy_problems(event["data"]["policy"]))
            if not wrong:
                facts = Facts(event["data"]["policy"], report)
                check_policy_event(event, edition, report)
                continue
        for code, values in wrong:
            report.fault(code, place, **values)
        if facts is not None and not wrong:
            take_event(facts, event)
    if facts is None:
        report.fault("no_policy")
    else:
        check_end(facts, report)


def check_end(facts: Facts, report: Report) -> None:
    """Say what the end of the protocol leaves open."""
    missing = report.note if report.unfinished else report.fault
    if facts.closed is None:
        missing("not_closed")
    if facts.declared is None:
        missing("no_ranking")
    elif facts.declared != outcome_of(facts):
        report.note("outdated")
    report.ranking = ranking = facts.ranking()
    report.counts["evaluations"] = sum(
        len(row) for code in facts.categories for row in facts.table(code).values()
    )
    for code, standing in ranking.categories.items():
        if facts.policy["adjustment"] == "additive" and standing.groups > 1:
            report.note("disconnected", None, category=code, parts=standing.groups)
        if standing.floats:
            report.note("floats", None, category=code, jurors=standing.jurors)
        if standing.undecided:
            report.note("undecided", None, category=code, entries=listed(standing.undecided))
    for code, entries in ranking.tied.items():
        if entries:
            report.note("award_undecided", None, award=code, entries=listed(entries))
