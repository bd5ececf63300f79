"""Reminders to jurors: three before scoring ends, each once, and only to whoever has something to do."""

from datetime import timedelta

import pytest

from contest.domain.delivery import deliver
from contest.domain.judging import close_judging
from contest.domain.juror_reminders import jurors_to_remind, remind_jurors, remind_now
from contest.errors import JudgingRefused
from contest.models import Application, Evaluation, Juror, Letter
from tests.contest.juries import assign, make_conflict, make_entry, make_judged_call, make_juror, open_jury
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    made = make_judged_call()
    make_entry(made)
    make_juror(made, name="Олена", language="uk")
    open_jury(made)
    assign(made.jurors.get(), made.applications.get(), at=made.judging_opens_at)
    return made


def before(call, **left):
    return call.judging_closes_at - timedelta(**left)


def reminders():
    return Letter.objects.filter(kind="juror_reminder").order_by("pk")


def test_each_reminder_is_written_once_when_its_time_has_come(call):
    moments = [(15, 0), (14, 0), (13, 23), (4, 0), (3, 0), (2, 0), (1, 0), (0, 1), (0, 0), (-1, 0)]
    told = [remind_jurors(call, at=before(call, days=days, hours=hours)) for days, hours in moments]
    assert told == [0, 1, 0, 0, 1, 0, 1, 0, 0, 0]


def test_letter_says_how_many_are_left_and_until_when_and_names_none(call):
    juror = call.jurors.get()
    remind_jurors(call, at=before(call, days=3))
    letter = reminders().get()
    assert (letter.email, letter.subject, letter.state) == (
        juror.user.email,
        "Заявки, які Ви ще не оцінили: 1",
        "ready",
    )
    entry = call.applications.get()
    assert [word in letter.body for word in (entry.reference, entry.title, "/uk/jury/?call=third", "залишилося 3 дні")] == [
        False, False, True, True,
    ]  # fmt: skip


def test_whoever_got_everything_a_moment_ago_is_not_reminded_of_it(call):
    call.jurors.get().assignments.update(assigned_at=before(call, days=13))
    assert remind_jurors(call, at=before(call, days=12)) == 0
    assert remind_jurors(call, at=before(call, days=3)) == 1


def test_whoever_has_nothing_to_do_is_not_reminded(call):
    juror, entry = call.jurors.get(), call.applications.get()
    conflict = make_conflict(juror, entry)
    assert remind_jurors(call, at=before(call, days=3)) == 0
    conflict.delete()
    Application.objects.update(status="disqualified")
    assert remind_jurors(call, at=before(call, days=3)) == 0
    Application.objects.update(status="eligible")
    Juror.objects.update(left_at=before(call, days=4))
    assert remind_jurors(call, at=before(call, days=3)) == 0
    Juror.objects.update(left_at=None)
    made = call.judging_opens_at
    Evaluation.objects.create(
        assignment=juror.assignments.get(), revision=1, submitted_at=made, changed_at=made
    )
    assert remind_jurors(call, at=before(call, days=3)) == 0


def test_nobody_is_reminded_once_judging_is_closed(call):
    close_judging(call, by=make_user("closer@example.org"), at=before(call, days=4))
    assert remind_jurors(call, at=before(call, days=3)) == 0
    with pytest.raises(JudgingRefused):
        remind_now(call, by=make_user("s@example.org"), at=before(call, days=3))


def test_reminding_now_writes_once_a_day_and_not_after_the_end(call):
    by = make_user("s@example.org")
    noon = before(call, days=10).replace(hour=10)
    times = [noon, noon + timedelta(hours=1), noon + timedelta(days=1)]
    assert [remind_now(call, by=by, at=at) for at in times] == [1, 0, 1]
    with pytest.raises(JudgingRefused):
        remind_now(call, by=by, at=call.judging_closes_at)


def test_reminder_that_was_held_up_is_not_sent_once_everything_is_done(call):
    at = before(call, days=3)
    remind_jurors(call, at=at)
    letter = reminders().get()
    Evaluation.objects.create(
        assignment=call.jurors.get().assignments.get(), revision=1, submitted_at=at, changed_at=at
    )
    assert deliver(letter.pk, at=at).value == "cancelled"
    letter.refresh_from_db()
    assert (letter.state, letter.fault) == ("cancelled", "nothing_left")


def test_reminder_that_was_held_up_is_not_sent_once_judging_is_closed(call):
    at = before(call, days=3)
    remind_jurors(call, at=at)
    close_judging(call, by=make_user("closer@example.org"), at=at)
    assert deliver(reminders().get().pk, at=at).value == "cancelled"


def test_reminder_in_time_is_sent(call):
    at = before(call, days=3)
    remind_jurors(call, at=at)
    assert deliver(reminders().get().pk, at=at).value == "sent"


@pytest.mark.parametrize("number", [1, 3])
def test_reminding_asks_as_much_for_one_as_for_many(number, django_assert_num_queries):
    call = make_judged_call()
    for _n in range(number):
        make_entry(call), make_juror(call)
    open_jury(call)
    for juror, entry in zip(call.jurors.all(), call.applications.all(), strict=True):
        assign(juror, entry, at=call.judging_opens_at)
    with django_assert_num_queries(4):
        jurors_to_remind(call, at=before(call, days=3))
