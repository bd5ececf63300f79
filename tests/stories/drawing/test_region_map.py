"""The map of regions: every region in its place, its outline closed, its links safe and reachable."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.drawing.region_map import (
    REGION_CODES,
    MapRegion,
    count_steps,
    map_size,
    region_at,
    region_cells,
    region_centres,
    region_map_svg,
    region_paths,
)

SVG = "{http://www.w3.org/2000/svg}"

NUMBERS = "05 07 09 12 14 18 21 23 26 30 32 35 40 43 46 48 51 53 56 59 61 63 65 68 71 74 77"

PLACES = [
    ("Vinnytsia", 28.468, 49.233, "UA-05"), ("Mohyliv-Podilskyi", 27.79, 48.45, "UA-05"),
    ("Lutsk", 25.325, 50.747, "UA-07"), ("Volodymyr", 24.32, 50.85, "UA-07"),
    ("Kovel", 24.71, 51.22, "UA-07"), ("Luhansk", 39.308, 48.574, "UA-09"),
    ("Kreminna", 38.22, 49.05, "UA-09"), ("Starobilsk", 38.91, 49.28, "UA-09"),
    ("Dnipro", 35.046, 48.465, "UA-12"), ("Kryvyi Rih", 33.39, 47.91, "UA-12"),
    ("Nikopol", 34.4, 47.57, "UA-12"), ("Donetsk", 37.803, 48.016, "UA-14"),
    ("Mariupol", 37.549, 47.097, "UA-14"), ("Sloviansk", 37.61, 48.85, "UA-14"),
    ("Zhytomyr", 28.658, 50.255, "UA-18"), ("Zviahel", 27.62, 50.59, "UA-18"),
    ("Ovruch", 28.81, 51.32, "UA-18"), ("Uzhhorod", 22.288, 48.621, "UA-21"),
    ("Rakhiv", 24.2, 48.05, "UA-21"), ("Mukachevo", 22.72, 48.44, "UA-21"),
    ("Zaporizhzhia", 35.139, 47.838, "UA-23"), ("Berdiansk", 36.79, 46.76, "UA-23"),
    ("Enerhodar", 34.66, 47.5, "UA-23"), ("Melitopol", 35.37, 46.85, "UA-23"),
    ("Ivano-Frankivsk", 24.711, 48.922, "UA-26"), ("Verkhovyna", 24.83, 48.15, "UA-26"),
    ("Kyiv", 30.523, 50.45, "UA-30"), ("Bila Tserkva", 30.11, 49.8, "UA-32"),
    ("Chornobyl", 30.22, 51.27, "UA-32"), ("Boryspil", 30.96, 50.35, "UA-32"),
    ("Kropyvnytskyi", 32.262, 48.508, "UA-35"), ("Haivoron", 29.87, 48.34, "UA-35"),
    ("Sevastopol", 33.52, 44.61, "UA-40"), ("Balaklava", 33.599, 44.5, "UA-40"),
    ("Simferopol", 34.1, 44.948, "UA-43"), ("Kerch", 36.47, 45.36, "UA-43"),
    ("Armiansk", 33.69, 46.11, "UA-43"), ("Yalta", 34.17, 44.5, "UA-43"),
    ("Yevpatoriia", 33.37, 45.19, "UA-43"), ("Feodosiia", 35.38, 45.03, "UA-43"),
    ("Lviv", 24.032, 49.842, "UA-46"), ("Sheptytskyi", 24.23, 50.39, "UA-46"),
    ("Skole", 23.51, 49.04, "UA-46"), ("Mykolaiv", 31.995, 46.966, "UA-48"),
    ("Ochakiv", 31.55, 46.62, "UA-48"), ("Pervomaisk", 30.85, 48.04, "UA-48"),
    ("Odesa", 30.733, 46.477, "UA-51"), ("Izmail", 28.84, 45.35, "UA-51"), ("Vylkove", 29.59, 45.4, "UA-51"),
    ("Bilhorod-Dnistrovskyi", 30.35, 46.19, "UA-51"), ("Podilsk", 29.53, 47.75, "UA-51"),
    ("Poltava", 34.551, 49.588, "UA-53"), ("Kremenchuk", 33.42, 49.07, "UA-53"),
    ("Rivne", 26.251, 50.62, "UA-56"), ("Varash", 25.85, 51.35, "UA-56"), ("Dubno", 25.74, 50.41, "UA-56"),
    ("Sumy", 34.798, 50.908, "UA-59"), ("Shostka", 33.47, 51.87, "UA-59"), ("Okhtyrka", 34.9, 50.31, "UA-59"),
    ("Ternopil", 25.594, 49.554, "UA-61"), ("Zalishchyky", 25.73, 48.645, "UA-61"),
    ("Kharkiv", 36.231, 49.993, "UA-63"), ("Balakliia", 36.86, 49.46, "UA-63"),
    ("Kupiansk", 37.61, 49.71, "UA-63"), ("Kherson", 32.617, 46.636, "UA-65"),
    ("Henichesk", 34.81, 46.17, "UA-65"), ("Beryslav", 33.43, 46.84, "UA-65"),
    ("Khmelnytskyi", 26.987, 49.423, "UA-68"), ("Kamianets-Podilskyi", 26.58, 48.68, "UA-68"),
    ("Cherkasy", 32.06, 49.444, "UA-71"), ("Shpola", 31.39, 49.01, "UA-71"), ("Uman", 30.22, 48.75, "UA-71"),
    ("Chernihiv", 31.294, 51.498, "UA-74"), ("Nizhyn", 31.89, 51.05, "UA-74"),
    ("Pryluky", 32.39, 50.59, "UA-74"), ("Chernivtsi", 25.936, 48.292, "UA-77"),
    ("Novodnistrovsk", 27.44, 48.58, "UA-77"),
]  # fmt: skip

ABROAD = [
    ("Chisinau", 28.86, 47.01), ("Bender", 29.48, 46.83), ("Brest", 23.7, 52.1), ("Homel", 31.0, 52.44),
    ("Przemysl", 22.77, 49.78), ("Bilhorod", 36.59, 50.6), ("Rostov", 39.7, 47.23), ("Tulcea", 28.79, 45.17),
    ("Suceava", 26.25, 47.65), ("Syvash", 34.2, 46.0), ("Black Sea", 31.5, 45.8), ("Sea of Azov", 36.0, 46.0),
]  # fmt: skip

# Every region with all its neighbours.
NEIGHBOURS = {
    "UA-05": "18 32 35 51 68 71 77", "UA-07": "46 56", "UA-09": "14 63", "UA-12": "14 23 35 48 53 63 65",
    "UA-14": "09 12 23 63", "UA-18": "05 32 56 68", "UA-21": "26 46", "UA-23": "12 14 65",
    "UA-26": "21 46 61 77", "UA-30": "32", "UA-32": "05 18 30 53 71 74", "UA-35": "05 12 48 51 53 71",
    "UA-40": "43", "UA-43": "40 65", "UA-46": "07 21 26 56 61", "UA-48": "12 35 51 65", "UA-51": "05 35 48",
    "UA-53": "12 32 35 59 63 71 74", "UA-56": "07 18 46 61 68", "UA-59": "53 63 74",
    "UA-61": "26 46 56 68 77", "UA-63": "09 12 14 53 59", "UA-65": "12 23 43 48", "UA-68": "05 18 56 61 77",
    "UA-71": "05 32 35 53", "UA-74": "32 53 59", "UA-77": "05 26 61 68",
}  # fmt: skip


def beside(cell):
    x, y = cell
    return {(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)}


def loops(path):
    """The corner points of each closed subpath."""
    for loop in re.findall(r"M([^Mz]*)z", path):
        start, *steps = re.split(r"(?=[hv])", loop)
        x, y = map(int, start.split())
        points = [(x, y)]
        for step in steps:
            x, y = (x + int(step[1:]), y) if step[0] == "h" else (x, y + int(step[1:]))
            points.append((x, y))
        yield points


def test_map_has_the_27_regions_of_ukraine():
    assert list(REGION_CODES) == [f"UA-{number}" for number in NUMBERS.split()]


def test_map_size_is_the_extent_of_its_cells():
    cells = set().union(*region_cells().values())
    assert map_size() == (76, 50)
    assert (min(x for x, _ in cells), min(y for _, y in cells)) == (0, 0)
    assert (max(x for x, _ in cells), max(y for _, y in cells)) == (75, 49)


@pytest.mark.parametrize(("place", "longitude", "latitude", "code"), PLACES)
def test_place_lies_in_its_region(place, longitude, latitude, code):
    assert region_at(longitude, latitude) == code


@pytest.mark.parametrize(("place", "longitude", "latitude"), ABROAD)
def test_place_abroad_or_at_sea_lies_in_no_region(place, longitude, latitude):
    assert region_at(longitude, latitude) is None


def test_place_beyond_the_grid_lies_in_no_region():
    assert [region_at(*place) for place in [(2.35, 48.86), (139.7, 48.5), (30.5, 60.0), (30.5, -33.9)]] == [
        None
    ] * 4


@pytest.mark.parametrize(("code", "expected"), NEIGHBOURS.items())
def test_region_shares_an_edge_with_its_neighbours_and_no_other(code, expected):
    cells = region_cells()
    around = set().union(*(beside(cell) for cell in cells[code])) - cells[code]
    assert sorted(other for other in REGION_CODES if cells[other] & around) == [
        f"UA-{n}" for n in expected.split()
    ]


@pytest.mark.parametrize("code", REGION_CODES)
def test_region_is_in_one_piece(code):
    left = set(region_cells()[code])
    edge = [left.pop()]
    while edge:
        near = beside(edge.pop()) & left
        left -= near
        edge += near
    assert left == set()


@pytest.mark.parametrize("code", REGION_CODES)
def test_region_path_closes_and_covers_exactly_its_cells(code):
    doubled = 0
    for points in loops(region_paths()[code]):
        first, last = points[0], points[-1]
        assert (first[0] == last[0]) != (first[1] == last[1])
        doubled += sum(x * v - u * y for (x, y), (u, v) in pairwise([*points, first]))
    assert doubled == 2 * len(region_cells()[code])


def test_kyiv_region_is_drawn_with_a_hole_for_the_city():
    paths = region_paths()
    assert paths["UA-30"] == "M34 12h2v2h-2z"
    assert [path.count("M") for path in (paths["UA-32"], paths["UA-30"], paths["UA-12"])] == [2, 1, 1]


@pytest.mark.parametrize("code", REGION_CODES)
def test_region_centre_lies_inside_the_region(code):
    x, y = region_centres()[code]
    around = {(int(x + dx), int(y + dy)) for dx in (-0.25, 0.25) for dy in (-0.25, 0.25)}
    assert around - region_cells()[code] == set()


def drawn(regions, **options):
    svg = region_map_svg(regions, title="Карта", description="Опис", **options)
    return ET.fromstring(svg)  # noqa: S314


def region(
    code="UA-61", *, count=1, name="Тернопільська область", href="/uk/regions/UA-61/", label="Тернопільська"
):
    return MapRegion(code=code, name=name, href=href, count=count, label=label)


def everywhere(count=0):
    return [region(code, count=count, label="Дніпропетровська область: 11 історій") for code in REGION_CODES]


def test_svg_of_all_regions_stays_below_30_kilobytes():
    assert len(region_map_svg(everywhere(100), title="Карта", description="Опис").encode()) < 30_000


def test_svg_regions_are_links_with_label_and_tooltip():
    (link,) = drawn([region(label="Тернопільська область: 1 історія")]).iter(f"{SVG}a")
    assert link.get("href") == "/uk/regions/UA-61/"
    assert link.get("aria-label") == "Тернопільська область: 1 історія"
    assert link.findtext(f"{SVG}title") == "Тернопільська область"
    assert link.find(f"{SVG}path").get("d") == region_paths()["UA-61"]


@pytest.mark.parametrize(
    ("count", "step"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (9, 3), (10, 4), (500, 4)]
)
def test_svg_region_takes_its_colour_step_from_the_count(count, step):
    (link,) = drawn([region(count=count)]).iter(f"{SVG}a")
    assert link.get("class") == f"region region--{step}"


def test_svg_shows_counts_of_regions_with_stories_only():
    root = drawn([region("UA-61", count=3), region("UA-46", count=0), region("UA-40", count=12)])
    assert [text.text for text in root.iter(f"{SVG}text")] == ["3", "12"]


def test_svg_draws_the_smallest_regions_last_and_keeps_the_order_of_the_rest():
    regions = [region(code, href=code) for code in ("UA-30", "UA-63", "UA-40", "UA-05")]
    assert [link.get("href") for link in drawn(regions).iter(f"{SVG}a")] == [
        "UA-63",
        "UA-05",
        "UA-30",
        "UA-40",
    ]


def test_svg_with_unknown_region_is_refused():
    with pytest.raises(KeyError, match="UA-99"):
        drawn([region("UA-99")])


def test_svg_escapes_names_addresses_and_texts():
    hostile = """"><script>alert('1')</script>&"""
    svg = region_map_svg(
        [region(name=hostile, href=hostile, label=hostile)],
        title=hostile,
        description=hostile,
        id_prefix='"><b>',
    )
    root = ET.fromstring(svg)  # noqa: S314
    (link,) = root.iter(f"{SVG}a")
    assert (link.get("href"), link.get("aria-label"), link.findtext(f"{SVG}title")) == (hostile,) * 3
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (hostile, hostile)
    assert list(root.iter(f"{SVG}script")) == []


