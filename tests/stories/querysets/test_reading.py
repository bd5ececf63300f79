"""A story read in one go shows what a story read piece by piece shows."""

import re
from datetime import date

import pytest
from django.template.response import TemplateResponse
from django.test import RequestFactory
from django.utils import translation

from stories.domain.renditions import make_renditions
from stories.models import BeneficiaryGroup, Challenge, DevelopmentGoal, StoryPage, StoryTag
from stories.querysets.cards import story_cards
from stories.querysets.reading import read_story, translated_urls
from tests.factories import (
    add_photo,
    make_community,
    make_draft,
    make_edition,
    make_image,
    make_organisation,
    make_story,
    publish,
    translate,
)


@pytest.fixture
def rich(indexes, stored_files):
    """A story with three of everything, in both languages."""
    draft = make_draft(
        indexes["uk"], slug="rich", edition=make_edition(), award="winner", start_month=date(2021, 2, 1)
    )
    for number in range(3):
        image = make_image(f"Photo {number}")
        make_renditions(image)
        add_photo(draft, image)
        draft.partners.create(
            organisation=make_organisation(f"Partner {number}"), role="partner", sort_order=2 - number
        )
        draft.co_communities.create(
            community=make_community(f"Десята {number}"), role="host", sort_order=number
        )
        for model, name in ((Challenge, "challenges"), (BeneficiaryGroup, "groups")):
            row = model.objects.create(
                slug=f"w{number}", name_uk=f"Слово {2 - number}", name_en=f"Word {number}"
            )
            getattr(draft, name).add(row)
        draft.goals.add(DevelopmentGoal.objects.create(number=12 - number, name_uk="Ціль", name_en="Goal"))
        draft.tags.add(
            StoryTag.objects.create(slug=f"t{number}", name=f"мітка {number}", name_en=f"tag {number}")
        )
    story = publish(draft)
    translate(story, indexes["en"], slug="rich-en")
    return story


def read(story):
    found = read_story(slug=story.slug, above=story.path[: -story.steplen])
    assert found == story
    return found


def page_of(story):
    request = RequestFactory().get(story.url, SERVER_NAME="localhost")
    answer = story.serve(request)
    assert isinstance(answer, TemplateResponse)
    return re.sub(r"\s+", " ", answer.render().content.decode())


@pytest.mark.parametrize("language", ["uk", "en"])
def test_page_is_the_same_as_of_the_story_read_by_its_queryset(rich, language):
    with translation.override(language):
        whole = StoryPage.objects.for_reading().get(pk=rich.pk)
        assert page_of(read(rich)) == page_of(whole)


def test_rows_come_in_the_order_in_which_they_are_shown(rich):
    story = read(rich)
    assert [row.organisation.name_en for row in story.partners.all()] == [
        "Partner 2",
        "Partner 1",
        "Partner 0",
    ]
    assert [row.name_uk for row in story.challenges.all()] == ["Слово 0", "Слово 1", "Слово 2"]
    assert [row.number for row in story.goals.all()] == [10, 11, 12]
    assert [row.community.name_uk for row in story.co_communities.all()] == [
        "Десята 0",
        "Десята 1",
        "Десята 2",
    ]
    assert [row.tag.name for row in story.tagged_items.all()] == ["мітка 0", "мітка 1", "мітка 2"]


def test_story_knows_the_address_of_its_translation_without_a_query(rich, django_assert_num_queries):
    story = read(rich)
    with django_assert_num_queries(0):
        assert translated_urls(story) == {"en": "/en/stories/rich-en/"}
    assert translated_urls(StoryPage.objects.get(pk=rich.pk)) == {"en": "/en/stories/rich-en/"}


def test_draft_and_a_story_under_another_page_are_not_read(indexes):
    draft, story = make_draft(indexes["uk"], slug="draft"), make_story(indexes["uk"], slug="hub")
    assert read_story(slug="draft", above=draft.path[: -draft.steplen]) is None
    assert read_story(slug="hub", above=indexes["en"].path) is None
    assert read_story(slug="hub", above=indexes["uk"].path) == story


def test_cards_show_what_the_queryset_for_cards_shows(rich, django_assert_num_queries):
    plain = make_story(rich.get_parent().specific)
    make_draft(rich.get_parent().specific)
    keys = list(StoryPage.objects.values_list("pk", flat=True))
    expected = {story.pk: card(story) for story in StoryPage.objects.live().for_cards()}
    cards = story_cards(keys)
    assert {key: card(story) for key, story in cards.items()} == expected
    with django_assert_num_queries(0):
        assert (card(cards[rich.pk]) == card(cards[plain.pk]), cards[rich.pk].lead_photo.title) == (
            False,
            "Photo 0",
        )


def card(story):
    photo = story.lead_photo
    return (
        story.title, story.summary, story.url, story.lead_community.display_name, story.category.short, story.period,
        story.region.name, story.award, photo and photo.title, photo and len(photo.prefetched_renditions),
    )  # fmt: skip
