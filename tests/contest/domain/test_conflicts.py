"""Declaring, adding, confirming and lifting: on record with reasons, told to the protocol, in force at once."""

import pytest

from contest.domain.conflicts import add_conflict, confirm_conflict, declare_conflict, lift_conflict
from contest.domain.judging import close_judging
from contest.domain.protocol import hash_of_words, protocol_of
from contest.errors import JuryRefused, ReasonMissing
from contest.models import Assignment, ConflictOfInterest, ProtocolEvent
from contest.verifier.verification import verify
from tests.contest.juries import make_conflict, make_entry, make_judged_call, make_juror, open_jury
from tests.contest.sittings import give, make_sitting
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return make_sitting(entries=2)


@pytest.fixture
def staff():
    return make_user("staff@example.org")


def pair_of(assignment):
    return {"juror": assignment.juror.code, "entry": assignment.application.reference}


def told(call, number):
    rows = ProtocolEvent.objects.of_call(call).values_list("kind", "data")
    return list(rows)[-number:]


def faults(call):
    return verify(protocol_of(call), unfinished=True).faults


def readable(sitting):
    return [row.pk for row in Assignment.objects.readable_by(sitting.juror).order_by("pk")]


def test_juror_who_declares_a_conflict_reads_the_entry_no_longer(sitting):
    first, second = sitting.assignments
    declare_conflict(first, reason=" Працювали разом. ", at=sitting.at)
    first.refresh_from_db()
    hashed = {"reason_sha256": hash_of_words("Працювали разом.")}
    assert (first.state, first.reason, readable(sitting)) == ("recused", "Працювали разом.", [second.pk])
    assert told(sitting.call, 2) == [
        ("recused", {**pair_of(first), **hashed}),
        ("conflict_declared", {**pair_of(first), "ground": "declared", **hashed}),
    ]
    assert faults(sitting.call) == []


def test_declaring_twice_or_without_a_reason_is_refused(sitting):
    with pytest.raises(ReasonMissing):
        declare_conflict(sitting.first, reason="  ", at=sitting.at)
    declare_conflict(sitting.first, reason="Родичі.", at=sitting.at)
    with pytest.raises(JuryRefused):
        declare_conflict(sitting.first, reason="Родичі.", at=sitting.at)
    assert ConflictOfInterest.objects.count() == 1


def test_declaration_that_was_lifted_can_be_made_again(sitting, staff):
    row = declare_conflict(sitting.first, reason="Родичі.", at=sitting.at)
    lift_conflict(row, reason="Однофамільці.", by=staff, at=sitting.at)
    Assignment.objects.filter(pk=sitting.first.pk).delete()
    again = give(sitting.juror, sitting.entries[0])
    declare_conflict(again, reason="Таки родичі.", at=sitting.at)
    row.refresh_from_db()
    assert (row.state, row.reason, row.decision_reason) == ("declared", "Таки родичі.", "")
    assert faults(sitting.call) == []


def test_declaration_after_closing_is_a_conflict_but_no_recusal(sitting, staff):
    close_judging(sitting.call, by=staff, at=sitting.at)
    declare_conflict(sitting.first, reason="Родичі.", at=sitting.at)
    assert [kind for kind, _data in told(sitting.call, 2)] == ["judging_closed", "conflict_declared"]
    assert (readable(sitting), faults(sitting.call)) == ([sitting.assignments[1].pk], [])


def test_conflict_that_the_secretariat_adds_holds_at_once(sitting, staff):
    first = sitting.first
    row = add_conflict(
        sitting.juror,
        sitting.entries[0],
        ground="organisation",
        reason="Спільний проєкт.",
        by=staff,
        at=sitting.at,
    )
    first.refresh_from_db()
    assert (row.state, row.decided_by_name, first.state) == ("confirmed", "staff@example.org", "removed")
    assert told(sitting.call, 3) == [
        ("conflict_found", {**pair_of(first), "ground": "organisation"}),
        ("conflict_confirmed",
         {**pair_of(first), "ground": "organisation", "reason_sha256": hash_of_words("Спільний проєкт.")}),
        ("unassigned", pair_of(first)),
    ]  # fmt: skip
    assert faults(sitting.call) == []


