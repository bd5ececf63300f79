"""The secretariat's pages of the jury and of conflicts of interest; nobody else sees that there are any."""

import re

import pytest

from contest.domain.conflict_finding import find_conflicts
from contest.domain.conflicts import lift_conflict
from contest.models import ConflictOfInterest, Juror
from tests.contest.juries import assign, make_conflict, make_entry, make_judged_call, make_juror, open_jury
from tests.contest.sittings import give
from tests.factories import make_user

PAGES = ("jury/", "jury/invite/", "conflicts/", "redactions/")


@pytest.fixture
def call(db):
    return make_judged_call()


def place(call, page=""):
    return f"/cms/contest/calls/{call.pk}/judging/{page}"


def facts(call, **fields):
    panels = [row.category_id for row in call.categories.all()]
    return {"name": "Олена Журі", "email": "olena@jury.example.net", "language": "uk", "panels": panels,
            "languages": ["uk", "en"], **fields}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("role", "status"), [("Secretariat", 200), ("Editors", 302), ("", 403)])
def test_pages_are_for_the_secretariat(signed_in, call, page, role, status):
    browser = signed_in(*filter(None, [role]))
    assert browser.get(place(call, page)).status_code == status


@pytest.mark.parametrize("page", PAGES)
def test_stranger_is_asked_to_sign_in(client, call, page):
    assert client.get(place(call, page)).url == f"/accounts/login/?next={place(call, page)}"


def test_juror_is_no_secretary(client, call):
    juror = make_juror(call)
    client.force_login(juror.user)
    assert [client.get(place(call, page)).status_code for page in PAGES] == [403] * 4


def test_inviting_keeps_what_was_filled_in_and_sends_a_letter(secretary, call, mailoutbox):
    answer = secretary.post(place(call, "jury/invite/"), facts(call, organisation="Агенція", capacity=5))
    juror = Juror.objects.get()
    assert (answer.status_code, answer.url, len(mailoutbox)) == (302, place(call, "jury/"), 0)
    assert (juror.code, juror.languages, juror.organisation, juror.capacity) == (
        "J01",
        ("uk", "en"),
        "Агенція",
        5,
    )


def test_refused_invitation_keeps_what_was_typed(secretary, call):
    make_juror(call, email="olena@jury.example.net")
    answer = secretary.post(place(call, "jury/invite/"), facts(call))
    assert (answer.status_code, Juror.objects.count()) == (422, 1)
    assert answer.context["form"]["name"].value() == "Олена Журі"


def test_juror_is_corrected_leaves_and_comes_back(secretary, call):
    juror = make_juror(call)
    page = place(call, f"jury/{juror.public_id}/")
    assert secretary.get(page).status_code == 200
    assert secretary.post(page, {"act": "change", **facts(call, name="Інше імʼя")}).status_code == 302
    assert secretary.post(page, {"act": "leave", "reason": " "}).status_code == 422
    assert secretary.post(page, {"act": "leave", "reason": "Хвороба."}).status_code == 302
    juror.refresh_from_db()
    assert (juror.name, juror.left_reason, juror.is_active) == ("Інше імʼя", "Хвороба.", False)
    assert secretary.get(page).status_code == 200
    assert secretary.post(page, {"act": "return"}).status_code == 302
    juror.refresh_from_db()
    assert juror.is_active is True


def test_unknown_act_and_juror_of_another_call_are_not_found(secretary, call):
    juror = make_juror(call)
    page = place(call, f"jury/{juror.public_id}/")
    assert secretary.post(page, {"act": "promote"}).status_code == 404
    assert secretary.get(page.replace(f"calls/{call.pk}/", "calls/999/")).status_code == 404


def test_juror_who_works_in_the_secretariat_is_named_on_the_page(secretary, call):
    make_juror(call)
    seen = make_juror(call, user=secretary.user)
    assert list(secretary.get(place(call, "jury/")).context["seeing_all"]) == [seen]


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_the_jury_takes_the_same_number_of_queries(secretary, call, count, django_assert_num_queries):
    entry = make_entry(call)
    for _number in range(count):
        juror = make_juror(call, community=entry.community)
        assign(juror, entry)
    secretary.get(place(call, "jury/"))
    with django_assert_num_queries(LIST_QUERIES):
        answer = secretary.get(place(call, "jury/"))
    assert [(row.assigned, row.submitted, row.conflicting) for row in answer.context["jurors"]] == [
        (1, 0, 0)
    ] * count


