"""Which new figures a story can take, and how they are put in place."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from stories.domain.proposed_figures import apply_figure, checked_figures, figures_of, find_row
from stories.errors import UpdateRefused
from stories.models import ProposedFigure
from tests.stories.officers import CENTRES, CENTRES_FIGURE, PEOPLE, figure, new_figure, told_story

MONTH = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def in_english(site_language):
    with override("en"):
        yield


@pytest.fixture
def story(uk):
    return told_story(uk)


def checked(story, *figures):
    return checked_figures(story, figures, this_month=MONTH)


def test_figures_are_read_in_the_order_of_the_story(story):
    assert [(row.block, row.label, row.value, row.as_of) for row in figures_of(story)] == [
        (PEOPLE, "Відвідувачі", Decimal(1200), date(2025, 5, 1)),
        (CENTRES, "Центри", Decimal(3), None),
    ]


def test_new_figure_is_kept_with_the_words_of_the_story(story):
    (row,) = checked(story, new_figure(value="1500.5", as_of=date(2026, 10, 17), qualifier="about"))
    assert (row.label, row.unit, row.value, row.qualifier, row.as_of) == (
        "Відвідувачі", "осіб", Decimal("1500.50"), "about", date(2026, 10, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({"value": "1200.00", "as_of": date(2025, 5, 1)}, 0),
        ({"value": "1201", "as_of": date(2025, 5, 1)}, 1),
        ({"value": "1200", "as_of": date(2025, 5, 1), "qualifier": "about"}, 1),
        ({"value": "1200", "as_of": date(2025, 6, 1)}, 1),
        ({"value": "0", "as_of": MONTH}, 1),
        ({"block": CENTRES, "value": "3", "as_of": date(2019, 1, 1)}, 1),
    ],
)
def test_figure_that_says_nothing_new_is_left_out(story, given, count):
    assert len(checked(story, new_figure(**given))) == count


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"block": "unknown"}, "not in the story any more"),
        ({"as_of": date(2026, 12, 1)}, "the month is in the future"),
        ({"as_of": date(2025, 4, 30)}, "a newer figure, of May 2025"),
        ({"qualifier": "hardly"}, "choose how exact"),
        ({"value": "-1"}, "not negative"),
        ({"value": "NaN"}, "not negative"),
        ({"value": "Infinity"}, "not negative"),
        ({"value": "1.005"}, "two decimals"),
        ({"value": "1e12"}, "two decimals"),
        ({"value": "1e999999"}, "two decimals"),
    ],
)
def test_figure_that_a_story_cannot_hold_is_refused(story, given, sentence):
    with pytest.raises(UpdateRefused, match=sentence):
        checked(story, new_figure(**given))


def test_same_figure_twice_is_refused(story):
    with pytest.raises(UpdateRefused, match="twice"):
        checked(story, new_figure(), new_figure(value="1600"))


def proposed(value="1500", as_of=date(2026, 10, 1), **fields):
    return ProposedFigure(pk=7, block=PEOPLE, value=Decimal(value), as_of=as_of, **fields)


def test_present_value_goes_behind_the_earlier_ones():
    before = {
        "type": "item",
        "id": "x",
        "value": {"as_of": "2024-01-01", "value": "800", "qualifier": "about"},
    }
    row = figure(earlier=[before])
    apply_figure(row, proposed(qualifier="more_than"))
    value = row["value"]
    assert (value["value"], value["qualifier"], value["as_of"]) == ("1500", "more_than", "2026-10-01")
    assert [item["value"] for item in value["earlier"]] == [
        before["value"], {"as_of": "2025-05-01", "value": "1200", "qualifier": "exact"},
    ]  # fmt: skip


def test_figure_of_an_unknown_month_becomes_an_earlier_one():
    row = figure(as_of=None)
    apply_figure(row, proposed())
    assert [item["value"]["as_of"] for item in row["value"]["earlier"]] == [None]


def test_other_value_of_the_same_month_corrects_it():
    row = figure()
    apply_figure(row, proposed("1100", date(2025, 5, 1)))
    assert (row["value"]["value"], row["value"]["earlier"]) == ("1100", [])


def test_what_the_draft_says_already_changes_nothing():
    row = figure(value="1500.00", as_of="2026-10-01")
    apply_figure(row, proposed())
    assert row == figure(value="1500.00", as_of="2026-10-01")


def test_draft_with_a_newer_figure_refuses():
    with override("en"), pytest.raises(UpdateRefused, match="a figure of November 2026 already"):
        apply_figure(figure(as_of="2026-11-01"), proposed())


def test_round_thousand_is_not_written_with_an_exponent():
    row = figure()
    apply_figure(row, proposed("2000"))
    assert row["value"]["value"] == "2000"


def test_figure_of_another_version_is_found_by_its_identity_else_by_its_place():
    here = [figure(), CENTRES_FIGURE]
    apart = [figure("a", label="Visitors"), figure("b", value="3.00", as_of=None, label="Centres")]
    assert find_row(here[::-1], PEOPLE, like=here) == here[0]
    assert find_row(apart, CENTRES, like=here) == apart[1]


@pytest.mark.parametrize(
    "apart",
    [
        [figure("a")],
        [figure("a", value="1300"), figure("b", value="3", as_of=None)],
        [figure("a", as_of="2025-06-01"), figure("b", value="3", as_of=None)],
        [],
    ],
)
def test_figure_that_may_be_another_one_is_not_taken_for_it(apart):
    assert find_row(apart, PEOPLE, like=[figure(), CENTRES_FIGURE]) is None