def test_svg_of_chosen_region_has_a_seam_of_its_own():
    root = drawn([replace(region(), chosen=True), region("UA-05", href="other")])
    assert {link.get("href"): link.get("class") for link in root.iter(f"{SVG}a")} == {
        "/uk/regions/UA-61/": "region region--1 region--chosen", "other": "region region--1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "steps"),
    [
        ([], (1,)), ([0, 0], (1,)), ([1, 1, 1], (1,)), ([1, 1, 2], (1, 2)), ([0, 1, 2, 7], (1, 2, 7)),
        (range(1, 12), (1, 3, 6, 9)), ([384, 385, 386], (1, 380)), ([3, 40, 517, 1289], (1, 40, 510, 1200)),
    ],
)  # fmt: skip
def test_steps_of_the_map_spread_different_counts_over_its_colours(counts, steps):
    assert count_steps(counts) == steps


@given(st.lists(st.integers(0, 10**6), max_size=27))
def test_steps_of_the_map_rise_from_one_and_none_is_beyond_every_count(counts):
    steps = count_steps(counts)
    assert (steps[0], list(steps), len(steps) <= 4) == (1, sorted(set(steps)), True)
    assert steps[-1] <= max([1, *counts])


def test_svg_colours_regions_by_the_steps_it_is_given():
    counts = {"UA-05": 4, "UA-07": 5, "UA-61": 0}
    root = drawn([region(code, count=count, href=code) for code, count in counts.items()], steps=(1, 5))
    assert {link.get("href"): link.get("class") for link in root.iter(f"{SVG}a")} == {
        "UA-05": "region region--1", "UA-07": "region region--2", "UA-61": "region region--0",
    }  # fmt: skip