def test_secretariat_adds_no_declaration_no_double_and_none_over_two_contests(sitting, staff):
    juror, entry, at = sitting.juror, sitting.entries[0], sitting.at
    with pytest.raises(JuryRefused):
        add_conflict(juror, entry, ground="declared", reason="Сказав.", by=staff, at=at)
    add_conflict(juror, entry, ground="community", reason="Живе там.", by=staff, at=at)
    with pytest.raises(JuryRefused):
        add_conflict(juror, entry, ground="community", reason="Живе там.", by=staff, at=at)
    gone = make_juror(sitting.call, left_at=at)
    with pytest.raises(JuryRefused):
        add_conflict(gone, entry, ground="community", reason="Живе там.", by=staff, at=at)
    assert ConflictOfInterest.objects.count() == 1


def test_confirming_is_told_once_and_lets_nobody_read(sitting, staff):
    row = declare_conflict(sitting.first, reason="Родичі.", at=sitting.at)
    confirm_conflict(row, by=staff, at=sitting.at)
    confirm_conflict(row, by=staff, at=sitting.at)
    pair = {**pair_of(sitting.first), "ground": "declared"}
    assert told(sitting.call, 1) == [("conflict_confirmed", pair)]
    assert (len(readable(sitting)), faults(sitting.call)) == (1, [])


def test_lifting_needs_a_reason_and_another_person(sitting):
    row = declare_conflict(sitting.first, reason="Родичі.", at=sitting.at)
    with pytest.raises(ReasonMissing):
        lift_conflict(row, reason="", by=make_user("s@example.org"), at=sitting.at)
    with pytest.raises(JuryRefused):
        lift_conflict(row, reason="Дрібниця.", by=sitting.juror.user, at=sitting.at)
    row.refresh_from_db()
    assert row.state == "declared"


def test_lifted_conflict_is_told_and_holds_again_only_with_a_reason(sitting, staff):
    row = declare_conflict(sitting.first, reason="Родичі.", at=sitting.at)
    lift_conflict(row, reason="Однофамільці.", by=staff, at=sitting.at)
    pair = {**pair_of(sitting.first), "ground": "declared"}
    assert told(sitting.call, 1) == [
        ("conflict_lifted", {**pair, "reason_sha256": hash_of_words("Однофамільці.")})
    ]
    with pytest.raises(ReasonMissing):
        confirm_conflict(row, by=staff, at=sitting.at)
    confirm_conflict(row, by=staff, at=sitting.at, reason="Таки родичі.")
    row.refresh_from_db()
    assert (row.state, faults(sitting.call)) == ("confirmed", [])


def test_who_works_on_an_application_cannot_be_let_judge_it(sitting, staff):
    account = sitting.entries[0].members.get()
    juror = make_juror(sitting.call, user=account)
    row = make_conflict(juror, sitting.entries[0], ground="member")
    with pytest.raises(JuryRefused):
        lift_conflict(row, reason="Лише читає.", by=staff, at=sitting.at)


def test_decision_before_the_opening_is_told_at_the_opening(staff):
    call = make_judged_call()
    entry, juror = make_entry(call), make_juror(call)
    row = add_conflict(juror, entry, ground="community", reason="Живе там.", by=staff, at=call.closes_at)
    lift_conflict(row, reason="Переїхала.", by=staff, at=call.closes_at)
    assert ProtocolEvent.objects.count() == 0
    open_jury(call)
    assert [kind for kind, _data in told(call, 2)] == ["conflict_found", "conflict_lifted"]
    assert faults(call) == []


def test_conflicts_stay_once_the_ranking_is_declared(sitting, staff):
    row = make_conflict(sitting.juror, sitting.entries[0])
    policy = close_judging(sitting.call, by=staff, at=sitting.at)
    policy.declared_at = sitting.at
    policy.save()
    with pytest.raises(JuryRefused):
        lift_conflict(row, reason="Дрібниця.", by=staff, at=sitting.at)
