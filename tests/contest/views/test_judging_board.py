"""The board: who is how far, no score before its time, questions of jurors, reminders, and who may open it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from contest.domain.judging import close_judging
from contest.models import Assignment, Evaluation, EvaluationFlag, EvaluationRevision, Letter
from tests.contest.juries import assign, make_conflict, make_entry, make_judged_call, make_juror, open_jury
from tests.factories import make_user


@pytest.fixture
def call(db):
    made = make_judged_call()
    for _number in range(3):
        make_entry(made)
        make_juror(made)
    open_jury(made, evaluations_per_entry=2, quorum=1)
    return made


def address(call, **query):
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/cms/contest/calls/{call.pk}/judging/board/{'?' if asked else ''}{asked}"


def submit(assignment, score=3):
    at = assignment.assigned_at
    evaluation = Evaluation.objects.create(assignment=assignment, revision=1, submitted_at=at, changed_at=at)
    code = next(iter(assignment.application.call.judging_policy.criterion_codes.values()))
    EvaluationRevision.objects.create(evaluation=evaluation, number=1, scores={code: score}, submitted_at=at)


def entries_and_jury(call):
    return list(call.applications.order_by("reference")), list(call.jurors.order_by("code"))


def lines(page):
    return [line for line, _signs in page.context["lines"]]


def cells(page):
    return [[cell.state and cell.state.value for cell in line.cells] for line in lines(page)]


def test_cells_say_where_each_juror_stands(secretary, call):
    entries, jury = entries_and_jury(call)
    assign(jury[0], entries[0])
    begun = assign(jury[1], entries[0])
    Evaluation.objects.create(assignment=begun, changed_at=begun.assigned_at)
    submit(assign(jury[2], entries[0]))
    recused = assign(jury[0], entries[1])
    Assignment.objects.filter(pk=recused.pk).update(state="recused", ended_at=recused.assigned_at)
    make_conflict(jury[0], entries[1], ground="declared", state="declared", reason="Друзі.")
    make_conflict(jury[1], entries[1])
    taken = assign(jury[0], entries[2])
    Assignment.objects.filter(pk=taken.pk).update(state="removed", ended_at=taken.assigned_at)
    finished = assign(jury[1], entries[2])
    submit(finished)
    Assignment.objects.filter(pk=finished.pk).update(state="removed", ended_at=taken.assigned_at)
    page = secretary.get(address(call))
    assert cells(page) == [
        ["assigned", "begun", "submitted"],
        ["recused", "conflict", None],
        ["taken_back", "submitted", None],
    ]
    assert [(line.submitted, line.has_quorum) for line in lines(page)] == [
        (1, True),
        (0, False),
        (1, True),
    ]
    assert [(row.submitted, row.begun, row.left) for row in page.context["progress"]] == [
        (0, 0, 1), (1, 1, 1), (1, 0, 0),
    ]  # fmt: skip


def test_finished_work_of_a_juror_in_conflict_counts_nowhere(secretary, call):
    entries, jury = entries_and_jury(call)
    submit(assign(jury[0], entries[0]))
    make_conflict(jury[0], entries[0])
    page = secretary.get(address(call))
    assert (lines(page)[0].submitted, page.context["progress"][0].total) == (0, 0)
    below = lines(secretary.get(address(call, only="below_quorum")))
    assert [line.application for line in below] == entries


@pytest.mark.parametrize(
    ("only", "shown"),
    [
        ("", [0, 1, 2]),
        ("incomplete", [1, 2]),
        ("below_quorum", [2]),
        ("flagged", [1]),
        ("nonsense", [0, 1, 2]),
    ],
)
def test_filters_show_what_they_say(secretary, call, only, shown):
    entries, jury = entries_and_jury(call)
    for juror, entry in [(0, 0), (1, 0), (0, 1)]:
        submit(assign(jury[juror], entries[entry]))
    flagged = assign(jury[1], entries[1])
    EvaluationFlag.objects.create(assignment=flagged, text="Перевірте рік.", raised_at=timezone.now())
    settled = Assignment.objects.get(juror=jury[0], application=entries[0])
    EvaluationFlag.objects.create(
        assignment=settled, text="?", raised_at=timezone.now(), settled_at=timezone.now()
    )
    page = secretary.get(address(call, only=only))
    assert [line.application for line in lines(page)] == [entries[number] for number in shown]


def test_no_score_is_reckoned_with_or_shown_before_its_time(secretary, call):
    entries, jury = entries_and_jury(call)
    submit(assign(jury[0], entries[0]), score=0)
    submit(assign(jury[1], entries[0]), score=5)
    page = secretary.get(address(call, only="disagreement"))
    assert lines(page) == []
    assert "disagreement" not in [row.value for row in page.context["filters"]]
    assert [line.spread for line in lines(secretary.get(address(call)))] == [None] * 3
    close_judging(call, by=make_user("closer@example.org"), at=timezone.now())
    shown = lines(secretary.get(address(call)))
    assert [line.spread for line in shown] == [(0.0, 100.0), None, None]
    assert shown[0].spread.disagrees
    apart = lines(secretary.get(address(call, only="disagreement")))
    assert [line.application for line in apart] == [entries[0]]


def test_question_of_a_juror_is_answered_once(secretary, call):
    entries, jury = entries_and_jury(call)
    flag = EvaluationFlag.objects.create(
        assignment=assign(jury[0], entries[0]), text="Перевірте рік.", raised_at=timezone.now()
    )
    assert [row for row, _form in secretary.get(address(call)).context["flags"]] == [flag]
    secretary.post(address(call), {"act": "settle", "flag": flag.pk, "answer": "Рік правильний."})
    secretary.post(address(call), {"act": "settle", "flag": flag.pk, "answer": "Інше."})
    flag.refresh_from_db()
    assert (flag.answer, flag.settled_by) == ("Рік правильний.", secretary.user)
    assert secretary.get(address(call)).context["flags"] == []


def test_question_of_another_call_is_not_found(secretary, call):
    assert secretary.post(address(call), {"act": "settle", "flag": 99999}).status_code == 404


def test_reminding_writes_to_whoever_has_open_work_once_a_day(secretary, call):
    entries, jury = entries_and_jury(call)
    assign(jury[0], entries[0])
    submit(assign(jury[1], entries[0]))
    for _time in range(2):
        answer = secretary.post(address(call), {"act": "remind"})
        assert answer.headers["Location"] == address(call)
    assert [letter.recipient for letter in Letter.objects.filter(kind="juror_reminder")] == [jury[0].user]


def test_pages_have_fifty_applications(secretary, call, monkeypatch):
    monkeypatch.setattr("contest.views.judging_board.PER_PAGE", 2)
    entries, _jury = entries_and_jury(call)
    page = secretary.get(address(call, page=2))
    assert [line.application for line in lines(page)] == entries[2:]


@pytest.mark.parametrize("number", [1, 3])
def test_board_asks_as_much_for_one_as_for_many(number, secretary, django_assert_num_queries):
    call = make_judged_call()
    entries, jury = [make_entry(call) for _n in range(number)], [make_juror(call) for _n in range(number)]
    open_jury(call, evaluations_per_entry=1, scores_shown_early=True)
    for juror, entry in zip(jury, entries, strict=True):
        submit(assign(juror, entry))
        EvaluationFlag.objects.create(
            assignment=entry.assignments.get(), text="?", raised_at=timezone.now() - timedelta(days=1)
        )
    secretary.get(address(call))
    with django_assert_num_queries(20):
        secretary.get(address(call, only="flagged"))


PAGES = ("assignment/", "board/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("roles", "status"), [((), 403), (("Editors",), 302), (("Reviewers",), 302), (("Secretariat",), 200)]
)
def test_pages_of_the_desk_are_for_the_secretariat_alone(signed_in, call, page, roles, status):
    browser = signed_in(*roles)
    assert browser.get(f"/cms/contest/calls/{call.pk}/judging/{page}").status_code == status


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_the_desk_are_not_for_strangers_or_jurors(call, page):
    place = f"/cms/contest/calls/{call.pk}/judging/{page}"
    juror = Client()
    juror.force_login(call.jurors.first().user)
    assert [Client().get(place).status_code, juror.get(place).status_code] == [302, 403]


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_a_call_that_is_not_there_are_not_found(secretary, call, page):
    assert secretary.get(f"/cms/contest/calls/{call.pk + 99}/judging/{page}").status_code == 404
