"""After the scoring: the closing, decisions on ties, and what the jury decides about winners and awards."""

from typing import Any

from contest.verifier.facts import Facts
from contest.verifier.problems import repeats
from contest.verifier.words import DIFFERS


def close_judging(facts: Facts, place: int, _data: dict[str, Any], _kind: str) -> None:
    """Take no evaluations any more."""
    facts.closed = place


def take_shortlisting(facts: Facts, place: int, data: dict[str, Any], _kind: str) -> None:
    """Check that the entry is judged: a shortlist says who is discussed, and changes no place."""
    facts.known_entry(place, data["entry"])


def take_tie_decision(facts: Facts, place: int, data: dict[str, Any], _kind: str) -> None:
    """Take over the order in which the chair puts equal entries."""
    category, entries = data["category"], data["entries"]
    if category not in facts.categories:
        facts.report.fault("category_unknown", place, category=category)
        return
    for entry in repeats(entries):
        facts.report.fault("tie_repeats", place, entry=entry)
    if "decision" not in facts.policy["tie_breaks"]:
        facts.report.note("tie_unforeseen", place)
    strangers = [entry for entry in entries if not facts.belongs(place, entry, category)]
    if not strangers:
        facts.tie_decisions[category].append(entries)


def take_decision(facts: Facts, place: int, data: dict[str, Any], _kind: str) -> None:
    """Take over what the jury decides about one entry, or that nobody gets an award, if that can be decided."""
    category, award, outcome = data.get("category"), data.get("award"), data["outcome"]
    fitting = {"winner": {category}, "special_award": {award}, "not_given": {award}}
    about_nobody = outcome == "not_given"
    if (category is None) == (award is None) or fitting.get(outcome, {category, award}) == {None}:
        facts.report.fault("decided_what", place, outcome=outcome)
    elif category is not None and category not in facts.categories:
        facts.report.fault("category_unknown", place, category=category)
    elif award is not None and award not in facts.awards:
        facts.report.fault("award_unknown", place, award=award)
    elif about_nobody != ("entry" not in data):
        facts.report.fault("decided_whom", place, outcome=outcome)
    elif about_nobody:
        withhold_award(facts, place, data)
    elif facts.known_entry(place, data["entry"]):
        if award is None:
            decide_winner(facts, place, data)
        else:
            decide_award(facts, place, data)


def decide_winner(facts: Facts, place: int, data: dict[str, Any]) -> None:
    """Let the entry win in its category or not."""
    category, entry = data["category"], data["entry"]
    if not facts.belongs(place, entry, category):
        return
    standing = facts.ranking().categories[category]
    check_differs(facts, place, data, wins=entry in standing.winners, open_=entry in standing.undecided)
    facts.winners[category][entry] = data["outcome"] != "not_awarded"


def decide_award(facts: Facts, place: int, data: dict[str, Any]) -> None:
    """Give the entry a special award or refuse it."""
    award, entry, ranking = data["award"], data["entry"], facts.ranking()
    won, tied = ranking.special_awards[award] == entry, entry in ranking.tied[award]
    check_differs(facts, place, data, wins=won, open_=tied)
    if data["outcome"] == "not_awarded":
        facts.refused[award].add(entry)
        return
    check_not_given(facts, place, award, entry)
    facts.given[award] = entry
    facts.withheld.discard(award)


def withhold_award(facts: Facts, place: int, data: dict[str, Any]) -> None:
    """Give a special award to nobody; the jury may still decide otherwise later."""
    award, ranking = data["award"], facts.ranking()
    differs = ranking.special_awards[award] is not None
    check_not_given(facts, place, award, None)
    if not ranking.tied[award] and data["differs"] != differs:
        values = {"stated": DIFFERS[data["differs"]], "expected": DIFFERS[differs]}
        facts.report.fault("withheld_differs", place, award=award, **values)
    if (data["differs"] or differs) and "reason_sha256" not in data:
        facts.report.fault("withheld_no_reason", place, award=award)
    elif differs:
        facts.report.note("withheld_departure", place, award=award)
    facts.given.pop(award, None)
    facts.withheld.add(award)


def check_not_given(facts: Facts, place: int, award: str, entry: str | None) -> None:
    """Check that no other entry has the award. One that went to an entry which was removed since is free again."""
    before = facts.given.get(award)
    if before not in {None, entry} and before not in facts.removed:
        facts.report.fault("decided_twice", place, award=award, before=before)


def check_differs(facts: Facts, place: int, data: dict[str, Any], *, wins: bool, open_: bool) -> None:
    """Check the mark and the reason. Where the ranking leaves it open, either mark is right."""
    differs = (data["outcome"] != "not_awarded") != wins
    if not open_ and data["differs"] != differs:
        values = {"stated": DIFFERS[data["differs"]], "expected": DIFFERS[differs]}
        facts.report.fault("differs", place, entry=data["entry"], **values)
    if (data["differs"] or (differs and not open_)) and "reason_sha256" not in data:
        facts.report.fault("differs_no_reason", place, entry=data["entry"])
    elif differs and not open_:
        facts.report.note("departure", place, entry=data["entry"])
