"""Entries, jurors, conflicts of interest and assignments. Every function takes an event's number, data and kind."""

from typing import Any

from contest.verifier.facts import Facts, data_of


def admit_entry(facts: Facts, place: int, data: dict[str, Any], kind: str) -> None:
    """Let the entry be judged in its category, also if it had been removed from judging, even in another category."""
    entry, category = data["entry"], data["category"]
    if category not in facts.categories:
        facts.report.fault("category_unknown", place, category=category)
        return
    if entry in facts.entries and entry not in facts.removed:
        facts.report.fault("entry_twice", place, entry=entry)
        return
    is_moved = category != facts.entries.get(entry, category)
    if facts.closed is not None:
        if entry not in facts.removed or is_moved:
            facts.report.fault("after_closing", place, kind=kind, since=facts.closed)
            return
        if "reason_sha256" not in data:
            facts.report.fault("no_reason", place, field="data.reason_sha256")
        facts.report.note("late_admission", place, entry=entry)
    if is_moved:
        begin_anew(facts, place, entry)
    facts.entries[entry] = category
    facts.removed.pop(entry, None)


def begin_anew(facts: Facts, place: int, entry: str) -> None:
    """Take the entry from its jurors: what they handed in was for another category and counts no longer."""
    for pair in [pair for pair in facts.pairs if pair[1] == entry]:
        facts.pairs[pair] = ("unassigned", place)
        facts.evaluations.pop(pair, None)


def remove_entry(facts: Facts, place: int, data: dict[str, Any], _kind: str) -> None:
    """Judge the entry no longer."""
    if facts.known_entry(place, data["entry"]):
        facts.removed[data["entry"]] = place
        if facts.closed is not None:
            facts.report.note("late_removal", place, entry=data["entry"])


def seat_juror(facts: Facts, place: int, data: dict[str, Any], _kind: str) -> None:
    """Put the juror on the panels of some categories."""
    for category in data["categories"]:
        if category not in facts.categories:
            facts.report.fault("category_unknown", place, category=category)
    facts.panels[data["juror"]] = data["categories"]
    facts.left.pop(data["juror"], None)


def release_juror(facts: Facts, place: int, data: dict[str, Any], _kind: str) -> None:
    """Let the juror leave; what the juror handed in stays."""
    if facts.known_juror(place, data["juror"]):
        facts.left[data["juror"]] = place


def note_conflict(facts: Facts, place: int, data: dict[str, Any], kind: str) -> None:
    """Keep or lift one ground of a conflict of interest."""
    pair, ground = (data["juror"], data["entry"]), data["ground"]
    facts.name_strangers(place, pair)
    if kind != "conflict_lifted":
        facts.conflicts[pair].setdefault(ground, place)
    elif facts.conflicts[pair].pop(ground, None) is None:
        facts.report.fault("conflict_unknown", place, **data_of(data, "juror", "entry", "ground"))
    if facts.closed is not None:
        facts.report.note("late_change", place, **data_of(data, "juror", "entry"), kind=kind)


def assign_entry(facts: Facts, place: int, data: dict[str, Any], kind: str) -> None:
    """Give the juror the entry to read."""
    pair = (data["juror"], data["entry"])
    if not facts.known_juror(place, pair[0]) or not facts.known_entry(place, pair[1]):
        return
    if facts.entries[pair[1]] not in facts.panels[pair[0]]:
        facts.report.fault("panel", place, **data_of(data, "juror", "entry"), category=facts.entries[pair[1]])
    if facts.conflicts.get(pair):
        since = min(facts.conflicts[pair].values())
        facts.report.fault("conflict", place, **data_of(data, "juror", "entry"), since=since)
    facts.pairs[pair] = (kind, place)


def unassign_entry(facts: Facts, place: int, data: dict[str, Any], kind: str) -> None:
    """Take the entry from the juror again."""
    # What was handed in stays: taking an entry away from a juror must not take an evaluation out of the count.
    pair = (data["juror"], data["entry"])
    facts.name_strangers(place, pair)
    facts.pairs[pair] = (kind, place)


def recuse_juror(facts: Facts, place: int, data: dict[str, Any], kind: str) -> None:
    """Let the juror stand back from the entry; an evaluation of it counts no longer."""
    pair = (data["juror"], data["entry"])
    facts.name_strangers(place, pair)
    facts.pairs[pair] = (kind, place)
    facts.evaluations.pop(pair, None)
