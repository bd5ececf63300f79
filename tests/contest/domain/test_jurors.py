"""The jury: inviting, accepting once, correcting, leaving in the middle, coming back; each told to the protocol."""

import re
from datetime import timedelta

import pytest

from contest.domain.evaluations import submit_evaluation
from contest.domain.judging import close_judging
from contest.domain.jurors import (
    JurorFacts,
    accept_seat,
    change_juror,
    find_seat,
    invite_again,
    invite_juror,
    leave_jury,
    let_juror_return,
)
from contest.domain.protocol import protocol_of
from contest.errors import JuryRefused, ReasonMissing
from contest.models import Assignment, Juror, ProtocolEvent
from contest.verifier.verification import verify
from tests.contest.juries import make_entry, make_judged_call, make_juror, open_jury
from tests.contest.sittings import give, make_sitting, score
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_judged_call(categories=("youth", "recovery"))


@pytest.fixture
def staff():
    return make_user("staff@example.org")


def facts(call, number=1, **fields):
    panels = [row.category for row in call.categories.all()]
    return JurorFacts(
        **{"name": f"Член журі {number}", "email": f"j{number}@jury.example.net", "panels": panels, **fields}
    )


def facts_of(juror, **fields):
    names = (
        "name",
        "email",
        "language",
        "reads_uk",
        "reads_en",
        "community",
        "region",
        "organisation",
        "capacity",
        "is_chair",
    )
    kept = {name: getattr(juror, name) for name in names}
    return JurorFacts(**{**kept, "panels": list(juror.panels.all()), **fields})


def told(call, number):
    return list(ProtocolEvent.objects.of_call(call).values_list("kind", "data"))[-number:]


def faults(call):
    return verify(protocol_of(call), unfinished=True).faults


