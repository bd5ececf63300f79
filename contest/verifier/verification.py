"""The whole check."""

from typing import Any

from contest.verifier.chain import check_chain, check_times
from contest.verifier.forms import EVENT, PROTOCOL
from contest.verifier.kinds import POSITIVE
from contest.verifier.problems import problems
from contest.verifier.reading import Doubled, foreign_values
from contest.verifier.replay import check_rules
from contest.verifier.report import Report, Unreadable
from contest.verifier.words import shown


def verify(document: Any, *, last_hash: str | None = None, unfinished: bool = False) -> Report:
    """Return what is found in a protocol that was read by `parsed`.

    Args:
        last_hash: the hash of the last event as it is known from elsewhere.
        unfinished: the judging may still go on: that no ranking is declared is then no fault.

    Raises:
        Unreadable: it is no protocol at all.
    """
    report = Report(unfinished=unfinished)
    if not isinstance(document, dict) or not isinstance(document.get("events"), list):
        raise Unreadable("not_protocol")
    head = {name: value for name, value in document.items() if name != "events"}
    if isinstance(document, Doubled):
        report.fault("doubled_key", None, field=document.again)
    for code, values in [*foreign_values(head), *problems({**head, "events": []}, PROTOCOL)]:
        report.fault(code, None, **values)
    report.edition = shown(head.get("edition"))
    report.counts["events"] = len(document["events"])
    events = check_chain(well_formed(document["events"], report), report)
    if not document["events"]:
        report.fault("no_events")
    if events:
        report.last_hash = events[-1]["hash"]
    if last_hash is not None and report.last_hash != last_hash.strip().lower():
        report.fault("last_hash", None, found=report.last_hash, expected=last_hash)
    check_times(events, report)
    check_rules(events, head.get("edition"), report)
    return report


def well_formed(events: list[Any], report: Report) -> list[dict[str, Any]]:
    """Return the events that have all fields of an event; of the others it is said what is wrong with them."""
    good = []
    for index, event in enumerate(events):
        stated = event.get("number") if isinstance(event, dict) else None
        place = stated if POSITIVE.allows(stated) else index + 1
        # Only values that a protocol may hold can be hashed and looked into.
        wrong = list(foreign_values(event)) or list(problems(event, EVENT))
        for code, values in wrong:
            report.fault(code, place, **values)
        if not wrong:
            good.append(event)
    return good
