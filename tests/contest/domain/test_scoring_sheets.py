"""A sheet holds the frozen criteria of its category, in the words of the call."""

from decimal import Decimal

import pytest
from django.utils import translation

from contest.domain.scoring_policy import CriterionPolicy
from contest.domain.scoring_sheets import Step, score_on, sheets_of
from contest.models import Criterion
from tests.contest.factories import in_order, make_criterion, make_step
from tests.contest.juries import make_entry, make_judged_call, open_jury
from tests.contest.sittings import make_reader

CRITERION = CriterionPolicy("a", Decimal(1), -2, 10)
TYPED = [("0", 0), ("10", 10), ("-2", -2), ("11", None), ("-3", None), ("", None), ("+1", None), ("01", None), ("-0", None),
         ("1.0", None), ("١", None), ("1\n", None), ("9" * 6, None)]  # fmt: skip


@pytest.mark.parametrize(("typed", "score"), TYPED)
def test_score_is_a_whole_number_of_the_scale_as_scores_are_written(typed, score):
    assert score_on(CRITERION, typed) == score


@pytest.fixture
def call(db):
    call = make_judged_call(categories=("youth", "spaces"))
    youth = call.categories.get(category__slug="youth").category
    call.criteria = in_order(
        [make_criterion("Докази", weight=2), make_criterion("Молодь", category=youth, scale_max=100)]
    )
    call.criteria.all()[0].steps = [make_step(0), make_step(5)]
    call.save()
    make_entry(call)
    make_reader(call)
    open_jury(call)
    return call


def test_sheet_holds_the_criteria_of_its_category_with_words_and_scale(call):
    book = sheets_of(call)
    with translation.override("uk"):
        first, second = book.sheet("youth")
        assert [each.code for each in book.sheet("spaces")] == ["dokazy-en"]
    assert (first.name, first.weight, first.path, first.everywhere) == (
        "Докази", Decimal(2), "score/dokazy-en", True,
    )  # fmt: skip
    assert first.steps == [
        Step(0, "Бал 0"), Step(1, ""), Step(2, ""), Step(3, ""), Step(4, ""), Step(5, "Бал 5"),
    ]  # fmt: skip
    assert (second.everywhere, second.is_chosen, first.is_chosen) == (False, False, True)
    assert book.sheet("nothing") == []


def test_scale_stays_as_it_was_frozen_whatever_becomes_of_the_call(call):
    Criterion.objects.update(scale_max=3, weight=9, name_uk="Інакше")
    Criterion.objects.filter(category__isnull=False).delete()
    with translation.override("uk"):
        first, second = sheets_of(call).sheet("youth")
    assert (first.name, first.weight, first.high) == ("Інакше", Decimal(2), 5)
    assert (second.name, second.high, second.anchors) == ("molod-en", 100, ())


def test_any_number_of_sheets_costs_the_same(call, django_assert_num_queries):
    book = sheets_of(call)
    with django_assert_num_queries(2):
        for category in ("youth", "spaces", "youth"):
            book.sheet(category)
    with django_assert_num_queries(0):
        assert len(book.criteria("youth")) == 2
