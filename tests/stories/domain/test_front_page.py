"""What the front page shows, and the counts beside categories and regions."""

from datetime import date

from stories.domain.front_page import counted_categories, counted_regions, front_page
from tests.factories import (
    make_category,
    make_community,
    make_draft,
    make_edition,
    make_region,
    make_story,
    translate,
)


def test_newest_special_award_stands_alone_and_the_others_follow_newest_first(uk):
    edition = make_edition()
    honoured = {"edition": edition, "award": "special_award"}
    older = make_story(uk, start_month=date(2020, 1, 1), **honoured)
    special = make_story(uk, start_month=date(2021, 1, 1), **honoured)
    newest = make_story(uk, start_month=date(2024, 5, 1), edition=edition, award="winner")
    page = front_page("uk")
    assert (page.special_story, page.newest, page.story_count) == (special, [newest, older], 3)


def test_six_others_are_shown_of_eight(uk):
    stories = [make_story(uk, start_month=date(2016 + year, 1, 1)) for year in range(8)]
    page = front_page("uk")
    assert (page.special_story, page.newest) == (None, stories[:1:-1])


def test_draft_and_translation_are_not_counted(indexes):
    story = make_story(indexes["uk"])
    make_draft(indexes["uk"])
    translate(story, indexes["en"])
    assert (front_page("uk").newest, front_page("uk").story_count) == ([story], 1)


def test_empty_site_has_an_empty_front_page(uk):
    page = front_page("uk")
    assert (page.special_story, page.newest, page.story_count) == (None, [], 0)


def test_regions_are_counted_by_the_lead_community_in_the_alphabet_of_the_language(uk):
    ternopil = make_region()
    volyn = make_region("UA-07", "Волинська область", "Volyn region")
    make_region("UA-46", "Львівська область", "Lviv region")
    for region, number in ((ternopil, 2), (volyn, 1)):
        community = make_community(region=region)
        for _turn in range(number):
            make_story(uk, community=community)
    assert [(region.code, region.story_count) for region in counted_regions("uk")] == [
        ("UA-07", 1), ("UA-46", 0), ("UA-61", 2),
    ]  # fmt: skip
    assert [region.code for region in counted_regions("en")] == ["UA-46", "UA-61", "UA-07"]


def test_categories_are_counted_in_the_contests_order(uk):
    first, second = make_category(position=2), make_category("public-spaces", position=1)
    make_story(uk, category=first)
    make_draft(uk, category=second)
    assert [(row.slug, row.story_count) for row in counted_categories("uk")] == [
        ("public-spaces", 0), ("youth-engagement", 1),
    ]  # fmt: skip
