"""What the page of a call says at an instant."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.call_page import _weighed, call_page, words_allowed
from contest.domain.moments import moment_of
from contest.models import CallCategory
from tests.contest.factories import at, make_call, make_criterion
from tests.contest.publications import make_published
from tests.factories import make_category

OPENS = at("2026-03-01 08:00")


@pytest.fixture
def call(db):
    return make_call(opens_at=OPENS)


@pytest.mark.parametrize(
    ("days", "phase", "states"),
    [
        (-1, "announced", ["coming"] * 5),
        (1, "open", ["current", *["coming"] * 4]),
        (31, "screening", ["past", "current", *["coming"] * 3]),
        (41, "judging", ["past", "past", "current", "coming", "coming"]),
        (61, "deliberating", [*["past"] * 3, "current", "coming"]),
        (71, "deliberating", [*["past"] * 3, "current", "coming"]),
    ],
)
def test_timeline_marks_what_is_past_now_and_coming(call, days, phase, states):
    page = call_page(call, at=OPENS + timedelta(days=days))
    assert (page.phase, [step.state for step in page.steps]) == (phase, states)


@pytest.mark.parametrize("days", [61, 71])
def test_results_are_out_when_they_are_published_whatever_their_date(call, days):
    out = OPENS + timedelta(days=days, minutes=-5)
    make_published(call, at=out)
    page = call_page(call, at=OPENS + timedelta(days=days))
    assert (page.phase, page.countdown, page.next_step) == ("results", "", None)
    assert [step.state for step in page.steps] == [*["past"] * 4, "current"]
    assert page.steps[-1].moment == page.published == moment_of(out, zone=call.zone)


def test_category_shows_the_criteria_of_all_and_its_own(call):
    youth, spaces = make_category(), make_category("public-spaces", position=2)
    call.categories = [CallCategory(category=youth), CallCategory(category=spaces, sort_order=1)]
    call.criteria = [make_criterion("Спільний"), make_criterion("Лише тут", category=spaces, sort_order=1)]
    page = call_page(call, at=OPENS)
    assert [[each.criterion.name for each in row.criteria] for row in page.categories] == [
        ["Спільний"], ["Спільний", "Лише тут"],
    ]  # fmt: skip


def test_shares_of_criteria_are_rounded_so_that_they_make_a_hundred(call):
    shares = [each.share for each in _weighed([make_criterion(weight=1) for _n in range(3)])]
    assert shares == [34, 33, 33]


@given(st.lists(st.decimals(min_value="0.01", max_value="999.99", places=2), min_size=1, max_size=12))
def test_shares_always_make_a_hundred_and_miss_by_less_than_one(weights):
    weighed = _weighed([make_criterion(weight=weight) for weight in weights])
    exact = [weight * 100 / sum(weights) for weight in weights]
    assert sum(each.share for each in weighed) == 100
    assert all(abs(each.share - share) < 1 for each, share in zip(weighed, exact, strict=True))


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (None, None, ""), (400, 1500, "від 400 до 1500 слів"), (None, 1, "не більше ніж 1 слово"),
        (None, 22, "не більше ніж 22 слова"), (5, None, "щонайменше 5 слів"),
    ],
)  # fmt: skip
def test_length_is_said_in_words(least, most, words):
    assert words_allowed(least, most) == words
