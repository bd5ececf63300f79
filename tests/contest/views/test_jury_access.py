"""The door of the jury's pages and the only way of jurors to files: who gets what by which address."""

import uuid
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import RequestFactory
from django.utils import timezone

from contest.domain.conflicts import declare_conflict, lift_conflict
from contest.domain.judging_terms import policy_row
from contest.domain.juror_reading import submitted_values
from contest.domain.juror_values import value_sha256
from contest.domain.redactions import hide_answer
from contest.models import Call, JudgingPolicy
from contest.views.jury_access import chosen_seat
from tests.browsers import browser_of
from tests.contest.factories import make_call
from tests.contest.files import CONTENT
from tests.contest.juries import make_conflict, make_entry, make_judged_call, make_juror, open_jury
from tests.contest.sittings import give
from tests.contest.views.test_jury_blindness import answered
from tests.factories import make_edition, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_judged_call()


@pytest.fixture
def assignment(call):
    """An entry with a document, given to the first juror."""
    entry, juror = answered(call), make_juror(call)
    open_jury(call, blind=True)
    return give(juror, entry)


def file_of(assignment):
    return assignment.application.files.get()


def address(assignment, file_id=None):
    return f"/uk/jury/{assignment.public_id}/files/{file_id or file_of(assignment).public_id}/"


def person(role, assignment):
    """Somebody in the role."""
    call = assignment.application.call
    people = {
        "juror": lambda: assignment.juror.user,
        "other juror": lambda: make_juror(call).user,
        "juror of another call": lambda: make_juror(make_call(edition=make_edition(4, slug="fourth"))).user,
        "conflicted": lambda: make_conflict(assignment.juror, assignment.application).juror.user,
        "applicant": assignment.application.members.get,
        "editor": lambda: make_user("editor@example.org", groups=["Editors"]),
        "secretariat": lambda: make_user("office@example.org", groups=["Secretariat"]),
        "anonymous": lambda: None,
    }
    return people[role]()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("juror", 200), ("other juror", 404), ("juror of another call", 404), ("conflicted", 404), ("applicant", 404),
        ("editor", 404), ("secretariat", 404), ("anonymous", 302),
    ],
)  # fmt: skip
def test_file_is_for_its_juror_alone(assignment, role, status):
    assert browser_of(person(role, assignment)).get(address(assignment)).status_code == status


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("juror", 200), ("other juror", 200), ("juror of another call", 200), ("conflicted", 200), ("applicant", 200),
        ("editor", 200), ("secretariat", 200), ("anonymous", 302),
    ],
)  # fmt: skip
def test_start_page_is_there_for_everybody_who_is_signed_in(assignment, role, status):
    assert browser_of(person(role, assignment)).get("/uk/jury/").status_code == status


@pytest.mark.parametrize("role", ["applicant", "editor", "secretariat"])
@pytest.mark.parametrize("page", ["compare/", "scores/", "deliberation/", "pack.pdf"])
def test_other_pages_are_not_there_for_who_holds_no_seat(assignment, role, page):
    assert browser_of(person(role, assignment)).get(f"/uk/jury/{page}").status_code == 404


def test_file_comes_without_its_own_name(assignment):
    answer = browser_of(assignment.juror.user).get(address(assignment))
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (CONTENT, "application/pdf")
    assert answer["Content-Disposition"].endswith(".pdf") is True
    assert "Шишак" not in str(answer.headers)


def test_juror_opens_no_file_by_the_address_of_applicants(assignment):
    browser = browser_of(assignment.juror.user)
    assert browser.get(f"/uk/my/files/{file_of(assignment).public_id}/").status_code == 404


def test_hidden_file_and_one_of_another_entry_are_not_there(assignment):
    other = answered(assignment.application.call)
    browser, entry = browser_of(assignment.juror.user), assignment.application
    foreign, nothing = other.files.get().public_id, uuid.uuid4()
    assert [browser.get(address(assignment, file_id)).status_code for file_id in (foreign, nothing)] == [
        404,
        404,
    ]
    path = next(
        path for path in submitted_values(entry) if path.startswith("documents/") and path.endswith("/file")
    )
    seen = value_sha256(submitted_values(entry)[path])
    hide_answer(entry, path=path, seen=seen, by=make_user("s@example.org"), at=timezone.now())
    assert browser.get(address(assignment)).status_code == 404


