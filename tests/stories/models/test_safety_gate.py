"""No door leads an unreviewed story to the public."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from stories.domain.safety import record_published_before
from stories.errors import SafetyReviewRequired
from stories.models import SafetyReview, StoryPage
from tests.factories import add_photo, make_draft, make_image, make_story


def test_new_story_made_live_by_code_begins_as_a_draft(uk):
    draft = make_draft(uk, live=True)
    assert StoryPage.objects.get(pk=draft.pk).live is False


def test_publishing_a_revision_without_review_is_refused(uk):
    draft = make_draft(uk)
    with pytest.raises(SafetyReviewRequired):
        draft.get_latest_revision().publish()
    assert StoryPage.objects.get(pk=draft.pk).live is False


def test_saving_as_live_without_review_is_refused(uk):
    draft = make_draft(uk)
    draft.live = True
    with pytest.raises(SafetyReviewRequired):
        draft.save()


def test_saving_the_base_page_as_live_without_review_is_refused(uk):
    page = Page.objects.get(pk=make_draft(uk).pk)
    page.live = True
    with pytest.raises(SafetyReviewRequired):
        page.save()


def test_publishing_a_reviewed_revision_makes_it_live(uk):
    assert make_story(uk).live is True


def test_saving_a_live_story_unchanged_is_allowed(uk):
    story = make_story(uk)
    story.save()
    assert StoryPage.objects.get(pk=story.pk).live is True


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Інша назва"),
        ("summary", "Інше"),
        ("team", "Хтось"),
        ("contact_email", "a@example.org"),
        ("slug", "insha"),
    ],
)
def test_changed_text_asks_for_a_new_review(uk, field, value):
    story = make_story(uk)
    setattr(story, field, value)
    revision = story.save_revision()
    with pytest.raises(SafetyReviewRequired):
        revision.publish()


def test_changed_stream_asks_for_a_new_review(uk):
    story = make_story(uk)
    story.challenge = [{"type": "text", "value": "<p>Укриття на вулиці</p>"}]
    with pytest.raises(SafetyReviewRequired):
        story.save_revision().publish()


def test_added_photo_asks_for_a_new_review(uk):
    story = make_story(uk)
    add_photo(story, make_image())
    with pytest.raises(SafetyReviewRequired):
        story.save_revision().publish()


def test_changed_caption_of_a_photo_asks_for_a_new_review(uk):
    image = make_image()
    draft = add_photo(make_draft(uk), image)
    draft.save_revision()
    record_published_before(draft)
    image.caption_uk = "Школа № 5"
    image.save()
    with pytest.raises(SafetyReviewRequired):
        draft.get_latest_revision().publish()


def test_returning_to_reviewed_text_needs_no_new_review(uk):
    story = make_story(uk, title="Перша назва")
    story.title = "Друга назва"
    story.save_revision()
    story.title = "Перша назва"
    story.save_revision().publish()
    assert StoryPage.objects.get(pk=story.pk).live is True


def test_scheduling_without_review_is_refused(uk):
    draft = make_draft(uk)
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    with pytest.raises(SafetyReviewRequired):
        draft.save_revision().publish()


def test_due_schedule_whose_photo_changed_is_taken_off_and_others_go_live(uk):
    image = make_image()
    changed, untouched = add_photo(make_draft(uk), image), make_draft(uk)
    for story in (changed, untouched):
        story.go_live_at = timezone.now() + timedelta(hours=1)
        revision = story.save_revision()
        record_published_before(story)
        revision.publish()
    image.caption_uk = "Вхід з двору"
    image.save()
    past = timezone.now() - timedelta(minutes=1)
    for story in (changed, untouched):
        revision = story.get_latest_revision()
        revision.approved_go_live_at, revision.content["go_live_at"] = past, past.isoformat()
        revision.save()

    call_command("publish_scheduled")

    assert StoryPage.objects.get(pk=changed.pk).live is False
    assert StoryPage.objects.get(pk=untouched.pk).live is True
    assert PageLogEntry.objects.filter(page=changed.pk, action="stories.publish.refused").count() == 1


def test_copy_of_a_live_story_begins_as_a_draft(uk):
    story = make_story(uk)
    copy = story.copy(update_attrs={"slug": "kopiia", "title": "Копія"}, keep_live=True)
    assert StoryPage.objects.get(pk=copy.pk).live is False


def test_review_by_checklist_with_an_empty_box_is_refused_by_the_database(uk):
    draft = make_draft(uk)
    with pytest.raises(IntegrityError), transaction.atomic():
        SafetyReview.objects.create(
            story=draft, fingerprint="0" * 64, reviewer_name="Хтось", places_checked=True, faces_checked=True,
            minors_checked=True, names_checked=False,
        )  # fmt: skip
