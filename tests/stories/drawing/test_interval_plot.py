"""Values with their intervals as SVG: everything inside the picture, nothing of a text taken for markup."""

import re

from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from stories.drawing.interval_plot import Dot, interval_plot_svg

SVG = "{http://www.w3.org/2000/svg}"


def drawn(dots, **options):
    text = interval_plot_svg(dots, title="Бали", description="Опис", id_prefix="plot", **options)
    return ElementTree.fromstring(text)


def ticks(picture):
    return [float(each.text) for each in picture.iter(f"{SVG}text") if each.get("class") == "plot__tick"]


def test_row_has_its_name_its_figure_and_its_interval():
    picture = drawn([Dot("A-1", 80.0, 70.0, 90.0, "80,00"), Dot("A-2", 60.0, None, None, "60,00")])
    texts = [each.text for each in picture.iter(f"{SVG}text") if each.get("class") != "plot__tick"]
    assert texts == ["A-1", "80,00", "A-2", "60,00"]
    assert [each.get("class") for each in picture.iter(f"{SVG}path")].count("plot__line") == 1


def test_scale_holds_every_value_in_steps_that_people_read():
    assert ticks(drawn([Dot("A", 62.0, 58.5, 71.0, "62")])) == [
        58.0,
        60.0,
        62.0,
        64.0,
        66.0,
        68.0,
        70.0,
        72.0,
    ]
    assert ticks(drawn([Dot("A", 3.0, 1.0, 4.5, "3")], zero=True)) == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]


def test_marked_one_has_another_form():
    picture = drawn([Dot("A", 1.0, None, None, "1", is_marked=True), Dot("B", 2.0, None, None, "2")])
    assert (len(list(picture.iter(f"{SVG}rect"))), len(list(picture.iter(f"{SVG}circle")))) == (1, 1)


def test_names_are_text_and_long_ones_are_cut():
    hostile = '<script>alert("1")</script>'
    picture = drawn([Dot(hostile, 1.0, None, None, hostile)])
    texts = [each.text for each in picture.iter(f"{SVG}text") if each.get("class") != "plot__tick"]
    assert texts == ['<script>alert("1"…', hostile]


def test_picture_without_rows_and_with_equal_values_is_drawn():
    assert ticks(drawn([])) == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert len(ticks(drawn([Dot("A", 50.0, 50.0, 50.0, "50")]))) >= 2


@given(st.lists(st.floats(-200, 200), min_size=1, max_size=8), st.booleans())
def test_every_value_lies_inside_the_picture(values, zero):
    text = interval_plot_svg(
        [Dot(str(value), value, value - 3, value + 3, "") for value in values], title="t", description="d", id_prefix="p",
        zero=zero,
    )  # fmt: skip
    places = [float(x) for x in re.findall(r'(?:cx="|M)(-?[0-9.]+)', text)]
    assert all(149.9 <= x <= 584.1 for x in places)
