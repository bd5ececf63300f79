"""The reader's choice, read from the address and written back to it."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from stories.querysets.catalogue import SORTS, CatalogueChoice

values = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=80)


@given(category=values, region=values, sort=st.sampled_from(SORTS))
def test_choice_survives_its_own_address(category, region, sort):
    choice = CatalogueChoice(category=category, region=region, sort=sort)
    assert CatalogueChoice.from_query(QueryDict(choice.query().removeprefix("?"))) == choice


def test_plain_list_has_an_empty_query():
    assert CatalogueChoice().query() == "?"


def test_unknown_sort_and_nul_are_no_part_of_the_choice():
    assert CatalogueChoice.from_query(QueryDict("sort=rm&category=a%00b&page=x")) == CatalogueChoice()


def test_overlong_value_is_cut():
    assert len(CatalogueChoice.from_query(QueryDict("region=" + "x" * 100_000)).region) == 80
