"""The secretariat puts the jury's decisions on record: ties, the shortlist, motions, the declaration; and what it is refused."""

import pytest
from django.contrib.messages import get_messages

from contest.domain.motions import cast_vote, propose_motion
from contest.enums import MotionOutcome, VoteChoice
from contest.models import Application, JudgingPolicy, Motion, ProtocolEvent, TieDecision
from tests.contest.rankings import make_scored

pytestmark = pytest.mark.django_db
MINUTES = "Сталіше рішення."


def address(call):
    return f"/cms/contest/calls/{call.pk}/judging/deliberation/"


def post(browser, call, action, **data):
    return browser.post(address(call), {"action": action, **data})


def said(answer):
    """What was said last."""
    return str(list(get_messages(answer.wsgi_request))[-1]).strip()


def tie(*places, minutes=MINUTES):
    order = {f"place_{at}": place for at, place in enumerate(places)}
    return {"tie": "youth:1", "minutes": minutes, **order}


def test_chairs_order_is_put_on_record(secretary):
    call, (first, second), (chair, _other) = make_scored([[4, 4], [4, 4]])
    assert secretary.get(address(call)).context["chair"] == chair
    answer = post(secretary, call, "tie", **tie("2", "1"))
    assert (answer.status_code, TieDecision.objects.get().entries) == (
        302,
        [second.reference, first.reference],
    )
    assert said(post(secretary, call, "tie", **tie("1", "2"))) == (
        "These applications are not tied, or not any more. Look at the ranking again."
    )


@pytest.mark.parametrize(
    ("data", "wrong"), [(tie("1", "1"), "__all__"), (tie("1", "3"), "place_1"), (tie("1", "2", minutes=" "), "minutes")]
)  # fmt: skip
def test_order_that_is_none_comes_back_with_what_was_typed(secretary, data, wrong):
    call, _entries, _jurors = make_scored([[4, 4], [4, 4]])
    ((_tie, _name, form),) = post(secretary, call, "tie", **data).context["ties"]
    assert (list(form.errors), form["minutes"].value(), TieDecision.objects.count()) == (
        [wrong], data["minutes"], 0
    )  # fmt: skip


def test_best_go_on_the_shortlist(secretary):
    call, (first, _second), _jurors = make_scored([[5, 5], [3, 3]])
    post(secretary, call, "shortlist", category="youth", number="1")
    assert secretary.get(address(call)).context["shortlisted"] == [first.reference]
    form = post(secretary, call, "shortlist", category="nothing", number="0").context["shortlist_form"]
    assert sorted(form.errors) == ["category", "number"]


def test_vote_is_closed_with_its_quorum_or_taken_off(secretary):
    call, (first, second), jurors = make_scored([[5, 5], [3, 3]])
    at = call.judging_closes_at
    motions = [
        propose_motion(entry, MotionOutcome.WINNER, by=jurors[0], at=at, reason="Так.")
        for entry in (first, second)
    ]
    assert said(post(secretary, call, "close", motion=motions[0].pk)) == (
        "0 of 2 have voted; at least 2 must."
    )
    for juror in jurors:
        cast_vote(motions[0], VoteChoice.FOR, by=juror, at=at)
    post(secretary, call, "close", motion=motions[0].pk)
    post(secretary, call, "withdraw", motion=motions[1].pk)
    assert list(Motion.objects.values_list("state", flat=True)) == ["carried", "withdrawn"]
    answers = [post(secretary, call, "close", motion=key).status_code for key in ("999999", "x", "")]
    assert answers == [404, 404, 404]


def test_motion_of_another_call_is_not_there(secretary):
    call, _entries, _jurors = make_scored([[5, 5]])
    assert post(secretary, call, "withdraw", motion=2**31 - 1).status_code == 404


def test_ranking_is_declared_as_it_was_seen_and_again_with_a_reason(secretary):
    call, (first, second), jurors = make_scored([[5, 5], [3, 3]])
    seen = secretary.get(address(call)).context["declaring_form"].initial["seen"]
    motion = propose_motion(
        second, MotionOutcome.WINNER, by=jurors[0], at=call.judging_closes_at, reason="Так."
    )
    for juror in jurors:
        cast_vote(motion, VoteChoice.FOR, by=juror, at=call.judging_closes_at)
    post(secretary, call, "close", motion=motion.pk)
    assert said(post(secretary, call, "declare", seen=seen)) == (
        "The result has changed meanwhile. Read it again before you declare it."
    )
    seen = secretary.get(address(call)).context["declaring_form"].initial["seen"]
    post(secretary, call, "declare", seen=seen)
    assert sorted(Application.objects.values_list("status", flat=True)) == ["winner", "winner"]
    context = secretary.get(address(call)).context
    assert (context["is_declared"], context["is_outdated"]) == (True, False)
    Application.objects.filter(pk=first.pk).update(status="disqualified")
    context = secretary.get(address(call)).context
    assert context["is_outdated"] is True
    form = post(secretary, call, "declare", seen=context["declaring_form"].initial["seen"])
    # Nobody's result changes but that of the entry which was excluded, so no reason is asked for.
    assert (form.status_code, ProtocolEvent.objects.filter(kind="ranking_declared").count()) == (302, 2)
    assert JudgingPolicy.objects.get().declared_by_name == str(secretary.user)


def test_changed_result_without_a_reason_comes_back(secretary):
    call, (first, second), _jurors = make_scored([[5, 5], [3, 3]])
    seen = secretary.get(address(call)).context["declaring_form"].initial["seen"]
    post(secretary, call, "declare", seen=seen)
    Application.objects.filter(pk=first.pk).update(status="disqualified")
    seen = secretary.get(address(call)).context["declaring_form"].initial["seen"]
    form = post(secretary, call, "declare", seen=seen).context["declaring_form"]
    assert form.non_field_errors() == ["Give a reason: it stays on record."]
    post(secretary, call, "declare", seen=seen, reason="Переможця виключено.")
    assert Application.objects.get(pk=second.pk).status == "winner"
