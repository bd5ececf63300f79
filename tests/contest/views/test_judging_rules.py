"""The rules of scoring at the desk: filled in, shown in words, frozen by opening; judging is closed with a recap."""

import pytest

from contest.models import JudgingPolicy, ProtocolEvent, SpecialAward
from tests.contest.factories import make_criterion
from tests.contest.juries import assign, make_entry, make_judged_call, make_juror, open_jury
from tests.contest.rankings import make_scored
from tests.factories import make_category, make_user

PLACE = "/cms/contest/calls/{}/judging/"


@pytest.fixture
def call(db):
    call = make_judged_call()
    call.criteria = [make_criterion("Взаємодія", name_en="Together", sort_order=0)]
    call.special_awards = [SpecialAward(award=make_category("open-government", special_award=True))]
    call.save()
    return call


def address(call, name):
    return f"{PLACE.format(call.pk)}{name}/"


def fields(call, **changes):
    category, award = call.categories.get().category, call.special_awards.get().award
    return {
        "evaluations_per_entry": 3, "quorum": 2, "aggregate": "median", "trim_percent": 20, "adjustment": "additive",
        "blind": "on", "tie_1": "criterion:together", "tie_2": "decision", "tie_3": "", "tie_4": "",
        f"winners_{category.pk}": 2, f"minimum_{category.pk}": "60.5", f"rule_{award.pk}": "criterion:together",
        f"minimum_{award.pk}": "", **changes,
    }  # fmt: skip


def test_rules_are_saved_and_shown_in_words(secretary, call):
    answer = secretary.post(address(call, "rules"), fields(call), follow=True)
    row = JudgingPolicy.objects.get()
    assert (row.quorum, row.aggregate, row.adjustment, row.blind, row.tie_breaks) == (
        2, "median", "additive", True, ["criterion:together", "decision"]
    )  # fmt: skip
    assert row.category_terms == {"youth": {"winners": 2, "minimum": "60.5"}}
    assert row.award_terms == {"open-government": {"rule": "criterion:together", "minimum": None}}
    sentences = [sentence for clause in answer.context["clauses"] for sentence in clause.sentences]
    assert sentences == [
        "Each application is scored by 3 jurors.",
        "It gets a place once 2 evaluations are submitted.",
        "An evaluation that was not finished counts nowhere, never as zero.",
        "The score of an application is the median of what its jurors gave, from 0 to 100 points.",
        (
            "Before that, how much stricter or milder each juror is than the others is reckoned by least squares and"
            " taken out. Where jurors share no applications they cannot be compared, and scores stay as they are."
        ),
        (
            "Between applications with equal scores decides, in this order: 1) criterion “Together”;"
            " 2) the chair's decision, with minutes."
        ),
        "At most 2 winners.",
        "Nobody wins with less than 60.5 points.",
        "Criteria: Together (0 to 5, weight 1).",
        "Goes to the highest mean by the criterion “Together”, then by the score.",
        "Coming from the same region is no conflict of interest by itself.",
        "Jurors do not see who applies.",
        "In the published protocol jurors stand under codes.",
    ]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"quorum": 4}, ["quorum"]),
        ({"tie_3": "decision"}, ["tie_1"]),
        ({"aggregate": "best"}, ["aggregate"]),
        ({"tie_1": "criterion:unknown"}, ["tie_1"]),
    ],
)
def test_rules_that_cannot_be_are_not_saved(secretary, call, changes, wrong):
    answer = secretary.post(address(call, "rules"), fields(call, **changes))
    assert sorted(answer.context["form"].errors) == wrong
    assert JudgingPolicy.objects.get().quorum == 2


def test_frozen_rules_are_shown_and_not_changed(secretary, call):
    make_entry(call)
    make_juror(call, user=make_user("seat@jury.example"))
    row = open_jury(call, quorum=1)
    answer = secretary.post(address(call, "rules"), fields(call, quorum=3))
    assert (answer.context["fingerprint"], "form" in answer.context) == (row.fingerprint, False)
    assert JudgingPolicy.objects.get().quorum == 1


def test_judging_opens_with_the_rules_that_were_shown(secretary, call):
    make_entry(call)
    make_juror(call, user=make_user("seat@jury.example"))
    shown = secretary.get(address(call, "open")).context
    assert (shown["faults"], shown["entries"], shown["jurors"], shown["waiting"]) == ([], 1, 1, 0)
    secretary.post(address(call, "rules"), fields(call))
    secretary.post(address(call, "open"), {"seen": shown["fingerprint"]})
    assert JudgingPolicy.objects.get().frozen_at is None
    fresh = secretary.get(address(call, "open")).context["fingerprint"]
    secretary.post(address(call, "open"), {"seen": fresh})
    row = JudgingPolicy.objects.get()
    assert (row.fingerprint, row.frozen_by) == (fresh, secretary.user)
    assert ProtocolEvent.objects.first().kind == "policy_frozen"


def test_judging_that_is_not_ready_stays_closed_and_says_why(secretary, call):
    shown = secretary.get(address(call, "open")).context
    answer = secretary.post(address(call, "open"), {"seen": shown["fingerprint"]})
    assert answer.context["faults"] == [
        "No application is eligible yet.",
        "Nobody of the jury has accepted the invitation yet.",
    ]
    assert JudgingPolicy.objects.get().frozen_at is None


def test_closing_says_what_is_lost_and_closes_once(secretary, db):
    call, (_first, second), _jurors = make_scored([[5, 4], [3, None]], closed=False)
    assign(make_juror(call, user=make_user("late@jury.example")), second)
    shown = secretary.get(address(call, "close")).context
    assert (shown["unfinished"], shown["submitted"]) == (1, 3)
    secretary.post(address(call, "close"), {"seen": "0"})
    assert JudgingPolicy.objects.get().closed_at is None
    secretary.post(address(call, "close"), {"seen": "1"})
    assert JudgingPolicy.objects.get().closed_by_name == str(secretary.user)
    secretary.post(address(call, "close"), {"seen": "1"})
    assert ProtocolEvent.objects.filter(kind="judging_closed").count() == 1
