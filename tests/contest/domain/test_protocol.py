"""Events are chained, written once, and refused by the database itself when somebody would change them."""

import pytest
from django.db import DatabaseError, connection, transaction

from contest.domain.canonical import NOTHING_BEFORE, event_hash
from contest.domain.protocol import hash_of_words, protocol_of, record_event, record_events
from contest.models import ProtocolEvent
from contest.verifier.verification import verify
from tests.contest.juries import make_entry, make_judged_call, make_juror, open_jury

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    call = make_judged_call()
    make_entry(call)
    make_juror(call)
    return call


def test_event_before_judging_has_opened_is_not_written(call):
    assert record_event(call, "juror_left", {"juror": "J01"}, at=call.closes_at) is None
    assert ProtocolEvent.objects.count() == 0


def test_events_are_chained(call):
    open_jury(call)
    record_events(call, [("juror_left", {"juror": "J01"}), ("judging_closed", {})], at=call.judging_closes_at)
    rows = ProtocolEvent.objects.of_call(call).as_published()
    assert [row["number"] for row in rows] == [1, 2, 3, 4, 5]
    assert [row["previous"] for row in rows] == [NOTHING_BEFORE, *(row["hash"] for row in rows[:-1])]
    assert [row["hash"] for row in rows] == [event_hash(row) for row in rows]


def test_protocol_is_whole_for_the_verifier(call):
    open_jury(call)
    report = verify(protocol_of(call), unfinished=True)
    assert [remark.text("en") for remark in report.faults] == []
    assert report.last_hash == ProtocolEvent.objects.of_call(call).newest().hash


def test_writing_events_takes_as_many_queries_for_three_as_for_one(call, django_assert_num_queries):
    open_jury(call)
    for number in (1, 3):
        told = [("juror_left", {"juror": f"J{n:02d}"}) for n in range(number)]
        with django_assert_num_queries(5):
            record_events(call, told, at=call.judging_closes_at)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contest_protocolevent SET kind = 'judging_closed'",
        "UPDATE contest_protocolevent SET at = at WHERE number = 1",
        "DELETE FROM contest_protocolevent WHERE number = 2",
        "DELETE FROM contest_protocolevent",
    ],
)
def test_event_cannot_be_changed_by_any_statement(call, statement):
    open_jury(call)
    before = protocol_of(call)
    with (
        pytest.raises(DatabaseError, match="cannot be changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert protocol_of(call) == before


@pytest.mark.parametrize(
    "deed", [lambda rows: rows.update(kind="recused"), lambda rows: rows.delete()], ids=["update", "delete"]
)
def test_event_cannot_be_changed_through_a_queryset(call, deed):
    open_jury(call)
    with pytest.raises(TypeError):
        deed(ProtocolEvent.objects.all())


def test_event_cannot_be_saved_again_or_deleted(call):
    open_jury(call)
    event = ProtocolEvent.objects.of_call(call).newest()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_hash_of_words_knows_neither_blanks_around_nor_ways_of_writing_a_letter():
    assert hash_of_words(" й ") == hash_of_words("й")
    assert hash_of_words("й") != hash_of_words("и")


@pytest.mark.parametrize("_turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_event_that_was_committed_cannot_be_changed_either(_turn):
    """Twice, because between tests the triggers are lifted to empty the table, and must stand again."""
    call = make_judged_call()
    make_entry(call)
    make_juror(call)
    open_jury(call)
    with pytest.raises(DatabaseError, match="cannot be changed or deleted"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM contest_protocolevent")
    assert ProtocolEvent.objects.count() == 3
