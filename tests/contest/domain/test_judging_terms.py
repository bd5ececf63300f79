"""What the secretariat fills in becomes the policy that is frozen; once frozen, nothing else counts."""

from decimal import Decimal

import pytest

from contest.domain.judging_terms import criterion_codes, policy_row, scoring_policy
from contest.models import Criterion
from stories.models import Category
from tests.contest.factories import in_order, make_criterion
from tests.contest.juries import make_entry, make_judged_call, make_juror, open_jury

pytestmark = pytest.mark.django_db


def test_policy_is_made_of_columns_categories_and_criteria():
    call = make_judged_call(categories=("youth", "spaces"))
    youth = Category.objects.get(slug="youth")
    call.criteria = in_order(
        [
            make_criterion("Вплив", name_en="Impact", weight="2.50"),
            make_criterion("Молодь", name_en="Youth", category=youth),
        ]
    )
    call.save()
    row = policy_row(call)
    row.category_terms = {"youth": {"winners": 1, "minimum": "60"}}
    policy = scoring_policy(row)
    assert [(each.code, each.winners, each.minimum) for each in policy.categories] == [
        ("youth", 1, Decimal(60)),
        ("spaces", 3, None),
    ]
    assert [[one.code for one in each.criteria] for each in policy.categories] == [
        ["impact", "youth"],
        ["impact"],
    ]
    assert policy.category("youth").criteria[0].weight == Decimal("2.5")


def test_frozen_policy_stays_whatever_becomes_of_the_columns():
    call = make_judged_call()
    make_entry(call)
    make_juror(call)
    row = open_jury(call, quorum=2)
    row.quorum, row.blind = 3, True
    assert (scoring_policy(row).quorum, scoring_policy(row).blind) == (2, False)


def test_criteria_of_one_category_never_share_a_code():
    rows = [
        Criterion(pk=1, name_uk="Вплив", name_en="Impact", category_id=None, sort_order=0),
        Criterion(pk=2, name_uk="Вплив", name_en="Impact", category_id=7, sort_order=1),
        Criterion(pk=3, name_uk="Вплив", name_en="Impact", category_id=8, sort_order=2),
        Criterion(pk=4, name_uk="Вплив", name_en="Impact", category_id=7, sort_order=3),
        Criterion(pk=5, name_uk="…", name_en="", category_id=None, sort_order=4),
    ]
    codes = criterion_codes(rows)
    assert codes == criterion_codes(reversed(rows))
    assert (codes["1"], codes["2"], codes["3"], codes["4"]) == ("impact", "impact-2", "impact-2", "impact-3")
    assert codes["5"]
