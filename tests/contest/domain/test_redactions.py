"""Taking out of an application what jurors must not know, and noticing when the applicant rewrites it."""

import pytest

from contest.domain.judging_terms import policy_row
from contest.domain.juror_reading import submitted_values
from contest.domain.juror_values import value_sha256
from contest.domain.redaction_fields import labels_kept_back, redactable_sections, stale_paths
from contest.domain.redactions import hide_answer, redact_answer, show_answer
from contest.errors import RedactionRefused
from contest.models import Redaction
from tests.contest.domain.test_juror_reading import rewrite
from tests.contest.factories import complete_answers, in_order, make_question
from tests.contest.juries import make_entry, make_judged_call
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

FIRST, SECOND = "stages/0123456789abcdef", "stages/fedcba9876543210"
STAGES = {
    FIRST: "1",
    f"{FIRST}/title": "Друге",
    SECOND: "0",
    f"{SECOND}/title": "Перше",
    f"{SECOND}/text": "Почали.",
}


@pytest.fixture
def call():
    call = make_judged_call()
    call.questions = in_order(
        [make_question("open", "long_text"), make_question("choice", "choice", options=("Так", "Ні"))]
    )
    call.save()
    return call


@pytest.fixture
def entry(call):
    return make_entry(
        call, answers=complete_answers(call, **STAGES, **{"question/open": "Шишаки", "question/choice": "a"})
    )


@pytest.fixture
def staff():
    return make_user("staff@example.org")


def seen(entry, path):
    return value_sha256(submitted_values(entry)[path])


def fields(entry):
    return [
        field for section in redactable_sections(entry, policy_row(entry.call)) for field in section.fields
    ]


def field(entry, path):
    return next(field for field in fields(entry) if field.path == path)


def test_tool_shows_the_answers_of_jurors_in_the_order_of_the_form(entry):
    assert [field.path for field in fields(entry)] == [
        "category", "title", "summary", "community", "start", "ongoing", "challenge", "solution",
        f"{SECOND}/title", f"{SECOND}/text", f"{FIRST}/title", "results", "budget_band", "transfer",
        "question/open", "question/choice",
    ]  # fmt: skip
    assert [field(entry, path).label for path in (f"{SECOND}/title", "question/open")] == [
        "Stage 1: Name of the stage", "Question open",
    ]  # fmt: skip
    assert [field(entry, path).is_text for path in ("title", "community", "question/choice", "question/open")] == [
        True, False, False, True,
    ]  # fmt: skip
    assert labels_kept_back(entry, policy_row(entry.call)) == [
        "Contact person",
        "E-mail of the contact person",
    ]


def test_line_ends_of_a_form_are_no_change(entry, staff):
    rewrite(entry, challenge="Перше.\nДруге.")
    again = redact_answer(
        entry,
        path="challenge",
        text="Перше.\r\nДруге.",
        seen=seen(entry, "challenge"),
        by=staff,
        at=entry.call.closes_at,
    )
    assert (again, Redaction.objects.count()) == (None, 0)


def test_own_words_put_back_end_the_redaction(entry, staff):
    at, mark = entry.call.closes_at, seen(entry, "summary")
    redact_answer(entry, path="summary", text="████", seen=mark, by=staff, at=at)
    assert (field(entry, "summary").jurors_text, field(entry, "summary").words) == (
        "████",
        "Відкрили простір.",
    )
    redact_answer(entry, path="summary", text="Відкрили простір.", seen=mark, by=staff, at=at)
    assert Redaction.objects.count() == 0


def test_nothing_left_of_the_words_hides_the_answer(entry, staff):
    row = redact_answer(
        entry, path="summary", text=" ", seen=seen(entry, "summary"), by=staff, at=entry.call.closes_at
    )
    assert (row.is_hidden, field(entry, "summary").is_hidden) == (True, True)
    assert (show_answer(entry, path="summary"), show_answer(entry, path="summary")) == (True, False)


def test_rewritten_answer_is_noticed_and_the_old_page_refused(entry, staff):
    at, old = entry.call.closes_at, seen(entry, "summary")
    redact_answer(entry, path="summary", text="████", seen=old, by=staff, at=at)
    assert stale_paths([entry]) == {}
    rewrite(entry, summary="Відкрили простір у Шишаках.")
    assert (stale_paths([entry]), field(entry, "summary").is_stale) == ({entry.pk: ["summary"]}, True)
    with pytest.raises(RedactionRefused):
        redact_answer(entry, path="summary", text="████", seen=old, by=staff, at=at)
    redact_answer(
        entry, path="summary", text="Відкрили простір у ████.", seen=seen(entry, "summary"), by=staff, at=at
    )
    assert stale_paths([entry]) == {}


def test_choice_can_be_hidden_but_not_rewritten(entry, staff):
    at, mark = entry.call.closes_at, seen(entry, "question/choice")
    with pytest.raises(RedactionRefused):
        redact_answer(entry, path="question/choice", text="b", seen=mark, by=staff, at=at)
    assert hide_answer(entry, path="question/choice", seen=mark, by=staff, at=at).is_hidden is True


def test_answer_that_is_not_there_cannot_be_hidden(entry, staff):
    with pytest.raises(RedactionRefused):
        hide_answer(entry, path="funding", seen="0" * 64, by=staff, at=entry.call.closes_at)
