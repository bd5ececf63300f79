"""A story needs a look eighteen calendar months after readers were last told something."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from freshness import reads
from stories.domain.staleness import last_told, needs_look, needs_look_from
from stories.models import StoryPage

# A page asks for its type when it is made.
pytestmark = pytest.mark.django_db
TOLD = datetime(2025, 5, 12, 10, tzinfo=ZoneInfo("Europe/Kyiv"))
# In Ukraine the hour of the day stays, from summer time to winter time.
FROM = datetime(2026, 11, 12, 10, tzinfo=ZoneInfo("Europe/Kyiv"))


@pytest.mark.parametrize(("seconds", "needs"), [(-1, False), (0, True), (10**8, True)])
def test_story_needs_a_look_from_the_moment_on(seconds, needs):
    page = StoryPage(last_published_at=TOLD.astimezone(UTC))
    assert needs_look(page, at=FROM + timedelta(seconds=seconds)) is needs


def test_story_that_was_never_published_needs_none():
    page = StoryPage()
    assert (last_told(page), needs_look_from(page), needs_look(page, at=FROM)) == (None, None, False)


def test_last_day_of_a_long_month_ends_with_the_shorter_one():
    told = datetime(2025, 8, 31, 10, tzinfo=ZoneInfo("Europe/Kyiv"))
    assert needs_look_from(StoryPage(last_published_at=told)) == datetime(2027, 2, 28, 8, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "until"), [(-1, FROM), (0, None)])
def test_whoever_keeps_the_answer_is_told_until_when_it_holds(seconds, until):
    with reads.recording(start=None) as reading:
        needs_look(StoryPage(last_published_at=TOLD), at=FROM + timedelta(seconds=seconds))
    assert reading.until == until
