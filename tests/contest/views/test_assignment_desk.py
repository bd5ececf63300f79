"""The secretariat's page of the assignment: what would change, the button, rules for pairs, and who may open it."""

import pytest

from contest.models import Assignment, Letter, PairRule
from tests.contest.juries import (
    make_conflict,
    make_entry,
    make_judged_call,
    make_juror,
    make_pair_rule,
    open_jury,
)


@pytest.fixture
def call(db):
    made = make_judged_call()
    make_entry(made)
    make_juror(made, name="Олена Приклад")
    open_jury(made, evaluations_per_entry=1)
    return made


def address(call):
    return f"/cms/contest/calls/{call.pk}/judging/assignment/"


def test_preview_says_in_words_and_figures_what_would_change(secretary, call):
    page = secretary.get(address(call))
    assert page.context["summary"] == [
        "1 new assignment is made.",
        "Applications that have all their jurors then: 1 of 1.",
        "Every juror has 1 application.",
    ]
    assert [(row.code, row.name, row.new, row.load, row.share) for row in page.context["seats"]] == [
        ("J01", "Олена Приклад", 1, 1, 100)
    ]
    assert Assignment.objects.count() == 0


def test_plan_is_written_as_it_was_seen_and_the_board_follows(secretary, call):
    seen = secretary.get(address(call)).context["plan_form"]["seen"].value()
    answer = secretary.post(address(call), {"act": "apply", "seen": seen, "level": "False"})
    assert answer.headers["Location"] == f"/cms/contest/calls/{call.pk}/judging/board/"
    assert (Assignment.objects.count(), Letter.objects.filter(kind="juror_assigned").count()) == (1, 1)


def test_plan_that_is_another_by_now_is_shown_anew(secretary, call):
    seen = secretary.get(address(call)).context["plan_form"]["seen"].value()
    make_entry(call)
    answer = secretary.post(address(call), {"act": "apply", "seen": seen, "level": "False"})
    assert (answer.status_code, Assignment.objects.count()) == (200, 0)
    assert [str(message).strip() for message in answer.context["messages"]] == [
        "Something has changed meanwhile, so the assignment has too. Look at it again."
    ]


def test_what_cannot_be_is_told_with_its_reason(secretary, call):
    entry, juror = make_entry(call), call.jurors.get()
    make_conflict(juror, entry)
    make_pair_rule(juror, entry)
    page = secretary.get(address(call))
    reason = "0 of 1 jurors: too many of the panel have a conflict of interest."
    who = "Conflict of interest: J01 Олена Приклад."
    assert page.context["shortages"] == [(entry.reference, f"{reason} {who}")]
    assert page.context["clashes"] == [
        f"{entry.reference} is to go to J01 Олена Приклад, but there is a conflict of interest."
    ]


def test_before_judging_opens_there_is_a_plan_and_no_button(secretary):
    call = make_judged_call()
    make_entry(call)
    make_juror(call)
    page = secretary.get(address(call))
    assert page.context["why_not"] == "Judging has not been opened yet."
    assert 'value="apply"' not in page.content.decode()


def test_rule_for_a_pair_is_kept_and_removed(secretary, call):
    juror, entry = call.jurors.get(), call.applications.get()
    rule = {
        "act": "rule",
        "juror": juror.pk,
        "application": entry.reference,
        "kind": "ban",
        "reason": "Друзі.",
    }
    assert secretary.post(address(call), rule).headers["Location"] == address(call)
    row = PairRule.objects.get()
    assert (row.juror, row.application, row.kind, row.reason) == (juror, entry, "ban", "Друзі.")
    assert [row.why for row in secretary.get(address(call)).context["plan"].shortages] == ["ban"]
    secretary.post(address(call), {"act": "forget", "rule": row.pk})
    assert PairRule.objects.count() == 0


def test_rule_without_a_reason_or_against_a_conflict_is_refused_at_the_form(secretary, call):
    juror, entry = call.jurors.get(), call.applications.get()
    make_conflict(juror, entry)
    rule = {"act": "rule", "juror": juror.pk, "application": entry.reference, "kind": "pin", "reason": ""}
    assert secretary.post(address(call), rule).context["form"].errors == {
        "reason": ["This field is required."]
    }
    refused = secretary.post(address(call), {**rule, "reason": "Хоче."})
    assert refused.context["form"].non_field_errors() == [
        "Олена Приклад has a conflict of interest with this application."
    ]
    assert PairRule.objects.count() == 0


@pytest.mark.parametrize("rule", ["0", "x", "99999"])
def test_rule_that_is_not_there_is_not_found(secretary, call, rule):
    assert secretary.post(address(call), {"act": "forget", "rule": rule}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_as_much_for_one_as_for_many(number, secretary, django_assert_num_queries):
    call = make_judged_call()
    jury = [make_juror(call) for _number in range(number)]
    for juror in jury:
        make_pair_rule(juror, make_entry(call))
    open_jury(call, evaluations_per_entry=1)
    secretary.get(address(call))
    with django_assert_num_queries(24):
        secretary.get(address(call))
