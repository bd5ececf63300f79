"""Saving scores while they are given."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from contest.domain.answers import Change
from contest.domain.device_key import device_key
from contest.domain.evaluations import save_evaluation
from contest.domain.judging import close_judging
from contest.models import EvaluationField
from tests.contest.juries import make_conflict
from tests.contest.sittings import make_reader, make_sitting, scored
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FIRST, SECOND = "score/vzaiemodiia-en", "score/dokazy-en"


@pytest.fixture
def sitting():
    return make_sitting()


@pytest.fixture
def browser(sitting):
    client = Client(headers={"accept-language": "en"})
    client.force_login(sitting.juror.user)
    return client


def send(browser, assignment, *changes, body=None, **more):
    body = body or json.dumps({"changes": list(changes)})
    where = f"/en/jury/{assignment.public_id}/save/"
    return browser.post(where, body, **{"content_type": "application/json", **more})


def row(path, value, base=0, own=()):
    return {"path": path, "value": value, "base": base, "own": list(own)}


def test_save_tells_versions_and_the_same_again_changes_nothing(sitting, browser):
    for _turn in range(2):
        answer = send(browser, sitting.first, row(FIRST, "4"), row("note", "Сильна"))
        assert (answer.status_code, answer.json()["versions"], answer.json()["conflicts"]) == (
            200, {FIRST: 1, "note": 1}, [],
        )  # fmt: skip
    assert scored(sitting.first) == {FIRST: "4", "note": "Сильна"}


def test_other_windows_score_stays_and_is_told(sitting, browser):
    save_evaluation(sitting.first, [Change(FIRST, "2")], at=timezone.now())
    answer = send(browser, sitting.first, row(FIRST, "5"), row(SECOND, "3"))
    (conflict,) = answer.json()["conflicts"]
    assert (answer.status_code, answer.json()["versions"]) == (409, {SECOND: 1})
    assert [conflict[name] for name in ("path", "label", "theirs", "version", "address")] == [
        FIRST, "Взаємодія (en)", "2", 1, f"/en/jury/{sitting.first.public_id}/#f-{FIRST}",
    ]  # fmt: skip
    assert send(browser, sitting.first, row(FIRST, "5", own=["2"])).status_code == 200


NONSENSE = [
    ("[]", 400), ('{"changes": 1}', 400), ('{"changes": [{"path": "note", "value": 1}]}', 400),
    ('{"changes": [{"path": "score/vzaiemodiia-en", "value": "6"}]}', 400),
    ('{"changes": [{"path": "score/vzaiemodiia-en", "value": ["6"]}]}', 400),
    ('{"changes": [{"path": "score/other", "value": "1"}]}', 400),
    ('{"changes": [{"path": "note", "value": "a\\u0000"}]}', 400), ("x" * (1024 * 1024 + 1), 413),
]  # fmt: skip


@pytest.mark.parametrize(("body", "status"), NONSENSE)
def test_nonsense_is_refused_with_a_sentence(sitting, browser, body, status):
    answer = send(browser, sitting.first, body=body)
    assert (answer.status_code, bool(answer.json()["error"])) == (status, True)
    assert EvaluationField.objects.count() == 0


def test_judging_that_closes_in_the_middle_refuses_the_save_with_a_sentence(sitting, browser):
    send(browser, sitting.first, row(FIRST, "4"))
    close_judging(sitting.call, by=make_user("s@example.org"), at=timezone.now())
    answer = send(browser, sitting.first, row(FIRST, "5", base=1))
    assert (answer.status_code, answer.json()) == (
        403,
        {
            "error": "Judging is closed: scores can no longer be changed. What was saved before is kept. What you typed since "
            "stays on this page, but is not saved."
        },
    )  # fmt: skip
    assert scored(sitting.first) == {FIRST: "4"}


def test_entry_in_conflict_answers_as_one_that_is_not_there(sitting, browser):
    make_conflict(sitting.juror, sitting.entries[0])
    answers = [
        browser.post(f"/en/jury/{public_id}/save/", '{"changes": []}', content_type="application/json")
        for public_id in (sitting.first.public_id, "00000000-0000-4000-8000-000000000000")
    ]
    sentence = {"error": "This application is not among those that you read."}
    assert [(answer.status_code, answer.json()) for answer in answers] == [(404, sentence)] * 2


def test_ended_session_and_somebody_elses_page_are_told_with_the_way_back(sitting, browser):
    signed_out = send(Client(headers={"accept-language": "en"}), sitting.first, row(FIRST, "4"))
    assert (signed_out.status_code, signed_out.json()["sign_in"]) == (
        401, "/accounts/login/?next=%2Fen%2Fjury%2F",
    )  # fmt: skip
    other = device_key(make_reader(sitting.call).user)
    answer = send(browser, sitting.first, row(FIRST, "4"), headers={"X-Device": other})
    assert (answer.status_code, EvaluationField.objects.count()) == (401, 0)


def test_token_is_given_to_who_may_read_and_needed_to_save(sitting):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(sitting.juror.user)
    where = f"/en/jury/{sitting.first.public_id}/save/"
    assert send(strict, sitting.first, row(FIRST, "4")).status_code == 403
    token = strict.get(where).json()["token"]
    assert send(strict, sitting.first, row(FIRST, "4"), headers={"X-CSRFToken": token}).status_code == 200


def test_save_costs_the_same_for_one_field_and_for_three(sitting, browser, django_assert_num_queries):
    for paths in ((FIRST,), (FIRST, SECOND, "note")):
        EvaluationField.objects.all().delete()
        send(browser, sitting.first, *(row(path, "1") for path in paths))
        with django_assert_num_queries(15):
            answer = send(browser, sitting.first, *(row(path, "2", base=1) for path in paths))
        assert answer.status_code == 200


def test_jurys_worker_stands_beside_its_pages_and_is_that_of_the_applicants(sitting, browser):
    jurys, applicants = browser.get("/en/jury/worker.js"), browser.get("/en/my/worker.js")
    assert (jurys.status_code, jurys.content) == (200, applicants.content)
    assert browser.get("/en/jury/session/").json() == {"key": device_key(sitting.juror.user)}
    assert Client().get("/en/jury/session/").json() == {"key": ""}
