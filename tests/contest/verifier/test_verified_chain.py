"""Every way of tampering with the events of a protocol is found and named."""

import json
from datetime import UTC, datetime
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.canonical import next_event
from contest.verifier.chain import misplaced
from contest.verifier.command_line import main
from contest.verifier.reading import parsed
from contest.verifier.verification import verify
from tests.contest.verifier import protocols
from tests.contest.verifier.protocols import rehashed

VALID = protocols.valid().document()
TEXT = json.dumps(VALID, ensure_ascii=False, separators=(",", ":"))


def report_on(text):
    return verify(parsed(text.encode("utf-8", "surrogatepass")))


def faults_of(document):
    """Return code and event of every fault."""
    return [(fault.code, fault.event) for fault in report_on(json.dumps(document, ensure_ascii=False)).faults]


def changed(change, *, first=None):
    """Return the valid protocol after the change of its events; hashed anew from the event `first` on, if given."""
    document = json.loads(TEXT)
    change(document["events"])
    return rehashed(document, first=first) if first else document


def test_altered_digit_is_found():
    assert faults_of(changed(lambda events: events[16]["data"]["scores"].update(impact=2))) == [("hash", 17)]


def test_altered_event_with_its_hash_made_anew_is_found():
    def change(events):
        events[14]["data"]["scores"]["impact"] = 4
        events[14]["hash"] = protocols.hash_of(
            {key: value for key, value in events[14].items() if key != "hash"}
        )

    assert faults_of(changed(change)) == [("link", 16), ("rank_score", 33), ("rank_raw", 33)]


def test_missing_event_is_found():
    assert faults_of(changed(lambda events: events.pop(26))) == [("missing", 27)]


def test_missing_events_are_found():
    report = report_on(json.dumps(changed(lambda events: events.__delitem__(slice(23, 27)))))
    assert [fault.text("en") for fault in report.faults] == [
        "Event 24: is not in the protocol, nor are those that follow, up to event 27."
    ]


def test_first_event_missing_is_found():
    faults = faults_of(changed(lambda events: events.pop(0)))
    assert faults == [("missing", 1), ("first_not_policy", 2), ("no_policy", None)]


def test_doubled_event_is_found():
    assert faults_of(changed(lambda events: events.insert(17, events[16]))) == [("doubled", 17)]


def test_reordered_events_are_found():
    def change(events):
        events[16], events[17] = events[17], events[16]

    assert faults_of(changed(change)) == [("order", 18)]


def test_event_moved_far_is_named_alone():
    report = report_on(json.dumps(changed(lambda events: events.insert(5, events.pop(16)))))
    assert [fault.text("en") for fault in report.faults] == [
        "Event 17: stands at place 6 in the file, though events should stand in the order of their numbers."
    ]


@given(st.lists(st.integers(1, 9), unique=True, max_size=6))
def test_as_few_events_as_can_be_are_called_misplaced(numbers):
    out = misplaced(numbers)
    rest = [number for number in numbers if number not in out]
    assert rest == sorted(rest)
    ascending = (row for size in range(len(numbers), -1, -1) for row in combinations(numbers, size))
    assert len(rest) == len(next(row for row in ascending if list(row) == sorted(row)))


def test_inserted_event_is_found():
    def change(events):
        inserted = events[16] | {"kind": "unassigned", "data": {"juror": "J04", "entry": "A-2"}}
        inserted["hash"] = protocols.hash_of({key: value for key, value in inserted.items() if key != "hash"})
        events.insert(16, inserted)

    assert faults_of(changed(change)) == [("number_shared", 17)]


def test_inserted_event_with_numbers_made_anew_is_found():
    def change(events):
        inserted = events[16] | {"kind": "unassigned", "data": {"juror": "J04", "entry": "A-2"}}
        events.insert(16, inserted)
        for number, event in enumerate(events, start=1):
            event["number"] = number

    faults = faults_of(changed(change))
    assert faults[:4] == [("hash", 17), ("hash", 18), ("link", 18), ("hash", 19)]


def test_taken_out_event_with_everything_made_anew_shows_in_the_ranking():
    document = changed(lambda events: events.pop(28), first=1)
    report = report_on(json.dumps(document))
    assert [fault.text("uk") for fault in report.faults] == [
        "Подія 32: рейтинг «water», заявка A-1: оголошено бал 85.000000, за перерахунком — 65.000000.",
        "Подія 32: рейтинг «water», заявка A-1: оголошено бал без поправки 85.000000, за перерахунком — 65.000000.",
    ]


def test_first_event_on_something_is_found():
    def change(events):
        events[0]["previous"] = "1" * 64
        events[0]["hash"] = protocols.hash_of(
            {key: value for key, value in events[0].items() if key != "hash"}
        )

    assert faults_of(changed(change)) == [("first_link", 1), ("link", 2)]


def test_cut_end_is_found_by_what_is_missing():
    assert faults_of(changed(lambda events: events.pop())) == [("no_ranking", None)]
    assert faults_of(changed(lambda events: events.__delitem__(slice(30, None)))) == [
        ("not_closed", None),
        ("no_ranking", None),
    ]


def test_unfinished_protocol_is_right_so_far_if_asked_so(tmp_path, capsys):
    path = tmp_path / "protocol.json"
    path.write_text(json.dumps(changed(lambda events: events.__delitem__(slice(30, None)))), encoding="utf-8")
    assert main([str(path), "--unfinished", "--lang", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "ALL IS RIGHT SO FAR: no faults were found, but the protocol is unfinished."
    )


def test_last_hash_known_from_elsewhere_is_compared(tmp_path, capsys):
    path = tmp_path / "protocol.json"
    path.write_text(TEXT, encoding="utf-8")
    assert main([str(path), "--last-hash", VALID["events"][-1]["hash"].upper()]) == 0
    assert main([str(path), "--last-hash", "0" * 64]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 4 + 4 + 3


def test_protocol_without_events_is_no_protocol():
    assert faults_of(VALID | {"events": []}) == [("no_events", None), ("no_policy", None)]


def test_chain_of_the_product_is_whole():
    events, previous = [], None
    for event in VALID["events"]:
        at = datetime.fromisoformat(event["at"]).astimezone(UTC)
        previous = next_event(previous, kind=event["kind"], data=event["data"], at=at)
        events.append(previous)
    assert events == VALID["events"]