LIST_QUERIES = 13


def test_conflicts_are_filtered_confirmed_and_lifted(secretary, call):
    entry = make_entry(call)
    first, second = (make_juror(call, community=entry.community) for _number in range(2))
    find_conflicts(call, at=call.closes_at)
    rows = {row.juror_id: row for row in ConflictOfInterest.objects.all()}
    page = place(call, "conflicts/")
    shown = secretary.get(f"{page}?state=found&juror={second.code}").context["page"].object_list
    assert list(shown) == [rows[second.pk]]
    assert secretary.post(page, {"act": "confirm", "conflict": rows[first.pk].pk}).status_code == 302
    assert secretary.post(page, {"act": "lift", "conflict": rows[second.pk].pk}).status_code == 422
    lifted = secretary.post(
        f"{page}?state=found", {"act": "lift", "conflict": rows[second.pk].pk, "reason": "Давно."}
    )
    assert (lifted.status_code, lifted.url) == (302, f"{page}?state=found")
    states = ConflictOfInterest.objects.order_by("juror").values_list(
        "state", "decided_by_name", "decision_reason"
    )
    assert list(states) == [
        ("confirmed", "secretariat@example.org", ""),
        ("lifted", "secretariat@example.org", "Давно."),
    ]


def test_conflict_is_added_by_reference_and_another_call_has_no_such_application(secretary, call):
    entry, juror = make_entry(call), make_juror(call)
    page, told = (
        place(call, "conflicts/"),
        {"act": "add", "juror": juror.pk, "ground": "community", "reason": "Живе там."},
    )
    assert secretary.post(page, {**told, "application": "2026-Y-9999"}).status_code == 422
    assert secretary.post(page, {**told, "application": entry.reference}).status_code == 302
    assert secretary.post(page, {**told, "application": entry.reference}).status_code == 422
    assert ConflictOfInterest.objects.get().state == "confirmed"
    assert secretary.post(page, {"act": "forget"}).status_code == 404


def test_button_looks_for_conflicts(secretary, call):
    entry = make_entry(call)
    make_juror(call, community=entry.community)
    assert secretary.post(place(call, "conflicts/"), {"act": "find"}).status_code == 302
    assert ConflictOfInterest.objects.get().ground == "community"


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_conflicts_takes_the_same_number_of_queries(
    secretary, call, count, django_assert_num_queries
):
    entry = make_entry(call)
    for _number in range(count):
        make_conflict(make_juror(call), entry)
    secretary.get(place(call, "conflicts/"))
    with django_assert_num_queries(CONFLICT_QUERIES):
        secretary.get(place(call, "conflicts/"))


CONFLICT_QUERIES = 15


def test_invited_person_takes_the_seat_and_comes_to_the_jurys_page(
    client, secretary, call, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        secretary.post(place(call, "jury/invite/"), facts(call))
    address = re.search(r"/uk/jury/join/\S+", mailoutbox[0].body)[0]
    assert client.get(address).status_code == 200
    assert (client.post(address).status_code, Juror.objects.get().user) == (200, None)
    person = make_user("anybody@example.org")
    client.force_login(person)
    assert (client.get(address).status_code, client.post(address).url) == (200, "/uk/jury/")
    assert Juror.objects.get().user == person
    assert client.get(address).url == "/uk/jury/"
    other = make_user("other@example.org")
    client.force_login(other)
    assert (client.get(address).status_code, client.get("/uk/jury/join/nonsense/").status_code) == (410, 404)


def test_lifted_conflict_lets_the_pair_be_assigned_again(call):
    entry, juror = make_entry(call), make_juror(call)
    open_jury(call)
    assignment = give(juror, entry)
    row = make_conflict(juror, entry)
    assert assignment not in type(assignment).objects.readable_by(juror)
    lift_conflict(row, reason="Ні.", by=make_user("s@example.org"), at=call.judging_opens_at)
    assert assignment in type(assignment).objects.readable_by(juror)
