"""Nothing gets an hour to be published at unreviewed, and nothing public is deleted, by whatever door."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page

from stories.domain.publication_guard import reason_of
from stories.domain.safety import record_published_before
from stories.errors import DeletionRefused, SafetyReviewRequired
from stories.models import StoryPage
from tests.factories import add_photo, make_draft, make_image, make_story, publish


@pytest.fixture(autouse=True)
def in_english(site_language):
    """Refusals are read in English here."""
    with translation.override("en"):
        yield


# Schedules


def in_an_hour():
    return timezone.now() + timedelta(hours=1)


def schedule_by_saving(story):
    story.save_revision(approved_go_live_at=in_an_hour())


def schedule_by_revision(story):
    revision = story.get_latest_revision()
    revision.approved_go_live_at = in_an_hour()
    revision.save(update_fields=["approved_go_live_at"])


def schedule_by_publishing(story):
    story.go_live_at = in_an_hour()
    story.save_revision().publish()


SCHEDULES = [schedule_by_saving, schedule_by_revision, schedule_by_publishing]


def scheduled(story):
    return story.revisions.filter(approved_go_live_at__isnull=False).count()


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_unreviewed_version_gets_no_hour(uk, schedule):
    draft = make_draft(uk)
    with pytest.raises(SafetyReviewRequired), transaction.atomic():
        schedule(draft)
    assert scheduled(draft) == 0


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_reviewed_version_gets_its_hour(uk, schedule):
    draft = make_draft(uk)
    record_published_before(draft)
    schedule(draft)
    assert scheduled(draft) == 1


def test_plain_page_gets_its_hour_without_review(uk):
    about = uk.get_siblings().get(slug="about").specific
    about.save_revision(approved_go_live_at=in_an_hour())
    assert scheduled(about) == 1


# Deleting


def delete_by_row(story):
    StoryPage.objects.get(pk=story.pk).delete()


def delete_by_base_row(story):
    Page.objects.get(pk=story.pk).delete()


def delete_by_query(story):
    StoryPage.objects.filter(pk=story.pk).delete()


def delete_with_the_catalogue(story):
    story.get_parent().specific.delete()


DELETIONS = [delete_by_row, delete_by_base_row, delete_by_query, delete_with_the_catalogue]


@pytest.mark.parametrize("delete", DELETIONS)
def test_public_story_is_not_deleted_by_code(uk, delete):
    story = make_story(uk, title="Хаб")
    with pytest.raises(DeletionRefused, match="“Хаб” is published"), transaction.atomic():
        delete(story)
    assert StoryPage.objects.count() == 1


@pytest.mark.parametrize("delete", DELETIONS)
def test_hidden_story_can_be_deleted_by_code(uk, delete):
    story = make_story(uk)
    story.unpublish()
    delete(story)
    assert StoryPage.objects.count() == 0


@pytest.mark.parametrize("who", ["Publishers", "superuser"])
def test_public_story_cannot_be_deleted_in_the_editors_pages(signed_in, uk, who):
    story = make_story(uk)
    browser = signed_in(is_superuser=True) if who == "superuser" else signed_in(who)
    answer = browser.post(reverse("wagtailadmin_pages:delete", args=[story.pk]))
    assert (answer.status_code, StoryPage.objects.count()) == (302, 1)


@pytest.mark.parametrize("who", ["Publishers", "superuser"])
def test_public_stories_cannot_be_deleted_many_at_a_time(signed_in, uk, who):
    story, draft = make_story(uk), make_draft(uk)
    browser = signed_in(is_superuser=True) if who == "superuser" else signed_in(who)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    browser.post(f"{address}?id={story.pk}&id={draft.pk}&next=/cms/")
    assert [page.pk for page in StoryPage.objects.all()] == [story.pk]


def test_public_story_cannot_be_deleted_through_the_interface_for_programs(signed_in, uk):
    story = make_story(uk)
    address = f"/cms/api/main/pages/{story.pk}/action/delete/"
    assert signed_in(is_superuser=True).post(address, content_type="application/json").status_code == 403
    assert StoryPage.objects.count() == 1


def test_catalogue_with_public_stories_cannot_be_deleted(signed_in, uk):
    make_story(uk)
    signed_in(is_superuser=True).post(reverse("wagtailadmin_pages:delete", args=[uk.pk]))
    assert (StoryPage.objects.count(), Page.objects.filter(pk=uk.pk).count()) == (1, 1)


def test_publisher_deletes_a_hidden_story(signed_in, uk):
    story = make_story(uk)
    story.unpublish()
    signed_in("Publishers").post(reverse("wagtailadmin_pages:delete", args=[story.pk]))
    assert StoryPage.objects.count() == 0


# What something needs


def test_refusal_of_the_database_names_the_stories(uk):
    image = make_image()
    for title in ("Хаб", "Кухня"):
        publish(add_photo(make_draft(uk, title=title), image))
    with pytest.raises(ProtectedError) as refused:
        image.delete()
    assert reason_of(refused.value) == (
        "This cannot be deleted while something needs it: “Кухня”, “Хаб”. Take it out there first."
    )


def test_refusal_names_five_and_says_that_there_are_more(uk):
    image = make_image()
    for number in range(1, 7):
        publish(add_photo(make_draft(uk, title=f"Історія № {number}", slug=f"n-{number}"), image))
    with pytest.raises(ProtectedError) as refused:
        image.delete()
    names = ", ".join(f"“Історія № {number}”" for number in range(1, 6))
    assert reason_of(refused.value) == (
        f"This cannot be deleted while something needs it: {names} and others. Take it out there first."
    )


def test_photo_in_a_story_is_not_deleted_in_the_editors_pages_and_nothing_breaks(signed_in, uk, stored_files):
    browser = signed_in("Editors")
    image = make_image(uploaded_by_user=browser.user)
    publish(add_photo(make_draft(uk), image))
    one = browser.post(reverse("wagtailimages:delete", args=[image.pk]))
    many = browser.post(
        f"{reverse('wagtail_bulk_action', args=['stories', 'storyimage', 'delete'])}?id={image.pk}"
    )
    assert (one.status_code, many.status_code, type(image).objects.count()) == (302, 302, 1)


def test_category_of_stories_is_not_deleted_in_the_editors_pages_and_nothing_breaks(signed_in, uk):
    story = make_story(uk)
    answer = signed_in(is_superuser=True).post(f"/cms/categories/delete/{story.category_id}/")
    assert (answer.status_code, type(story.category).objects.count()) == (302, 1)
