"""The chain: numbers, hashes, links, and time that goes on."""

from bisect import bisect_left
from collections import defaultdict
from typing import Any

from contest.verifier.reading import canonical, sha256
from contest.verifier.report import Report

FIRST_PREVIOUS = "0" * 64


def check_chain(events: list[dict[str, Any]], report: Report) -> list[dict[str, Any]]:
    """Check that no event was altered, taken out, put in or moved; return them by their numbers, each once."""
    by_number: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for event in events:
        by_number[event["number"]].append(event)
    places = {place: index for index, place in enumerate(by_number, start=1)}
    for moved in misplaced(list(by_number)):
        report.fault("order", moved, place=places[moved])
    ordered: list[dict[str, Any]] = []
    expected, hashes = 1, {FIRST_PREVIOUS}
    for place in sorted(by_number):
        found = by_number[place]
        different = list({canonical(event): event for event in found}.values()) if len(found) > 1 else found
        if place > expected:
            last = place - 1
            report.fault("missing" if last == expected else "missing_many", expected, last=last)
        if len(found) > 1:
            report.fault("doubled" if len(different) == 1 else "number_shared", place, times=len(found))
        for event in different:
            check_hashes(event, hashes if place == expected else None, report)
        ordered.extend(different)
        expected, hashes = place + 1, {event["hash"] for event in different}
    return ordered


def misplaced(numbers: list[int]) -> list[int]:
    """Return as few of the numbers, all different, as must be taken out for the rest to ascend."""
    ends: list[int] = []  # The lowest last number of an ascending row of each length…
    places: list[int] = []  # … where it stands …
    before: list[int | None] = []  # … and where the number stands that comes before each number in its row.
    for place, value in enumerate(numbers):
        length = bisect_left(ends, value)
        ends[length : length + 1], places[length : length + 1] = [value], [place]
        before.append(places[length - 1] if length else None)
    kept = set()
    step = places[-1] if places else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return [value for place, value in enumerate(numbers) if place not in kept]


def check_hashes(event: dict[str, Any], before: set[str] | None, report: Report) -> None:
    """Check the event's own hash and, where the event before is there, whether it is the one referred to."""
    own = sha256({name: value for name, value in event.items() if name != "hash"})
    if own != event["hash"]:
        report.fault("hash", event["number"], stated=event["hash"], expected=own)
    if before is None or event["previous"] in before:
        return
    if event["number"] == 1:
        report.fault("first_link", 1, stated=event["previous"])
    else:
        values = {"stated": event["previous"], "before": event["number"] - 1, "expected": min(before)}
        report.fault("link", event["number"], **values)


def check_times(events: list[dict[str, Any]], report: Report) -> None:
    """Write down where time goes back."""
    latest = ""
    for event in events:
        if event["at"] < latest:
            report.fault("time_back", event["number"], at=event["at"], before=latest)
        latest = max(latest, event["at"])
