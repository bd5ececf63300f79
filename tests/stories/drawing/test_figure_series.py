"""A figure over time as SVG: true distances, nothing outside the picture, no word on another."""

import re
from datetime import date
from itertools import combinations

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from stories.drawing.figure_series import FigurePoint, figure_series_svg

SVG = "{http://www.w3.org/2000/svg}"
LETTER, HEIGHT = 9, 18


def point(month, value, figure=None, label=None):
    day = date.fromisoformat(f"{month}-01") if month else None
    return FigurePoint(day, value, figure or str(value), label or month or "раніше")


def drawn(points):
    text = figure_series_svg(points, title="Люди", description="Опис", id_prefix="series")
    return ElementTree.fromstring(text)


def texts(picture, kind):
    found = [each for each in picture.iter(f"{SVG}text") if each.get("class") == f"series__{kind}"]
    return [each.text for each in sorted(found, key=lambda each: float(each.get("x")))]


def centres(picture):
    """Where the marks stand, from left to right."""
    marks = [each.get("d") for each in picture.iter(f"{SVG}path") if "series__mark" in each.get("class")]
    found = [re.match(r"M([-0-9.]+) ([-0-9.]+)l([0-9.]+)", each).groups() for each in marks]
    return [(float(x) + float(side) / 2, float(y) + float(side) / 2) for x, y, side in found]


def lines(picture):
    found = [each.get("class") for each in picture.iter(f"{SVG}path")]
    return [each for each in found if each.startswith("series__line")]


def test_months_lie_at_their_true_distances_and_values_over_nought():
    picture = drawn([point("2024-01", 10), point("2024-04", 20), point("2025-01", 40)])
    assert centres(picture) == [(24.0, 145.0), (115.0, 110.0), (388.0, 40.0)]
    assert lines(picture) == ["series__line", "series__line"]


def test_ends_are_written_with_their_months():
    picture = drawn([point("2024-01", 10), point("2024-06", 20), point("2025-01", 15)])
    assert texts(picture, "month") == ["0", "2024-01", "2025-01"]
    assert texts(picture, "figure") == ["10", "20", "15"]


def test_value_of_an_unknown_month_stands_before_all_others():
    picture = drawn([point("2024-01", 10), point(None, 5), point("2025-01", 20)])
    assert texts(picture, "month") == ["0", "раніше", "2024-01", "2025-01"]
    assert centres(picture) == [(24.0, 145.0), (96.0, 110.0), (388.0, 40.0)]
    assert lines(picture) == ["series__line series__line--unsure", "series__line"]


def test_present_value_of_an_unknown_month_stands_after_all_others():
    picture = drawn([point("2024-01", 10), point("2024-07", 5), point(None, 20, label="тепер")])
    assert texts(picture, "month") == ["0", "2024-01", "тепер"]
    assert [x for x, _y in centres(picture)] == [24.0, 316.0, 388.0]


def test_only_known_month_stands_at_its_end():
    before, after = (
        [point(None, 1), point("2024-01", 2)],
        [point("2024-01", 2), point(None, 3, label="тепер")],
    )
    assert [[x for x, _y in centres(drawn(points))] for points in (before, after)] == [[24.0, 388.0]] * 2


def test_value_is_written_where_the_thread_does_not_cross_it():
    picture = drawn([point("2024-01", 20), point("2024-06", 40), point("2025-01", 30)])
    figures = [each for each in picture.iter(f"{SVG}text") if each.get("class") == "series__figure"]
    assert sorted((each.text, each.get("y")) for each in figures) == [
        ("20", "134"),
        ("30", "99"),
        ("40", "28"),
    ]


def test_values_without_any_month_stand_at_equal_distances():
    picture = drawn([point(None, 1), point(None, 2), point(None, 4, label="тепер")])
    assert [x for x, _y in centres(picture)] == [24.0, 206.0, 388.0]
    assert texts(picture, "month") == ["0", "раніше", "тепер"]


def test_months_given_out_of_order_are_drawn_in_order():
    picture = drawn([point("2024-07", 20), point("2024-01", 10), point("2025-01", 40)])
    assert [y for _x, y in centres(picture)] == [145.0, 110.0, 40.0]


def test_values_of_nought_lie_on_the_base():
    assert [y for _x, y in centres(drawn([point("2024-01", 0), point("2025-01", 0)]))] == [180.0, 180.0]


def test_words_are_text_and_long_ones_are_cut():
    hostile = '<script>alert("1")</script>'
    picture = drawn([point("2024-01", 1, hostile, hostile), point("2025-01", 2)])
    assert texts(picture, "figure") == ['<script>alert("1")</scr…', "2"]


def test_one_value_alone_is_no_change():
    with pytest.raises(ValueError, match="has not changed"):
        drawn([point("2024-01", 1)])


MONTHS = st.none() | st.dates(date(2014, 1, 1), date(2030, 12, 31)).map(lambda day: day.replace(day=1))
POINTS = st.builds(
    FigurePoint,
    MONTHS,
    st.floats(0, 1e12, allow_subnormal=False),
    st.text("0123456789 понад", max_size=30),
    st.text("листопад 2023", max_size=30),
)


@given(st.lists(POINTS, min_size=2, max_size=24))
def test_everything_lies_inside_the_picture_and_no_word_on_another(points):
    picture = drawn(points)
    boxes = [
        (float(each.get("x")), float(each.get("y")), len(each.text or "") * LETTER / 2)
        for each in picture.iter(f"{SVG}text")
    ]
    assert all(x - half >= 0 and x + half <= 400 and 14 <= y <= 212 for x, y, half in boxes)
    assert all(18 <= x <= 394 and 34 <= y <= 186 for x, y in centres(picture))
    assert len(centres(picture)) == len(points)
    for (x, y, half), (other_x, other_y, other_half) in combinations(boxes, 2):
        assert abs(x - other_x) >= half + other_half or abs(y - other_y) >= HEIGHT
