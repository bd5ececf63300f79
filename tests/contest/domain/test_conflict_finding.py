"""Conflicts are found in what the tables know, hold at once, and are told to the protocol in the right order."""

from datetime import timedelta

import pytest

from contest.domain.conflict_finding import find_conflicts
from contest.domain.conflicts import lift_conflict
from contest.domain.members import accept_invitation, invite
from contest.domain.protocol import protocol_of
from contest.domain.status import Actor, change_status
from contest.models import ApplicationMember, Assignment, ConflictOfInterest, ProtocolEvent
from contest.verifier.verification import verify
from tests.contest.factories import complete_answers, make_call, make_submitted
from tests.contest.juries import assign, make_entry, make_judged_call, make_juror, open_jury
from tests.contest.sittings import give
from tests.factories import make_community, make_edition, make_region, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_judged_call()


def found(call, **narrower):
    rows = find_conflicts(call, at=call.judging_opens_at, **narrower)
    return sorted((row.juror.code, row.application.reference, row.ground, row.reason) for row in rows)


def told(call):
    return list(ProtocolEvent.objects.of_call(call).values_list("kind", flat=True))


def faults(call):
    return verify(protocol_of(call), unfinished=True).faults


def with_answers(call, **answers):
    return make_entry(call, answers=complete_answers(call, **answers))


def test_same_community_and_the_one_that_takes_part_are_found(call):
    home, other = make_community("Шишацька"), make_community("Диканська")
    item = "communities/0123456789abcdef"
    answers = {item: "0", f"{item}/community": other.code, f"{item}/role": "partner"}
    entry = with_answers(call, community=home, **answers)
    make_juror(call, community=home)
    make_juror(call, community=other)
    assert found(call) == [
        ("J01", entry.reference, "community", "Шишацька"),
        ("J02", entry.reference, "takes_part", "Диканська"),
    ]


def test_community_that_was_removed_from_the_list_is_not_found(call):
    other, item = make_community("Диканська"), "communities/0123456789abcdef"
    with_answers(call, **{item: "", f"{item}/community": other.code, f"{item}/role": "partner"})
    make_juror(call, community=other)
    assert found(call) == []


def test_partner_mailbox_and_link_are_found(call):
    items = {"partners/0123456789abcdef": "0", "partners/0123456789abcdef/name": "ГО «Молодь»",
             "partners/0123456789abcdef/sector": "civil_society", "partners/0123456789abcdef/role": "partner",
             "links/0123456789abcdef": "0", "links/0123456789abcdef/url": "https://www.agency.ua/story",
             "links/0123456789abcdef/title": "Про нас"}  # fmt: skip
    entry = with_answers(call, contact_email="olha@shyshaky.gov.ua", **items)
    make_juror(call, organisation="Молодь")
    make_juror(call, email="ivan@shyshaky.gov.ua")
    make_juror(call, user=make_user("petro@agency.ua"))
    assert found(call) == [
        ("J01", entry.reference, "organisation", "ГО «Молодь»"),
        ("J02", entry.reference, "email_domain", "shyshaky.gov.ua"),
        ("J03", entry.reference, "email_domain", "agency.ua"),
    ]


def test_region_is_found_only_if_the_rules_say_so(call):
    region = make_region()
    entry = make_entry(call)
    make_juror(call, region=region)
    assert found(call) == []
    call.judging_policy.same_region_is_conflict = True
    call.judging_policy.save()
    assert found(call) == [("J01", entry.reference, "region", "Тернопільська область")]


def test_region_of_the_jurors_community_counts_as_theirs(call):
    entry = make_entry(call)
    make_juror(call, community=make_community("Бережанська"))
    open_jury(call, same_region_is_conflict=True)
    assert ConflictOfInterest.objects.get().ground == "region"
    assert ConflictOfInterest.objects.get().application == entry


def test_earlier_work_for_the_community_is_found_and_present_work_is_another_ground(call):
    home, juror_account = make_community(), make_user("past@example.org")
    earlier_call = make_call(edition=make_edition(2, slug="second"))
    earlier = make_submitted(earlier_call, answers=complete_answers(earlier_call, community=home))
    ApplicationMember.objects.create(
        application=earlier, user=juror_account, role="editor", joined_at=call.opens_at
    )
    entry = with_answers(call, community=home)
    make_juror(call, user=juror_account)
    make_juror(call, user=entry.members.get())
    assert found(call) == [
        ("J01", entry.reference, "worked_together", f"{earlier.reference} (second)"),
        ("J02", entry.reference, "member", ""),
    ]


