"""The reader's choice, read from the address and written back to it."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from stories.querysets.catalogue import FACETS, MAX_PAGE, MAX_VALUES, SORTS, CatalogueChoice

texts = st.text(max_size=300)
values = st.lists(st.text(max_size=130), max_size=35).map(tuple)
choices = st.builds(
    CatalogueChoice,
    q=texts,
    sort=st.sampled_from([*SORTS, "", "rm"]),
    page=st.integers(-5, 10**7),
    **dict.fromkeys(FACETS, values),
)


def read(query):
    return CatalogueChoice.from_query(QueryDict(query.removeprefix("?")))


@given(choice=choices)
def test_choice_survives_its_own_address(choice):
    assert read(choice.query()) == choice


@given(query=st.text(max_size=400) | st.binary(max_size=400).map(lambda raw: raw.decode("latin-1")))
def test_any_address_at_all_gives_a_choice_with_an_address_of_its_own(query):
    choice = read(query)
    assert read(choice.query()) == choice


@given(choice=choices, other=choices)
def test_equal_choices_have_equal_addresses_and_others_do_not(choice, other):
    assert (choice == other) == (choice.query() == other.query())


def test_plain_list_has_no_query():
    assert CatalogueChoice().query() == ""


def test_order_and_doubles_of_an_address_do_not_matter():
    assert read("?tag=b&category=x&tag=a&tag=b&unknown=1") == CatalogueChoice(category=("x",), tag=("a", "b"))


def test_default_order_is_left_out_of_the_address():
    assert [read(query).query() for query in ("?sort=newest", "?q=a&sort=relevance", "?q=a&sort=newest")] == [
        "", "?q=a", "?q=a&sort=newest",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", "newest"),
        ("?q=хаб", "relevance"),
        ("?sort=relevance", "newest"),
        ("?sort=rm", "newest"),
        ("?sort=title", "title"),
    ],
)
def test_order_is_relevance_for_a_text_and_newest_without(query, order):
    assert read(query).order == order


def test_what_cannot_be_a_value_is_no_part_of_the_choice():
    assert read(f"?category=a%00b&region=%20&tag={'x' * 121}&year=%0a2023%0a&page=x") == CatalogueChoice(
        year=("2023",)
    )


def test_value_that_nobody_has_is_kept():
    assert read("?category=' OR 1=1").category == ("' OR 1=1",)


def test_text_is_one_line_of_at_most_200_characters():
    assert read(f"?q=%00a%0a%09 b{'x' * 100_000}").q == f"a b{'x' * 197}"


def test_a_filter_has_at_most_as_many_values_as_anybody_ticks():
    assert len(read("?" + "&".join(f"tag=t{number}" for number in range(1000))).tag) == MAX_VALUES


@pytest.mark.parametrize(
    ("page", "number"), [("3", 3), ("0", 1), ("-1", 1), ("٣", 1), ("9" * 30, MAX_PAGE), ("", 1)]
)
def test_page_is_a_number_from_one(page, number):
    assert read(f"?page={page}").page == number


def test_a_change_leads_to_the_first_page():
    choice = CatalogueChoice(category=("a",), page=7)
    assert choice.with_(sort="title") == CatalogueChoice(category=("a",), sort="title")
    assert choice.toggled("tag", "x") == CatalogueChoice(category=("a",), tag=("x",))


def test_toggled_value_is_put_on_and_taken_off():
    choice = CatalogueChoice(region=("UA-05",))
    assert choice.toggled("region", "UA-61").region == ("UA-05", "UA-61")
    assert choice.toggled("region", "UA-05") == CatalogueChoice()


@pytest.mark.parametrize(
    ("query", "intricate"),
    [
        ("", False),
        ("?category=a", False),
        ("?category=a&page=2", False),
        ("?category=a&category=b", True),
        ("?q=a", True),
    ],
)
def test_list_is_intricate_with_a_text_or_several_values(query, intricate):
    assert read(query).is_intricate is intricate
