"""Judging opens with everything told, closes once, and follows what becomes of applications."""

import json
from datetime import timedelta

import pytest

from contest.domain.assignment import Pair
from contest.domain.assignments import apply_plan, preview_assignment, situation_of
from contest.domain.canonical import fingerprint
from contest.domain.declaring import declare_ranking
from contest.domain.evaluations import submit_evaluation
from contest.domain.judging import close_judging, open_judging, opening_faults
from contest.domain.protocol import hash_of_words, protocol_of
from contest.domain.ranking import rank_call
from contest.domain.status import Actor, change_status
from contest.errors import JudgingNotReady, JudgingRefused
from contest.models import Application, JudgingPolicy, ProtocolEvent
from contest.verifier.verification import verify
from stories.models import Category
from tests.contest.factories import make_submitted
from tests.contest.juries import make_conflict, make_entry, make_judged_call, make_juror, open_jury
from tests.contest.rankings import faults_of, make_scored
from tests.contest.sittings import give, score
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def told(call):
    return list(ProtocolEvent.objects.of_call(call).values_list("kind", "data"))


def test_opening_tells_rules_entries_jurors_and_conflicts():
    call = make_judged_call()
    entry, juror = make_entry(call), make_juror(call, reads_en=True)
    make_juror(call, joined_at=None)
    make_submitted(call, at=call.opens_at + timedelta(days=1))
    make_conflict(juror, entry, state="lifted", decided_at=call.closes_at, decision_reason="Давно.")
    row = open_jury(call)
    pair = {"juror": "J01", "entry": entry.reference, "ground": "community"}
    assert told(call) == [
        ("policy_frozen", {"policy": json.loads(row.frozen), "fingerprint": row.fingerprint, "edition": "third"}),
        ("entry_admitted", {"entry": entry.reference, "category": "youth"}),
        ("juror_joined", {"juror": "J01", "categories": ["youth"], "languages": ["en", "uk"]}),
        ("conflict_found", pair),
        ("conflict_lifted", {**pair, "reason_sha256": hash_of_words("Давно.")}),
    ]  # fmt: skip
    assert row.fingerprint == fingerprint(json.loads(row.frozen))


def test_opening_twice_is_refused():
    call = make_judged_call()
    make_entry(call)
    make_juror(call)
    open_jury(call)
    with pytest.raises(JudgingRefused):
        open_judging(call, by=make_user("other@example.org"), at=call.judging_opens_at)
    assert ProtocolEvent.objects.filter(kind="policy_frozen").count() == 1


def test_judging_without_entries_and_jurors_before_the_deadline_says_everything_that_is_missing():
    call = make_judged_call()
    with pytest.raises(JudgingNotReady) as caught:
        open_judging(call, by=make_user("s@example.org"), at=call.opens_at)
    assert len(caught.value.faults) == 3
    assert not JudgingPolicy.objects.filter(frozen_at__isnull=False).exists()


def test_malformed_rules_keep_judging_from_opening():
    call = make_judged_call()
    make_entry(call)
    make_juror(call)
    JudgingPolicy.objects.create(call=call, tie_breaks=["chance"])
    assert len(opening_faults(call, at=call.judging_opens_at)) == 1


@pytest.mark.parametrize(("status", "why"), [("disqualified", "disqualified"), ("submitted", "screening")])
def test_entry_that_leaves_the_judging_is_told(status, why):
    call = make_judged_call()
    entry, staff = make_entry(call), make_user("s@example.org")
    make_juror(call)
    open_jury(call)
    change_status(
        entry, to=status, actor=Actor.SECRETARIAT, by=staff, at=call.judging_opens_at, reason="Помилка."
    )
    assert told(call)[-1] == ("entry_removed", {"entry": entry.reference, "why": why})
    assert verify(protocol_of(call), unfinished=True).faults == []


def test_entry_that_becomes_eligible_during_judging_is_admitted_and_after_closing_refused():
    call = make_judged_call()
    staff = make_user("s@example.org")
    make_entry(call)
    late, later = (make_submitted(call, at=call.opens_at + timedelta(days=day)) for day in (1, 2))
    make_juror(call)
    open_jury(call)
    change_status(late, to="eligible", actor=Actor.SECRETARIAT, by=staff, at=call.judging_opens_at)
    assert told(call)[-1] == ("entry_admitted", {"entry": late.reference, "category": "youth"})
    close_judging(call, by=staff, at=call.judging_closes_at)
    with pytest.raises(JudgingRefused):
        change_status(later, to="eligible", actor=Actor.SECRETARIAT, by=staff, at=call.judging_closes_at)
    later.refresh_from_db()
    assert later.status == "submitted"
    assert told(call)[-1] == ("judging_closed", {})


def test_judging_closes_once_and_only_when_it_is_open():
    call = make_judged_call()
    staff = make_user("s@example.org")
    make_entry(call)
    make_juror(call)
    with pytest.raises(JudgingRefused):
        close_judging(call, by=staff, at=call.judging_closes_at)
    open_jury(call)
    assert close_judging(call, by=staff, at=call.judging_closes_at).closed_by_name == "s@example.org"
    with pytest.raises(JudgingRefused):
        close_judging(call, by=staff, at=call.judging_closes_at)


def test_entry_that_comes_back_in_another_category_begins_anew():
    call = make_judged_call(categories=("youth", "recovery"))
    call, (entry, _other), (juror, second) = make_scored([[5, None], [3, 3]], call=call, closed=False)
    give(second, entry)
    staff, at = make_user("s@example.org"), call.judging_opens_at + timedelta(days=2)
    change_status(entry, to="submitted", actor=Actor.SECRETARIAT, by=staff, at=at, reason="Не та категорія.")
    other = Category.objects.exclude(pk=entry.category_id).get(slug__in=("youth", "recovery"))
    Application.objects.filter(pk=entry.pk).update(category=other)
    change_status(entry, to="eligible", actor=Actor.SECRETARIAT, by=staff, at=at)
    assert told(call)[-1] == ("entry_admitted", {"entry": entry.reference, "category": other.slug})
    assert set(entry.assignments.values_list("state", flat=True)) == {"moved"}
    situation = situation_of(call)
    pair = Pair(entry.reference, juror.code)
    assert (pair in situation.bans, pair in situation.done) == (True, False)
    preview = preview_assignment(call)
    apply_plan(call, seen=preview.seen, by=staff, at=at)
    assert entry.assignments.get(juror=second).state == "assigned"
    score(entry.assignments.get(juror=second), 4, at=at)
    submit_evaluation(entry.assignments.get(juror=second), at=at)
    close_judging(call, by=staff, at=call.judging_closes_at)
    assert [(row.entry, row.evaluations) for row in rank_call(call).category(other.slug).standings] == [
        (entry.reference, 1)
    ]
    declare_ranking(call, by=staff, at=call.judging_closes_at + timedelta(days=1))
    assert faults_of(call) == []