def test_partner_of_an_earlier_application_of_the_community_is_found(call):
    home, item = make_community(), "partners/0123456789abcdef"
    earlier_call = make_call(edition=make_edition(2, slug="second"))
    partner = {
        item: "0",
        f"{item}/name": "Агенція розвитку",
        f"{item}/sector": "business",
        f"{item}/role": "partner",
    }
    earlier = make_submitted(earlier_call, answers=complete_answers(earlier_call, community=home, **partner))
    entry = with_answers(call, community=home)
    make_juror(call, organisation="агенція розвитку")
    assert found(call) == [("J01", entry.reference, "worked_together", f"{earlier.reference} (second)")]


def test_finding_twice_finds_once_and_what_was_lifted_stays_lifted(call):
    home = make_community()
    with_answers(call, community=home)
    make_juror(call, community=home)
    assert len(found(call)) == 1
    row = ConflictOfInterest.objects.get()
    lift_conflict(row, reason="Давно не живе там.", by=make_user("s@example.org"), at=call.closes_at)
    assert found(call) == []
    assert ConflictOfInterest.objects.get().state == "lifted"


def test_opening_finds_and_tells_conflicts_after_jurors_and_entries(call):
    home = make_community()
    with_answers(call, community=home)
    make_juror(call, community=home)
    open_jury(call)
    assert told(call) == ["policy_frozen", "entry_admitted", "juror_joined", "conflict_found"]
    assert faults(call) == []


def test_entry_that_comes_in_late_is_looked_at_when_it_is_admitted(call):
    home = make_community()
    make_entry(call)
    late = make_submitted(
        call, at=call.opens_at + timedelta(days=1), answers=complete_answers(call, community=home)
    )
    make_juror(call, community=home)
    open_jury(call)
    staff = make_user("s@example.org")
    change_status(late, to="eligible", actor=Actor.SECRETARIAT, by=staff, at=call.judging_opens_at)
    assert told(call)[-2:] == ["entry_admitted", "conflict_found"]
    assert faults(call) == []


def test_conflict_of_an_entry_that_was_away_at_the_opening_is_told_when_it_comes_back(call):
    home = make_community()
    entry = with_answers(call, community=home)
    make_entry(call)
    make_juror(call, community=home)
    find_conflicts(call, at=call.closes_at)
    staff, at = make_user("s@example.org"), call.judging_opens_at
    change_status(entry, to="submitted", actor=Actor.SECRETARIAT, by=staff, at=at, reason="Помилка.")
    open_jury(call)
    assert told(call).count("conflict_found") == 0
    change_status(entry, to="eligible", actor=Actor.SECRETARIAT, by=staff, at=at)
    change_status(entry, to="submitted", actor=Actor.SECRETARIAT, by=staff, at=at, reason="Ще раз.")
    change_status(entry, to="eligible", actor=Actor.SECRETARIAT, by=staff, at=at)
    assert told(call).count("conflict_found") == 1
    assert faults(call) == []


def test_found_conflict_ends_the_assignment_of_its_pair_only(call):
    home = make_community()
    entry, other = with_answers(call, community=home), make_entry(call)
    juror = make_juror(call)
    open_jury(call)
    assign(juror, entry)
    assign(juror, other)
    juror.community = home
    juror.save()
    find_conflicts(call, at=call.judging_opens_at, juror=juror)
    states = dict(Assignment.objects.values_list("application__reference", "state"))
    assert states == {entry.reference: "removed", other.reference: "assigned"}
    assert told(call)[-2:] == ["conflict_found", "unassigned"]
    assert faults(call) == []


def test_juror_who_joins_an_application_may_judge_it_no_longer(call):
    entry, juror = make_entry(call), make_juror(call)
    open_jury(call)
    given, at = give(juror, entry), call.judging_opens_at
    _invitation, secret = invite(entry, email="x@example.org", role="reader", by=entry.members.get(), at=at)
    accept_invitation(secret, by=juror.user, at=at)
    assert given not in Assignment.objects.readable_by(juror)
    assert told(call)[-2:] == ["conflict_found", "unassigned"]
    assert faults(call) == []


@pytest.mark.parametrize("count", [1, 3])
def test_finding_takes_the_same_number_of_queries_for_any_number(call, count, django_assert_num_queries):
    home = make_community()
    for _number in range(count):
        with_answers(call, community=home)
    for _number in range(count):
        make_juror(call, community=home, organisation="Агенція")
    with django_assert_num_queries(QUERIES):
        assert len(find_conflicts(call, at=call.closes_at)) == count * count


QUERIES = 18