def test_invitation_goes_out_with_a_secret_that_is_kept_nowhere(
    call, staff, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        juror, secret = invite_juror(call, facts(call), by=staff, at=call.closes_at)
    letter = mailoutbox[0]
    assert (letter.to, letter.subject) == (["j1@jury.example.net"], "Запрошення до журі: Другий конкурс")
    assert re.findall(r"https?://\S+/uk/jury/join/(\S+)/", letter.body) == [secret]
    assert [panel.name for panel in juror.panels.all() if f"— {panel.name}\n" not in letter.body] == []
    assert secret not in str(list(Juror.objects.values()))
    assert juror.invitation_expires_at == call.closes_at + timedelta(days=30)


def test_letter_speaks_the_language_of_the_juror(call, staff, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite_juror(call, facts(call, language="en"), by=staff, at=call.closes_at)
    assert mailoutbox[0].subject == "Invitation to the jury: Second contest"


def test_codes_are_given_in_order_and_never_again(call, staff):
    jurors = [invite_juror(call, facts(call, number), by=staff, at=call.closes_at)[0] for number in (1, 2)]
    leave_jury(jurors[1], reason="Не може.", at=call.closes_at)
    third, _secret = invite_juror(call, facts(call, 3), by=staff, at=call.closes_at)
    assert [row.code for row in (*jurors, third)] == ["J01", "J02", "J03"]


@pytest.mark.parametrize(
    "wrong",
    [{"email": "J1@JURY.example.net"}, {"panels": []}, {"reads_uk": False}, {"is_chair": True}],
)
def test_invitation_is_refused_with_a_sentence(call, staff, wrong):
    invite_juror(call, facts(call, is_chair=True), by=staff, at=call.closes_at)
    with pytest.raises(JuryRefused):
        invite_juror(call, facts(call, 2, **wrong), by=staff, at=call.closes_at)
    assert Juror.objects.count() == 1


def test_seat_goes_to_any_account_once(call, staff):
    juror, secret = invite_juror(call, facts(call), by=staff, at=call.closes_at)
    person = make_user("other-address@example.org")
    accept_seat(secret, by=person, at=call.closes_at)
    juror.refresh_from_db()
    assert (juror.user, juror.joined_at, juror.is_active) == (person, call.closes_at, True)
    with pytest.raises(JuryRefused):
        accept_seat(secret, by=make_user("late@example.org"), at=call.closes_at)


def test_account_takes_one_seat_of_a_jury_only(call, staff):
    person = make_user("p@example.org")
    secrets = [invite_juror(call, facts(call, number), by=staff, at=call.closes_at)[1] for number in (1, 2)]
    accept_seat(secrets[0], by=person, at=call.closes_at)
    with pytest.raises(JuryRefused):
        accept_seat(secrets[1], by=person, at=call.closes_at)


def test_invitation_ends_after_thirty_days_and_with_another_letter(call, staff):
    juror, old = invite_juror(call, facts(call), by=staff, at=call.closes_at)
    with pytest.raises(JuryRefused):
        accept_seat(old, by=staff, at=call.closes_at + timedelta(days=30))
    new = invite_again(juror, by=staff, at=call.closes_at + timedelta(days=30))
    assert (find_seat(old), find_seat(new)) == (None, juror)
    with pytest.raises(JuryRefused):
        accept_seat("nonsense", by=staff, at=call.closes_at)


def test_juror_who_joins_during_judging_is_told_with_their_conflicts(call, staff):
    entry = make_entry(call)
    home = entry.community
    make_juror(call)
    open_jury(call)
    _juror, secret = invite_juror(
        call, facts(call, community=home, reads_en=True), by=staff, at=call.judging_opens_at
    )
    assert len(told(call, 9)) == 3
    accept_seat(secret, by=make_user("p@example.org"), at=call.judging_opens_at)
    assert told(call, 2) == [
        ("juror_joined", {"juror": "J02", "categories": ["recovery", "youth"], "languages": ["en", "uk"]}),
        ("conflict_found", {"juror": "J02", "entry": entry.reference, "ground": "community"}),
    ]
    assert faults(call) == []


def test_change_of_panels_is_told_again_and_another_name_is_not(call):
    make_entry(call)
    juror = make_juror(call)
    open_jury(call)
    before = ProtocolEvent.objects.count()
    change_juror(juror, facts_of(juror, name="Нове імʼя"), at=call.judging_opens_at)
    assert ProtocolEvent.objects.count() == before
    youth = [panel for panel in juror.panels.all() if panel.slug == "youth"]
    change_juror(juror, facts_of(juror, panels=youth), at=call.judging_opens_at)
    assert ProtocolEvent.objects.count() == before + 1
    assert told(call, 1) == [("juror_joined", {"juror": "J01", "categories": ["youth"], "languages": ["uk"]})]
    assert faults(call) == []


def test_other_affiliation_ends_what_it_forbids(call):
    entry = make_entry(call)
    juror = make_juror(call)
    open_jury(call)
    give(juror, entry)
    change_juror(juror, facts_of(juror, community=entry.community), at=call.judging_opens_at)
    juror.refresh_from_db()
    assert (juror.region, Assignment.objects.get().state) == (entry.community.region, "removed")
    assert faults(call) == []


def test_juror_who_leaves_gives_back_what_is_not_scored():
    sitting = make_sitting(entries=2)
    score(sitting.first, 3, 3, at=sitting.at)
    submit_evaluation(sitting.first, at=sitting.at)
    leave_jury(sitting.juror, reason="Мобілізовано.", at=sitting.at)
    leave_jury(sitting.juror, reason="Двічі.", at=sitting.at)
    states = [row.state for row in Assignment.objects.order_by("pk")]
    open_pair = {"juror": "J01", "entry": sitting.entries[1].reference}
    assert states == ["assigned", "removed"]
    assert told(sitting.call, 2) == [("unassigned", open_pair), ("juror_left", {"juror": "J01"})]
    assert (Juror.objects.get().left_reason, faults(sitting.call)) == ("Мобілізовано.", [])


def test_leaving_needs_a_reason_and_withdraws_an_invitation_without_an_event(call, staff):
    juror, secret = invite_juror(call, facts(call), by=staff, at=call.closes_at)
    with pytest.raises(ReasonMissing):
        leave_jury(juror, reason=" ", at=call.closes_at)
    leave_jury(juror, reason="Не на часі.", at=call.closes_at)
    assert find_seat(secret) is None


def test_juror_who_comes_back_is_told_and_never_beside_another_chair(call):
    make_entry(call)
    juror = make_juror(call, is_chair=True)
    open_jury(call)
    leave_jury(juror, reason="Відрядження.", at=call.judging_opens_at)
    make_juror(call, is_chair=True)
    let_juror_return(juror, at=call.judging_opens_at)
    juror.refresh_from_db()
    assert (juror.is_active, juror.is_chair, juror.left_reason) == (True, False, "")
    assert [kind for kind, _data in told(call, 2)] == ["juror_left", "juror_joined"]
    assert faults(call) == []


def test_nobody_comes_onto_the_jury_once_judging_is_closed(call, staff):
    make_entry(call)
    juror = make_juror(call)
    _invited, secret = invite_juror(call, facts(call, 5), by=staff, at=call.closes_at)
    open_jury(call)
    at = call.judging_opens_at
    close_judging(call, by=staff, at=at)
    with pytest.raises(JuryRefused):
        accept_seat(secret, by=make_user("p@example.org"), at=at)
    with pytest.raises(JuryRefused):
        invite_juror(call, facts(call, 6), by=staff, at=at)
    with pytest.raises(JuryRefused):
        change_juror(juror, facts_of(juror, reads_en=True), at=at)
    leave_jury(juror, reason="Хвороба.", at=at)
    with pytest.raises(JuryRefused):
        let_juror_return(juror, at=at)
    assert [kind for kind, _data in told(call, 2)] == ["judging_closed", "juror_left"]
    assert faults(call) == []


def test_whoever_works_in_the_secretariat_neither_is_invited_nor_takes_a_seat(call, staff):
    _juror, secret = invite_juror(call, facts(call), by=staff, at=call.closes_at)
    staff.is_superuser = True
    staff.save()
    with pytest.raises(JuryRefused):
        accept_seat(secret, by=staff, at=call.closes_at)
    with pytest.raises(JuryRefused):
        invite_juror(call, facts(call, 2, email=staff.email.upper()), by=staff, at=call.closes_at)
    gone = make_juror(call, user=staff, left_at=call.closes_at)
    with pytest.raises(JuryRefused):
        let_juror_return(gone, at=call.closes_at)
    assert Juror.objects.of_call(call).active().count() == 0
