"""Rules for pairs: kept with a reason, replaced by the next, refused where they would be in vain."""

from itertools import count

import pytest
from wagtail.models import ModelLogEntry

from contest.domain.pair_rules import remove_pair_rule, set_pair_rule
from contest.errors import JudgingRefused, ReasonMissing
from contest.models import Application, PairRule
from tests.contest.juries import make_conflict, make_entry, make_judged_call, make_juror
from tests.factories import make_category, make_user

_numbers = count(1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    call = make_judged_call()
    return make_juror(call), make_entry(call)


def decide(pair, kind="pin", reason="Знає тему."):
    juror, entry = pair
    by = make_user(f"staff-{next(_numbers)}@example.org")
    return set_pair_rule(juror, entry, kind=kind, reason=reason, by=by, at=entry.call.judging_opens_at)


def test_second_rule_takes_the_place_of_the_first_and_both_are_logged(pair):
    decide(pair)
    decide(pair, kind="ban", reason=" Друзі. ")
    row = PairRule.objects.get()
    assert (row.kind, row.reason) == ("ban", "Друзі.")
    remove_pair_rule(row, by=make_user("s@example.org"))
    logged = ModelLogEntry.objects.for_instance(pair[1].call).order_by("pk").values_list("action", flat=True)
    assert list(logged) == ["contest.judging.pair_rule"] * 2 + ["contest.judging.pair_rule_removed"]
    assert PairRule.objects.count() == 0


def test_rule_without_a_reason_is_refused(pair):
    with pytest.raises(ReasonMissing):
        decide(pair, reason="  ")


def test_pin_that_could_not_be_kept_is_refused_and_a_ban_is_not(pair):
    juror, entry = pair
    make_conflict(juror, entry)
    with pytest.raises(JudgingRefused):
        decide(pair)
    decide(pair, kind="ban")
    juror.conflicts.all().delete()
    juror.panels.set([make_category("elsewhere")])
    with pytest.raises(JudgingRefused):
        decide(pair)
    juror.panels.set([entry.category])
    juror.left_at = entry.call.judging_opens_at
    juror.save()
    with pytest.raises(JudgingRefused):
        decide(pair)
    assert PairRule.objects.get().kind == "ban"


def test_rule_about_what_this_jury_does_not_judge_is_refused(pair):
    Application.objects.update(status="withdrawn")
    pair[1].refresh_from_db()
    with pytest.raises(JudgingRefused):
        decide(pair)
