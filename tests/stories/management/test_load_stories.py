"""The real load: the register, the pages and the eleven stories of the booklet in both languages."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation
from wagtail.models import Page

from stories.models import Category, Community, Edition, Organisation, SafetyReview, StoryPage
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LANGUAGES = ("uk", "en")


def told(command):
    output = StringIO()
    call_command(command, stdout=output)
    return output.getvalue().strip()


@pytest.fixture
def stories(loaded, db):
    """The stories by language and address."""
    return {
        code: {story.slug: story for story in StoryPage.objects.filter(locale__language_code=code)}
        for code in LANGUAGES
    }


def test_load_tells_what_it_added(loaded):
    assert loaded == "11 stories in two languages: 22 added. Pages added: 10."


def test_eleven_stories_of_each_language_are_public_and_reviewed(stories):
    assert {code: len(rows) for code, rows in stories.items()} == {"uk": 11, "en": 11}
    every = [story for rows in stories.values() for story in rows.values()]
    assert [(story.live, story.has_unpublished_changes, story.is_reviewed()) for story in every] == [
        (True, False, True)
    ] * 22
    assert set(SafetyReview.objects.values_list("basis", "reviewer")) == {("published_before", None)}


def test_each_story_is_the_translation_of_the_other_with_the_same_facts(stories):
    facts = (
        "lead_community_id",
        "category_id",
        "start_month",
        "end_month",
        "is_ongoing",
        "edition_id",
        "award",
    )
    for slug, story in stories["uk"].items():
        other = stories["en"][slug]
        assert list(story.get_translations()) == [other]
        assert [getattr(other, name) for name in facts] == [getattr(story, name) for name in facts]
        assert (other.title == story.title, other.summary == story.summary) == (False, False)


def test_stories_of_different_places_are_no_translations_of_each_other(stories):
    assert len({story.translation_key for story in stories["uk"].values()}) == 11


@pytest.mark.parametrize(("language", "period"), [("uk", "2020 — триває"), ("en", "2020 — ongoing")])
def test_story_whose_month_nobody_knows_gives_the_year_alone(stories, language, period):
    with translation.override(language):
        assert stories[language]["kyiv-vcentri-hub"].period == period


def test_stories_stand_in_the_three_categories_and_the_special_award(stories):
    found = {
        category.slug: category.stories.filter(locale__language_code="uk").count()
        for category in Category.objects.all()
    }
    assert found == {
        "open-government": 1, "youth-engagement": 4, "public-spaces": 3, "recovery-and-development": 3,
    }  # fmt: skip
    assert [story.award for story in stories["uk"].values()].count("special_award") == 1


def test_occupied_communities_keep_their_stories(stories):
    occupied = [slug for slug, story in stories["uk"].items() if story.lead_community.is_occupied]
    assert sorted(occupied) == ["kreminna-working-group", "mariupol-i-mariupol"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_special_award_stands_on_the_front_page(client, stories, language):
    html = client.get(f"/{language}/").content.decode()
    special = stories[language]["ternopil-youth-programme"]
    feature = html.partition('id="special"')[2].partition("</section>")[0]
    assert feature.count(f'href="/{language}/stories/{special.slug}/"') == 1
    assert html.count('<article class="card"') == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_story_can_be_read_at_its_own_address(client, stories, language):
    addresses = [f"/{language}/stories/{slug}/" for slug in stories[language]]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )


def test_edition_honours_all_eleven(client, stories):
    answer = client.get("/uk/contest/second/")
    results = answer.context["results"]
    assert (results.honoured, results.edition.applications) == (11, 112)
    assert results.groups[0].category.slug == "open-government"


def test_second_load_changes_nothing(stories):
    before = list(Page.objects.order_by("pk").values())
    counts = [model.objects.count() for model in (SafetyReview, Organisation, Edition, Community)]
    assert told("load_stories") == "11 stories in two languages: 22 unchanged. Pages added: 0."
    assert list(Page.objects.order_by("pk").values()) == before
    assert [model.objects.count() for model in (SafetyReview, Organisation, Edition, Community)] == counts


def test_second_load_keeps_what_editors_did(stories):
    deleted = stories["uk"]["shpola-veteran-hub"]
    deleted.unpublish()
    deleted.delete()
    stories["uk"]["kyiv-vcentri-hub"].unpublish()
    draft = stories["en"]["mariupol-i-mariupol"]
    draft.title = "An editor's title"
    draft.save_revision(user=make_user())
    assert told("load_stories") == "11 stories in two languages: 3 kept, 19 unchanged. Pages added: 0."
    assert StoryPage.objects.filter(slug="shpola-veteran-hub", locale__language_code="uk").count() == 0
    assert StoryPage.objects.get(pk=stories["uk"]["kyiv-vcentri-hub"].pk).live is False
    assert StoryPage.objects.get(pk=draft.pk).draft_title == "An editor's title"
