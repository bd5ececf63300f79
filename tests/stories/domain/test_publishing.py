"""Stories made by code: once, in both languages, never over an editor's work."""

from dataclasses import replace
from datetime import date

import pytest

from stories.domain.publishing import Outcome, publish_seeded_story
from stories.domain.story_content import Partner, StoryFacts, StoryText, stream_block
from stories.errors import SeedError
from stories.models import StoryPage, StoryTag
from tests.factories import make_category, make_community, make_edition, make_organisation, make_user

TEXT = StoryText(
    language="uk", title="Хаб у громаді", summary="Громада відкрила хаб.",
    streams={"challenge": [stream_block("hub", "challenge/0", kind="text", value="<p>Не було де зібратися.</p>")]},
)  # fmt: skip


@pytest.fixture
def facts(indexes):
    make_edition(slug="second")
    make_category("public-spaces")
    make_organisation(slug="council")
    StoryTag.objects.create(slug="hub", name="хаб", name_en="hub")
    return StoryFacts(
        key="hub", community=make_community().code, category="public-spaces", start_month=date(2023, 10, 1),
        is_ongoing=True, edition="second", award="winner", tags=("hub",), partners=(Partner("council", "lead"),),
        co_communities=((make_community("Шполянська", "Шпола").code, "partner"),),
    )  # fmt: skip


def story(language="uk"):
    return StoryPage.objects.get(locale__language_code=language)


def test_new_story_is_added_published_and_reviewed(facts):
    assert publish_seeded_story(facts, TEXT) is Outcome.ADDED
    made = story()
    assert (made.live, made.is_reviewed(), made.slug, made.period) == (
        True,
        True,
        "hub",
        "жовтень 2023 — триває",
    )
    assert [partner.organisation.slug for partner in made.partners.all()] == ["council"]
    assert [tag.slug for tag in made.tags.all()] == ["hub"]
    assert [(row.community.centre_uk, row.role) for row in made.co_communities.all()] == [
        ("Шпола", "partner")
    ]


def test_same_story_again_changes_nothing(facts):
    publish_seeded_story(facts, TEXT)
    before = story().latest_revision_id
    assert publish_seeded_story(facts, TEXT) is Outcome.UNCHANGED
    assert story().latest_revision_id == before


def test_changed_data_updates_an_untouched_story(facts):
    publish_seeded_story(facts, TEXT)
    assert publish_seeded_story(facts, replace(TEXT, title="Хаб для всіх")) is Outcome.UPDATED
    assert (story().title, story().live) == ("Хаб для всіх", True)


def test_draft_of_an_editor_is_kept(facts):
    publish_seeded_story(facts, TEXT)
    mine = story()
    mine.title = "Назва редактора"
    mine.save_revision(user=make_user())
    assert publish_seeded_story(facts, replace(TEXT, title="Хаб для всіх")) is Outcome.KEPT
    assert story().get_latest_revision_as_object().title == "Назва редактора"


def test_story_unpublished_by_an_editor_stays_unpublished(facts):
    publish_seeded_story(facts, TEXT)
    story().unpublish()
    assert publish_seeded_story(facts, TEXT) is Outcome.KEPT
    assert story().live is False


def test_story_deleted_by_an_editor_is_not_made_again(facts):
    publish_seeded_story(facts, TEXT)
    story().unpublish()
    story().delete()
    assert publish_seeded_story(facts, TEXT) is Outcome.KEPT
    assert StoryPage.objects.count() == 0


def test_both_languages_are_translations_of_each_other(facts):
    publish_seeded_story(facts, TEXT)
    publish_seeded_story(facts, replace(TEXT, language="en", title="A hub"))
    assert list(story().get_translations()) == [story("en")]


def test_unknown_community_is_named(facts):
    with pytest.raises(SeedError, match="UA99"):
        publish_seeded_story(replace(facts, community="UA99"), TEXT)
    assert StoryPage.objects.count() == 0
