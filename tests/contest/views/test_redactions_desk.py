"""The secretariat takes out of applications what jurors must not know."""

import pytest

from contest.domain.juror_reading import submitted_values
from contest.domain.juror_values import value_sha256
from contest.domain.redactions import redact_answer
from contest.models import Application, Redaction
from tests.contest.domain.test_juror_reading import rewrite
from tests.contest.juries import make_entry, make_judged_call
from tests.factories import make_user


@pytest.fixture
def call(db):
    return make_judged_call()


def place(call, entry=None):
    page = f"/cms/contest/calls/{call.pk}/judging/redactions/"
    return f"{page}{entry.public_id}/" if entry else page


def sent(entry, act, path="summary", **fields):
    return {"act": act, "path": path, "seen": value_sha256(submitted_values(entry)[path]), **fields}


def test_answer_is_blacked_out_hidden_and_shown_again(secretary, call):
    entry = make_entry(call)
    page = place(call, entry)
    done = secretary.post(page, sent(entry, "redact", text="Відкрили ████."))
    assert (done.status_code, done.url) == (302, f"{page}#at-summary")
    assert Redaction.objects.get().text == "Відкрили ████."
    assert "Відкрили ████." in secretary.get(page).text
    secretary.post(page, sent(entry, "hide"))
    assert Redaction.objects.get().is_hidden is True
    secretary.post(page, sent(entry, "show"))
    assert Redaction.objects.count() == 0


def test_page_that_is_out_of_date_keeps_what_was_typed(secretary, call):
    entry = make_entry(call)
    old = sent(entry, "redact", text="Відкрили ████ простір.")
    rewrite(entry, summary="Відкрили у Шишаках простір.")
    Application.objects.filter(pk=entry.pk).update(status="eligible")
    answer = secretary.post(place(call, entry), old)
    assert (answer.status_code, Redaction.objects.count()) == (422, 0)
    assert "Відкрили ████ простір.</textarea>" in answer.text


def test_what_was_rewritten_stands_on_top_of_the_list(secretary, call):
    entry = make_entry(call)
    values, by = sent(entry, "redact"), make_user("r@example.org")
    redact_answer(entry, path="summary", text="████", seen=values["seen"], by=by, at=call.closes_at)
    assert secretary.get(place(call)).context["stale"] == []
    rewrite(entry, summary="Відкрили у Шишаках простір.")
    Application.objects.filter(pk=entry.pk).update(status="eligible")
    assert secretary.get(place(call)).context["stale"] == [entry]


@pytest.mark.parametrize("wrong", [{"act": "burn"}, {"seen": "x"}, {"path": ""}])
def test_nonsense_is_not_found(secretary, call, wrong):
    entry = make_entry(call)
    assert secretary.post(place(call, entry), {**sent(entry, "hide"), **wrong}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_number_of_queries(secretary, call, count, django_assert_num_queries):
    for _number in range(count):
        entry = make_entry(call)
        values, by = sent(entry, "redact"), make_user(f"r-{entry.pk}@example.org")
        redact_answer(entry, path="summary", text="████", seen=values["seen"], by=by, at=call.closes_at)
    secretary.get(place(call))
    with django_assert_num_queries(LIST_QUERIES):
        secretary.get(place(call))


LIST_QUERIES = 15
