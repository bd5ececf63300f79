"""Rows of two languages side by side: a fact stands once, and nothing gets lost."""

from hypothesis import given
from hypothesis import strategies as st

from stories.domain.exchange.alignment import Row, side_by_side
from stories.domain.exchange.columns import INDICATORS, LINKS


def link(key, title, url="https://example.org/"):
    return Row(key, {"title": title, "url": url})


def merged(uk, en):
    return side_by_side({"uk": uk, "en": en}, rows=LINKS)


def row(uk, en, url="https://example.org/"):
    return {"title_uk": uk, "title_en": en, "url": url}


def test_translated_row_stands_once():
    assert merged([link("1", "Сайт")], [link("1", "Site")]) == [row("Сайт", "Site")]


def test_rows_without_common_ids_are_joined_by_their_facts():
    assert merged([link("1", "Сайт")], [link("9", "Site")]) == [row("Сайт", "Site")]


def test_row_of_one_language_stays_in_its_place():
    uk = [link("1", "Один"), link("2", "Два"), link("3", "Три")]
    en = [link("1", "One"), link("3", "Three"), link("4", "Four")]
    assert merged(uk, en) == [row("Один", "One"), row("Два", None), row("Три", "Three"), row(None, "Four")]


def test_rows_whose_facts_differ_are_two():
    uk, en = [link("1", "Сайт", "https://example.org/uk")], [link("1", "Site", "https://example.org/en")]
    assert merged(uk, en) == [
        row("Сайт", None, "https://example.org/uk"),
        row(None, "Site", "https://example.org/en"),
    ]


def test_figure_with_one_number_in_both_languages_stands_once():
    facts = {"value": "5", "qualifier": "about", "as_of": None, "highlight": True}
    uk = [Row("1", {**facts, "unit": "осіб", "label": "прийшли", "source": ""})]
    en = [Row("1", {**facts, "unit": "people", "label": "came", "source": ""})]
    (figure,) = side_by_side({"uk": uk, "en": en}, rows=INDICATORS)
    assert (figure["value"], figure["unit_uk"], figure["unit_en"]) == ("5", "осіб", "people")


_side = st.lists(st.tuples(st.sampled_from("1234"), st.sampled_from("ab")), max_size=5)


@given(_side, _side)
def test_each_language_keeps_its_rows_in_their_order(uk, en):
    sides = [
        [link(key, f"{key}{n}", f"https://{url}/") for n, (key, url) in enumerate(side)] for side in (uk, en)
    ]
    rows = merged(*sides)
    assert [one["title_uk"] for one in rows if one["title_uk"]] == [one.values["title"] for one in sides[0]]
    assert [one["title_en"] for one in rows if one["title_en"]] == [one.values["title"] for one in sides[1]]
