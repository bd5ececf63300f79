"""Charts as SVG: bars as long as their counts, links, text for those who don't see them."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.drawing.charts import Bar, column_chart_svg, row_chart_svg

SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS = pytest.mark.parametrize("draw", [row_chart_svg, column_chart_svg])


def bar(count, label="Молодь", **fields):
    values = {"figure": str(count), "href": f"/uk/stories/?year={count}", "text": f"{label}: {count}"}
    return Bar(label=label, count=count, **{**values, **fields})


def drawn(draw, bars, **options):
    values = {"title": "Історії", "description": "Таблиця нижче.", "id_prefix": "c", **options}
    return ET.fromstring(draw(bars, **values))  # noqa: S314 - our own drawing


def sides(root, side):
    return [float(rect.get(side)) for rect in root.iter(f"{SVG}rect") if rect.get("class") == "bar__fill"]


@DRAWINGS
def test_bar_is_a_link_with_a_name_of_its_own(draw):
    (link,) = drawn(draw, [bar(7)]).iter(f"{SVG}a")
    assert (link.get("href"), link.get("aria-label")) == ("/uk/stories/?year=7", "Молодь: 7")


@DRAWINGS
def test_chart_has_a_title_and_a_description(draw):
    root = drawn(draw, [bar(1)])
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == ("Історії", "Таблиця нижче.")
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == ("c-title", "c-description")


@DRAWINGS
def test_empty_chart_is_a_drawing_without_bars(draw):
    assert list(drawn(draw, []).iter(f"{SVG}a")) == []


@given(counts=st.lists(st.integers(1, 10**6), min_size=1, max_size=30))
def test_longer_bar_means_more_and_no_bar_vanishes_or_overflows(counts):
    for draw, side, most in ((row_chart_svg, "width", 400), (column_chart_svg, "height", 224)):
        lengths = sides(drawn(draw, [bar(count) for count in counts]), side)
        ranked = [length for _count, length in sorted(zip(counts, lengths, strict=True))]
        assert ranked == sorted(ranked)
        assert (min(lengths) >= 8, max(lengths)) == (True, most)


def test_year_in_which_nothing_began_keeps_its_place_without_a_link():
    root = drawn(column_chart_svg, [bar(2, "2020"), bar(0, "2021"), bar(4, "2022")])
    labels = [text.text for text in root.iter(f"{SVG}text") if text.get("class").startswith("bar__label")]
    assert (labels, len(list(root.iter(f"{SVG}a")))) == (["2020", "2021", "2022"], 2)


def test_of_many_years_those_are_labelled_that_find_room_and_the_last_one_always():
    root = drawn(column_chart_svg, [bar(1, str(year)) for year in range(1995, 2026)])
    labels = {
        text.text: text.get("class") for text in root.iter(f"{SVG}text") if "label" in text.get("class")
    }
    assert list(labels) == [str(year) for year in range(1995, 2026, 2)]
    assert [year for year, name in labels.items() if name == "bar__label"] == [
        "1995",
        "2001",
        "2007",
        "2013",
        "2019",
        "2025",
    ]


def test_long_name_is_cut_on_the_drawing_and_whole_in_the_link():
    name = "Повернення ветеранів і ветеранок до мирного життя в громаді"
    root = drawn(row_chart_svg, [bar(1, name)])
    (link,) = root.iter(f"{SVG}a")
    assert (link.findtext(f"{SVG}text"), link.get("aria-label")) == (f"{name[:41]}…", f"{name}: 1")


@DRAWINGS
def test_hostile_text_stays_text(draw):
    hostile = """"><script>alert('1')</script>&"""
    root = drawn(draw, [bar(1, hostile, figure=hostile, href=hostile)], title=hostile, description=hostile)
    assert list(root.iter(f"{SVG}script")) == []
    (link,) = root.iter(f"{SVG}a")
    assert (link.get("href"), root.findtext(f"{SVG}title")) == (hostile, hostile)
