"""When people are reminded, of what, and that they are reminded once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application
from contest.domain.deadlines import Deadlines
from contest.domain.extensions import give_extension
from contest.domain.reminders import (
    BEFORE_ANSWER,
    BEFORE_DEADLINE,
    missing_words,
    remind_of_clarifications,
    remind_of_drafts,
    stage_due,
)
from contest.domain.screening import decide_eligibility, return_for_clarification
from contest.domain.writing import deadline_of
from contest.enums import LetterKind
from contest.models import Application, Letter
from tests.contest.factories import make_application, make_call, make_submitted
from tests.factories import make_community, make_region, make_user

BEGUN = datetime(2026, 10, 5, 9, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def call(db):
    """A call that closes on 29 October 2026 at 18:00 in Kyiv, four days after the clocks go back."""
    return make_call(opens_at=datetime(2026, 9, 29, 16, tzinfo=UTC))


def written():
    return [row.key.split(":")[-3] for row in Letter.objects.order_by("pk") if row.kind != "receipt"]


@pytest.mark.parametrize(("left", "stage"), [
    (7 * DAY + timedelta(seconds=1), None), (7 * DAY, 7 * DAY), (2 * DAY + HOUR, 7 * DAY), (2 * DAY, 2 * DAY),
    (6 * HOUR, 6 * HOUR), (timedelta(seconds=1), 6 * HOUR), (timedelta(0), None), (-DAY, None),
])  # fmt: skip
def test_latest_stage_that_has_come_is_due(left, stage):
    until = datetime(2026, 10, 29, 16, tzinfo=UTC)
    assert stage_due(BEFORE_DEADLINE, until=until, since=BEGUN, at=until - left) == stage


@given(
    st.timedeltas(min_value=timedelta(0), max_value=30 * DAY),
    st.timedeltas(min_value=timedelta(0), max_value=30 * DAY),
)
def test_stage_that_had_come_at_the_beginning_is_never_due(since, at):
    until = datetime(2026, 10, 29, 16, tzinfo=UTC)
    began, now = until - max(since, at), until - min(since, at)
    stage = stage_due(BEFORE_DEADLINE, until=until, since=began, at=now)
    assert stage is None or now >= until - stage > began


def test_draft_is_reminded_of_at_each_stage_once(call):
    make_application(call, answers={"title": "Простір"}, at=BEGUN)
    closes = call.closes_at
    moments = [
        closes - left
        for left in (8 * DAY, 7 * DAY, 5 * DAY, 2 * DAY, DAY, 6 * HOUR, HOUR, timedelta(0), -DAY)
    ]
    assert [remind_of_drafts(call, at=at) for at in moments] == [0, 1, 0, 1, 0, 1, 0, 0, 0]
    assert [remind_of_drafts(call, at=at) for at in moments] == [0] * 9
    assert written() == ["168h", "48h", "6h"]


def test_time_is_real_time_across_the_change_of_clocks(call):
    make_application(call, answers={"title": "Простір"}, at=BEGUN)
    # By the clocks in Kyiv this is seven days and an hour before: 22 October, 18:00 in summer time, 19:00 when they begin.
    assert remind_of_drafts(call, at=datetime(2026, 10, 22, 15, 59, 59, tzinfo=UTC)) == 0
    assert remind_of_drafts(call, at=datetime(2026, 10, 22, 16, tzinfo=UTC)) == 1
    (letter,) = Letter.objects.all()
    assert "до 29 жовтня 2026, 18:00 за Києвом (EET): залишилося 7 днів." in letter.body
    assert letter.subject == "Заявка «Простір»: залишилося 7 днів, щоб її подати"


def test_who_comes_late_is_not_reminded_of_what_they_know(call):
    make_application(call, answers={}, at=call.closes_at - DAY)
    assert [remind_of_drafts(call, at=call.closes_at - left) for left in (23 * HOUR, 6 * HOUR)] == [0, 1]


def test_missed_stages_are_not_made_up_for(call):
    make_application(call, answers={}, at=BEGUN)
    assert remind_of_drafts(call, at=call.closes_at - HOUR) == 1
    assert written() == ["6h"]


def test_more_time_brings_reminders_of_its_own(call):
    application = make_application(call, answers={}, at=BEGUN)
    closes, by = call.closes_at, make_user("s@example.org")
    assert remind_of_drafts(call, at=closes - 6 * HOUR) == 1
    give_extension(
        call,
        until=closes + 3 * DAY,
        reason_uk="Немає світла.",
        by=by,
        at=closes - HOUR,
        application=application,
    )
    Letter.objects.filter(kind=LetterKind.EXTENDED).delete()
    moments = [closes - HOUR, closes + HOUR, closes + DAY, closes + 3 * DAY - 6 * HOUR, closes + 3 * DAY]
    assert [remind_of_drafts(call, at=at) for at in moments] == [0, 0, 1, 1, 0]
    assert written() == ["6h", "48h", "6h"]


def test_what_is_submitted_needs_no_reminder_until_it_is_changed(call):
    application = make_submitted(call, at=BEGUN)
    at, owner = call.closes_at - 2 * DAY, application.members.get()
    assert remind_of_drafts(call, at=at) == 0
    save_answers(application, [Change("title", "Нова назва", 1)], by=owner, at=BEGUN)
    assert remind_of_drafts(call, at=at) == 1
    letter = Letter.objects.get(kind=LetterKind.REMINDER)
    assert (
        "\n\nЇї подано, але відтоді змінено. Секретаріат побачить зміни лише тоді, коли ви подасте її знову.\n\n"
        "Усе потрібне вже є: перегляньте заявку ще раз і подайте.\n\n"
    ) in letter.body
    submit_application(application, by=owner, at=at)
    assert remind_of_drafts(call, at=call.closes_at - 6 * HOUR) == 0


def test_call_that_is_not_public_reminds_nobody(call):
    make_application(call, answers={}, at=BEGUN)
    call.live = False
    assert remind_of_drafts(call, at=call.closes_at - HOUR) == 0


@pytest.mark.django_db
def test_what_is_missing_is_listed_by_section_at_most_ten():
    application = make_application(answers={"title": "Простір"})
    with translation.override("uk"):
        lines = missing_words(application).split("\n")
    assert (lines[0], len(lines), lines[11]) == ("Ще бракує:", 12, "— і ще 6")
    assert lines[1].startswith("— Про заявку · ")


@pytest.mark.parametrize("number", [1, 3])
def test_reminders_that_were_written_are_looked_up_at_the_same_queries(
    call, number, django_assert_num_queries
):
    for _time in range(number):
        make_application(call, answers={}, at=BEGUN)
    assert remind_of_drafts(call, at=call.closes_at - HOUR) == number
    with django_assert_num_queries(6):
        assert remind_of_drafts(call, at=call.closes_at - HOUR) == 0


def test_deadlines_of_many_are_those_of_each(call):
    kharkiv = make_region("UA-63", "Харківська область", "Kharkiv region")
    here, beside, away = (
        make_community("Тут", region=kharkiv),
        make_community("Поруч", region=kharkiv),
        make_community("Там"),
    )
    for community in (here, beside, away, None):
        answers = {"community": community.code} if community else {"title": "Без громади"}
        make_application(call, answers=answers, at=BEGUN)
    by, give = make_user("s@example.org"), {"reason_uk": "Немає світла.", "at": BEGUN}
    give_extension(call, until=call.closes_at + HOUR, region=kharkiv, by=by, **give)
    give_extension(call, until=call.closes_at + DAY, community=here, by=by, **give)
    rows = list(Application.objects.with_names())
    give_extension(call, until=call.closes_at + 2 * DAY, application=rows[0], by=by, **give)
    deadlines = Deadlines(call)
    assert [deadlines.of(row).at for row in rows] == [deadline_of(row) for row in rows]
    assert len({deadlines.of(row).at for row in rows}) == 4


def test_unanswered_question_is_reminded_of_twice(call):
    application, by = make_submitted(call, at=BEGUN), make_user("s@example.org")
    asked = return_for_clarification(
        application, sections=["partners"], message="Хто платив?", until=BEGUN + 5 * DAY, by=by, at=BEGUN,
        expected="submitted",
    )  # fmt: skip
    Letter.objects.all().delete()
    moments = [asked.until - left for left in (3 * DAY, 2 * DAY, DAY, 6 * HOUR, HOUR, timedelta(0))]
    assert [remind_of_clarifications(call, at=at) for at in moments] == [0, 1, 0, 1, 0, 0]
    first = Letter.objects.order_by("pk")[0]
    reference = Application.objects.get().reference
    assert first.subject == f"Заявка {reference}: залишилося 2 дні, щоб відповісти"
    assert "Про що питаємо:\nХто платив?\n\nВідкрито розділи: Партнери\n\n" in first.body
    assert [BEFORE_ANSWER[place] for place in range(2)] == [2 * DAY, 6 * HOUR]


def test_question_that_was_answered_or_settled_is_not_reminded_of(call):
    by = make_user("s@example.org")
    answered, settled = make_submitted(call, at=BEGUN), make_submitted(call, at=BEGUN)
    for row in (answered, settled):
        return_for_clarification(
            row,
            sections=["partners"],
            message="Хто?",
            until=BEGUN + DAY,
            by=by,
            at=BEGUN,
            expected="submitted",
        )
    submit_application(answered, by=answered.members.get(), at=BEGUN + HOUR)
    decide_eligibility(settled, eligible=True, ticks=[], by=by, at=BEGUN, expected="returned", reason="Ясно.")
    # Nobody has told the second one yet that it is settled: what waits for them still does.
    assert remind_of_clarifications(call, at=BEGUN + 20 * HOUR) == 1
    assert Letter.objects.filter(kind=LetterKind.ANSWER_DUE).get().application == settled