def test_recused_juror_has_no_way_to_the_file_until_it_is_assigned_anew(assignment):
    browser, at = browser_of(assignment.juror.user), assignment.application.call.judging_opens_at
    row = declare_conflict(assignment, reason="Родичі.", at=at)
    assert browser.get(address(assignment)).status_code == 404
    lift_conflict(row, reason="Однофамільці.", by=make_user("s@example.org"), at=at)
    assert browser.get(address(assignment)).status_code == 404


def test_nothing_is_read_before_judging_and_before_it_was_opened(assignment):
    call, browser = assignment.application.call, browser_of(assignment.juror.user)
    JudgingPolicy.objects.filter(call=call).update(frozen_at=None, frozen="", fingerprint="")
    assert browser.get(address(assignment)).status_code == 404
    JudgingPolicy.objects.filter(call=call).update(
        frozen_at=call.judging_opens_at, frozen='{"blind":true}', fingerprint="x"
    )
    assert browser.get(address(assignment)).status_code == 200
    tomorrow = timezone.now() + timedelta(days=1)
    Call.objects.filter(pk=call.pk).update(judging_opens_at=tomorrow)
    assert browser.get(address(assignment)).status_code == 404


def test_juror_who_left_finds_nothing(assignment):
    juror = assignment.juror
    juror.left_at = timezone.now()
    juror.save()
    browser = browser_of(juror.user)
    assert [browser.get(where).status_code for where in (address(assignment), "/uk/jury/scores/")] == [
        404,
        404,
    ]


@pytest.mark.parametrize("page", ["", "scores/"])
def test_jurors_need_a_second_factor_where_staff_do(assignment, settings, page):
    settings.REQUIRE_SECOND_FACTOR_FOR_STAFF = True
    user = assignment.juror.user
    browser = browser_of(user)
    assert [browser.get(where).url for where in (f"/uk/jury/{page}", address(assignment))] == [
        "/accounts/2fa/"
    ] * 2
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert browser.get(address(assignment)).status_code == 200


def test_who_holds_no_seat_needs_no_second_factor(settings, signed_in):
    settings.REQUIRE_SECOND_FACTOR_FOR_STAFF = True
    browser = signed_in()
    assert [browser.get(f"/en/jury/{page}").status_code for page in ("", "scores/")] == [200, 404]


def test_seat_is_that_of_the_call_that_is_named_else_of_the_newest(call):
    user = make_user("both@example.org")
    newer = make_call(edition=make_edition(4, slug="fourth"))
    seats = [make_juror(one, user=user) for one in (call, newer)]
    found = []
    for query in ("", "?call=third", "?call=nonsense"):
        request = RequestFactory().get(f"/uk/jury/{query}")
        request.user = user
        found.append(chosen_seat(request))
    assert found == [seats[1], seats[0], seats[1]]


def test_seats_of_an_entry_are_found_whichever_call_is_newer(assignment):
    user = assignment.juror.user
    make_juror(make_call(edition=make_edition(4, slug="fourth")), user=user)
    assert browser_of(user).get(address(assignment)).status_code == 200


def test_entry_that_is_judged_no_longer_is_not_there(assignment):
    type(assignment.application).objects.filter(pk=assignment.application.pk).update(status="withdrawn")
    assert browser_of(assignment.juror.user).get(address(assignment)).status_code == 404


def test_entry_of_a_juror_without_files_shows_none(call):
    entry, juror = make_entry(call), make_juror(call)
    open_jury(call)
    given = give(juror, entry)
    assert policy_row(call).blind is False
    assert browser_of(juror.user).get(address(given, uuid.uuid4())).status_code == 404
