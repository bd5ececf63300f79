"""Invented stories in the database: like any other, as many as asked for, gone without a trace."""

import pytest
from wagtail.models import Page

from stories.domain.sample_rows import photos_of
from stories.domain.sample_stories import make_sample_stories, remove_sample_stories, sample_numbers
from stories.domain.sample_texts import SLUG_PREFIX, SamplePlace, sample_story
from stories.domain.vocabulary import load_vocabulary
from stories.errors import SafetyReviewRefused, SafetyReviewRequired, SeedError
from stories.models import Community, Organisation, SafetyReview, SeededPage, StoryImage, StoryPage, StoryTag
from tests.factories import make_community, make_region, make_story

KYIV = ("UA-30", "Київ", "Kyiv")


@pytest.fixture
def site(indexes, stored_files):
    load_vocabulary()
    make_community()
    make_community("Київська", "Київ", region=make_region(*KYIV), kind="capital")
    return indexes


def languages():
    return sorted(StoryPage.objects.published().values_list("locale__language_code", flat=True))


def test_as_many_as_asked_for_stand_published_in_both_languages(site):
    made = make_sample_stories(2)
    assert (len(made), languages(), sample_numbers()) == (4, ["en", "en", "uk", "uk"], {1, 2})
    assert StoryPage.objects.values("translation_key").distinct().count() == 2


def test_second_run_makes_only_what_is_missing(site):
    first = make_sample_stories(1)
    assert len(make_sample_stories(3)) == 4
    assert (make_sample_stories(3), make_sample_stories(1), sample_numbers()) == ([], [], {1, 2, 3})
    assert set(first) < set(StoryPage.objects.values_list("pk", flat=True))


def test_tree_stays_whole_beside_other_pages(site):
    make_story(site["uk"])
    make_sample_stories(3)
    after = make_story(site["uk"])
    assert Page.find_problems() == ([], [], [], [], [])
    assert after.get_parent().get_children().count() == 5
    assert StoryPage.objects.filter(slug=f"{SLUG_PREFIX}000001").first().url == "/uk/stories/sample-000001/"


def test_story_is_covered_by_a_review_of_exactly_its_content(site):
    make_sample_stories(2)
    for story in StoryPage.objects.all():
        assert story.is_reviewed()
        assert SafetyReview.objects.get(story=story).basis == "invented"
    assert len({review.fingerprint for review in SafetyReview.objects.all()}) == 4


def test_editor_can_change_it_and_a_change_needs_a_new_review(site):
    make_sample_stories(1)
    story = StoryPage.objects.filter(locale__language_code="uk").get()
    story.save()
    story.save_revision().publish()
    draft = story.get_latest_revision_as_object()
    draft.summary = "Змінено редакторкою."
    with pytest.raises(SafetyReviewRequired):
        draft.save_revision().publish()


def test_page_of_an_invented_story_opens_with_its_photos(client, site):
    make_sample_stories(12)
    for story in StoryPage.objects.published():
        answer = client.get(story.url)
        assert (answer.status_code, story.title.split(" (")[0] in answer.content.decode().replace("\xa0", " ")) == (
            200, True,
        )  # fmt: skip


def test_removing_leaves_what_was_there_and_nothing_else(site):
    other = make_story(site["uk"])
    organisations, tags = Organisation.objects.count(), StoryTag.objects.count()
    make_sample_stories(3)
    assert remove_sample_stories() == 3
    assert list(StoryPage.objects.all()) == [other]
    assert (SeededPage.objects.count(), StoryImage.objects.count(), stored_names(site)) == (0, 0, [])
    assert (Organisation.objects.count(), StoryTag.objects.count()) == (organisations, tags)
    assert Page.find_problems() == ([], [], [], [], [])
    assert remove_sample_stories() == 0


def stored_names(_site):
    return list(StoryImage.objects.values_list("title", flat=True))


def test_site_without_a_register_says_what_to_do_first(indexes):
    with pytest.raises(SeedError, match="load_communities"):
        make_sample_stories(1)
    assert StoryPage.objects.count() == 0


def test_settings_of_a_real_site_let_nothing_through(site, settings):
    settings.SAMPLE_STORIES = False
    with pytest.raises(SafetyReviewRefused):
        make_sample_stories(1)
    assert StoryPage.objects.count() == 0


def invented(number):
    places = [
        SamplePlace(row.code, row.slug, (row.name_uk, row.name_en), (row.centre_uk, row.centre_en))
        for row in Community.objects.order_by("pk")
    ]
    return sample_story(number, places=[places], goals=[3, 8], edition="second")


def has_everything(file):
    """Whether the story has further communities and photos: nothing is written for what no story has."""
    return bool(file.facts.co_communities and photos_of(file.facts.key, range(8)))
