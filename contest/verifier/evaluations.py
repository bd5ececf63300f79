"""Evaluations: who may score what, on which scales, in which order of revisions."""

from typing import Any

from contest.verifier.facts import Facts, Pair, data_of


def take_evaluation(facts: Facts, place: int, data: dict[str, Any], kind: str) -> None:
    """Take over what the juror handed in or changed, if it may count."""
    pair = (data["juror"], data["entry"])
    check_revision(facts, place, data, kind)
    facts.revisions[pair] = max(facts.revisions.get(pair, 0) + 1, data["revision"])
    if may_score(facts, place, pair) and fits_scales(facts, place, data):
        facts.evaluations[pair] = data["scores"]


def check_revision(facts: Facts, place: int, data: dict[str, Any], kind: str) -> None:
    """Write down if the revisions of an evaluation don't count 1, 2, 3…"""
    expected = facts.revisions.get((data["juror"], data["entry"]), 0) + 1
    known = data_of(data, "juror", "entry")
    if kind == "evaluation_submitted" and expected > 1:
        facts.report.fault("submitted_again", place, **known)
    elif kind == "evaluation_changed" and expected == 1:
        facts.report.fault("changed_before_submitted", place, **known)
    elif data["revision"] != expected:
        facts.report.fault("revision", place, **known, found=data["revision"], expected=expected)


def may_score(facts: Facts, place: int, pair: Pair) -> bool:
    """Whether the juror may score the entry now; a fault if not."""
    juror, entry = pair
    if not facts.known_juror(place, juror) or not facts.known_entry(place, entry):
        return False
    kind, since = facts.pairs.get(pair, ("not_assigned", 0))
    if facts.conflicts.get(pair):
        since = min(facts.conflicts[pair].values())
        facts.report.fault("conflict", place, juror=juror, entry=entry, since=since)
        return False
    if kind != "assigned":
        facts.report.fault(kind, place, juror=juror, entry=entry, since=since)
        return False
    return True


def fits_scales(facts: Facts, place: int, data: dict[str, Any]) -> bool:
    """Whether the scores are such as the criteria allow; faults if not, a note if some are missing."""
    category = facts.categories[facts.entries[data["entry"]]]
    criteria = {criterion["code"]: criterion for criterion in category["criteria"]}
    known = data_of(data, "juror", "entry")
    fits = True
    for code, score in data["scores"].items():
        if code not in criteria:
            facts.report.fault("criterion_unknown", place, **known, criterion=code, category=category["code"])
            fits = False
        elif not criteria[code]["low"] <= score <= criteria[code]["high"]:
            scale = data_of(criteria[code], "low", "high")
            facts.report.fault("scale", place, **known, criterion=code, score=score, **scale)
            fits = False
    if fits and len(data["scores"]) < len(criteria):
        facts.report.note("incomplete", place, **known)
    return fits