def test_svg_with_long_figures_says_that_it_is_crowded():
    assert [drawn(everywhere(count)).get("class") for count in (99, 100)] == [
        "region-map",
        "region-map region-map--crowded",
    ]


def test_svg_of_two_maps_on_a_page_shares_no_id():
    first, second = drawn(everywhere(0)), drawn(everywhere(1))
    ids = [[element.get("id") for element in root.iter() if element.get("id")] for root in (first, second)]
    assert [len(set(names)) for names in ids] == [57, 57]
    assert set(ids[0]) & set(ids[1]) == set()


def test_svg_references_only_its_own_ids():
    root = drawn(everywhere(1), id_prefix="home")
    ids = {element.get("id") for element in root.iter()}
    used = {use.get("href").removeprefix("#") for use in root.iter(f"{SVG}use")}
    used |= {use.get("fill").removeprefix("url(#").removesuffix(")") for use in root.iter(f"{SVG}use")}
    used |= {root.get("aria-labelledby"), root.get("aria-describedby")}
    assert used - ids == set()


def test_svg_carries_no_inline_style_or_script():
    elements = list(drawn(everywhere(1)).iter())
    assert [element.tag for element in elements if element.get("style") is not None] == []
    assert [element.tag for element in elements if element.tag in (f"{SVG}style", f"{SVG}script")] == []
