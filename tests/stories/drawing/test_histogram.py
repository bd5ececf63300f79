"""Columns as tall as their counts, named, and without a script."""

import re

from defusedxml import ElementTree

from stories.drawing.histogram import histogram_svg

SVG = "{http://www.w3.org/2000/svg}"


def drawn(columns, **more):
    words = {"title": "Бали <1>", "description": "Таблиця каже те саме.", "id_prefix": "h", **more}
    return ElementTree.fromstring(histogram_svg(columns, **words))


def test_columns_stand_on_the_base_and_the_largest_is_the_tallest():
    bars = drawn([("0", 0), ("1", 2), ("2", 4)]).findall(f"{SVG}rect")
    assert [(int(bar.get("height")), int(bar.get("y")) + int(bar.get("height"))) for bar in bars] == [
        (48, 120), (96, 120),
    ]  # fmt: skip


def test_common_measure_keeps_drawings_comparable():
    (bar,) = drawn([("0", 1)], most=4).findall(f"{SVG}rect")
    assert bar.get("height") == "24"


def test_words_are_text_and_every_column_is_named():
    svg = drawn([("0", 0), ("<b>", 1)])
    assert svg.find(f"{SVG}title").text == "Бали <1>"
    assert [text.text for text in svg.findall(f"{SVG}text")] == ["0", "1", "<b>"]


def test_long_scale_names_first_and_last_and_some_between():
    labels = [text.text for text in drawn([(str(n), 0) for n in range(101)]).findall(f"{SVG}text")]
    assert (labels[0], labels[-1], len(labels)) == ("0", "100", 21)


def test_empty_drawing_is_one():
    assert re.findall("<rect", histogram_svg([], title="a", description="b", id_prefix="c")) == []
