"""Which saves of a page make readers' pages stale."""

import pytest

from freshness import versions
from stories.errors import PublishedMeanwhile
from stories.models import StoryIndexPage, StoryPage, StoryTag
from stories.models.unseen_drafts import tables_of, unseen_while_draft
from tests import factories

TABLES = ("wagtailcore_page", "stories_storypage", "stories_taggedstory")


@pytest.fixture
def draft(committed_indexes):
    return factories.make_draft(committed_indexes["uk"])


def save_with(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    with unseen_while_draft(page):
        page.save()


def test_save_of_a_draft_is_seen_by_nobody(draft):
    before = versions.token(*TABLES)
    draft.tags.add(StoryTag.objects.create(name="молодь", slug="youth"))
    save_with(draft, title="Інша назва")
    assert StoryPage.objects.get().title == "Інша назва"
    assert versions.token(*TABLES) == before


def test_save_of_a_published_story_is_seen(committed_indexes):
    story = factories.make_story(committed_indexes["uk"])
    before = versions.token(*TABLES)
    save_with(story)
    assert versions.token(*TABLES) != before


def test_draft_that_was_published_meanwhile_is_not_saved_unseen(draft):
    factories.publish(StoryPage.objects.get())
    with pytest.raises(PublishedMeanwhile):
        save_with(draft, title="Інша назва")
    assert StoryPage.objects.get().live is True


def test_draft_with_pages_below_it_is_seen(committed_indexes):
    factories.make_story(committed_indexes["uk"])
    index = StoryIndexPage.objects.get(locale__language_code="uk")
    index.unpublish()
    before = versions.token(*TABLES)
    save_with(index, slug="inshi")
    assert versions.token(*TABLES) != before


def test_writes_after_the_block_are_seen_again(draft):
    save_with(draft, title="Інша назва")
    before = versions.token(*TABLES)
    draft.save()
    assert versions.token(*TABLES) != before


def test_tables_of_a_story_are_all_those_that_hold_its_rows():
    assert {
        *TABLES,
        "stories_storyphoto",
        "stories_storypartner",
        "stories_storypage_challenges",
    } <= tables_of(StoryPage)
    assert "stories_storytag" not in tables_of(StoryPage)
