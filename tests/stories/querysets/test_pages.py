"""What the public may see, in which language, in which order."""

import pytest

from stories.models import StoryPage
from stories.querysets.pages import published_stories, stories_only_in_other_language
from tests.factories import (
    make_category,
    make_community,
    make_draft,
    make_image,
    make_region,
    make_story,
    translate,
)


def titles(stories):
    return [story.title for story in stories]


def test_drafts_are_not_published(uk):
    make_draft(uk)
    story = make_story(uk)
    assert list(StoryPage.objects.published()) == [story]


def test_story_with_view_restriction_is_not_published(uk):
    story = make_story(uk)
    story.view_restrictions.create(restriction_type="login")
    assert list(StoryPage.objects.published()) == []


def test_translated_story_appears_once_in_each_language(indexes):
    story = make_story(indexes["uk"])
    english = translate(story, indexes["en"])
    assert list(published_stories("uk")) == [story]
    assert list(published_stories("en")) == [english]
    assert list(stories_only_in_other_language("en")) == []


def test_story_without_published_translation_is_only_in_the_other_language(indexes):
    story = make_story(indexes["uk"])
    make_draft(indexes["en"], translation_key=story.translation_key)
    assert list(stories_only_in_other_language("en")) == [story]
    assert list(stories_only_in_other_language("uk")) == []


def test_titles_sort_in_ukrainian_order(uk):
    for title in ("Яр", "Євшан", "Жито", "Ґанок", "Гай", "Їжак", "Іва", "Елінг"):
        make_story(uk, title=title)
    assert titles(StoryPage.objects.sorted_by("title")) == [
        "Гай",
        "Ґанок",
        "Елінг",
        "Євшан",
        "Жито",
        "Іва",
        "Їжак",
        "Яр",
    ]


def test_newest_come_first_by_start(uk):
    make_story(uk, title="давня", start_month="2022-02-01")
    make_story(uk, title="нова", start_month="2023-10-01")
    assert titles(StoryPage.objects.sorted_by("newest")) == ["нова", "давня"]


def test_region_and_category_narrow_the_list(uk):
    kharkiv = make_region("UA-63", "Харківська область", "Kharkiv region")
    spaces = make_category("public-spaces")
    story = make_story(uk, community=make_community(region=kharkiv), category=spaces)
    make_story(uk)
    assert list(StoryPage.objects.in_region(kharkiv)) == [story]
    assert list(StoryPage.objects.in_category(spaces)) == [story]


def test_community_finds_stories_it_leads_and_joins(uk):
    lead, joined = make_community(), make_community("Шполянська", "Шпола")
    story = make_draft(uk, community=lead)
    story.co_communities.create(community=joined, role="host")
    story.save()
    assert list(StoryPage.objects.led_by(lead)) == [story]
    assert list(StoryPage.objects.joined_by(joined)) == [story]
    assert list(StoryPage.objects.joined_by(lead)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_cards_need_the_same_queries_for_1_and_3(uk, count, django_assert_num_queries):
    for _turn in range(count):
        story = make_draft(uk)
        story.photos.create(image=make_image())
        story.save()
    with django_assert_num_queries(3):
        for story in StoryPage.objects.for_cards():
            assert story.lead_community.region.name
            assert story.category.short
            assert story.lead_photo.alt
