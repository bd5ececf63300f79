"""Equal values have equal hashes, and each event holds the hash of the one before."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.canonical import canonical_json, event_hash, fingerprint, next_event

AT = datetime(2026, 11, 21, 10, tzinfo=UTC)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "їжак", "é", '"\\\n']),
    lambda inside: (
        st.lists(inside, max_size=4) | st.dictionaries(st.text("abїя", max_size=3), inside, max_size=4)
    ),
    max_leaves=12,
)


def test_canonical_json_is_sorted_and_without_blanks():
    assert canonical_json({"б": [1, True, None], "a": "ї\n"}) == '{"a":"ї\\n","б":[1,true,null]}'


def test_hash_is_that_of_the_text_in_utf_8():
    assert fingerprint({"a": "ї"}) == hashlib.sha256('{"a":"ї"}'.encode()).hexdigest()


@given(VALUES)
def test_canonical_json_says_the_same_again(value):
    assert canonical_json(json.loads(canonical_json(value))) == canonical_json(value)


@pytest.mark.parametrize("value", [1.0, float("nan"), Decimal(1), (1,), {1: 2}, {"a": [{"b": 0.5}]}, b"a"])
def test_value_that_could_be_written_in_two_ways_is_refused(value):
    with pytest.raises(TypeError):
        canonical_json(value)


@pytest.mark.parametrize("text", ["i\u0308", "\ud800"])
@pytest.mark.parametrize("wrapped", [lambda text: text, lambda text: [text], lambda text: {text: 1}])
def test_text_that_could_be_written_in_two_ways_is_refused(text, wrapped):
    with pytest.raises(ValueError, match=r"NFC|surrogates"):
        canonical_json(wrapped(text))


def test_first_event_stands_on_nothing():
    event = next_event(None, kind="judging_closed", data={}, at=AT)
    text = (
        '{"at":"2026-11-21T10:00:00.000000Z","data":{},"kind":"judging_closed","number":1,'
        f'"previous":"{"0" * 64}"}}'
    )
    assert event == json.loads(text) | {"hash": hashlib.sha256(text.encode()).hexdigest()}


def test_event_holds_the_hash_of_the_one_before():
    first = next_event(None, kind="policy_frozen", data={}, at=AT)
    second = next_event(first, kind="judging_closed", data={}, at=AT + timedelta(microseconds=1))
    assert (second["number"], second["previous"], second["at"]) == (
        2,
        first["hash"],
        "2026-11-21T10:00:00.000001Z",
    )
    assert second["hash"] == event_hash(second)


def test_event_is_dated_in_utc():
    kyiv = timezone(timedelta(hours=2))
    assert next_event(None, kind="x", data={}, at=AT.astimezone(kyiv))["at"] == "2026-11-21T10:00:00.000000Z"


def test_time_never_goes_back():
    first = next_event(None, kind="x", data={}, at=AT)
    assert next_event(first, kind="x", data={}, at=AT - timedelta(seconds=1))["at"] == first["at"]


def test_moment_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        next_event(None, kind="x", data={}, at=datetime(2026, 1, 1))  # noqa: DTZ001
