"""A save that publishing overtakes: what it may do to a story."""

import pytest

from stories.domain.safety import record_published_before
from stories.errors import PublishedMeanwhile
from stories.models import StoryPage
from tests.factories import make_draft, make_story, publish


@pytest.fixture
def draft(uk):
    return make_draft(uk, title="Хаб у громаді", slug="hub")


def is_live(story):
    return StoryPage.objects.get(pk=story.pk).live


def test_draft_that_was_published_since_it_was_read_is_not_taken_back(draft):
    read_before = StoryPage.objects.get(pk=draft.pk)
    publish(StoryPage.objects.get(pk=draft.pk))
    read_before.title = "Чернетка"
    with pytest.raises(PublishedMeanwhile):
        read_before.save()
    assert (is_live(draft), StoryPage.objects.get(pk=draft.pk).title) == (True, "Хаб у громаді")


def test_draft_is_saved_as_often_as_wanted(draft):
    story = StoryPage.objects.get(pk=draft.pk)
    for title in ("Перша", "Друга"):
        story.title = title
        story.save()
    assert StoryPage.objects.get(pk=draft.pk).title == "Друга"


def test_public_story_is_taken_off_and_published_again(uk):
    story = make_story(uk)
    story.unpublish()
    story.refresh_from_db()
    record_published_before(story)
    story.get_latest_revision().publish()
    story.refresh_from_db()
    story.unpublish()
    assert is_live(story) is False
