"""A story that is hidden is gone in every language at once, with everything that belongs to it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import PageLogEntry

from stories.domain.safety import draft_of, record_published_before, record_review, stories_awaiting_review
from stories.domain.withdrawal import public_versions, withdraw_story
from stories.errors import SafetyReviewRequired, WithdrawalRefused
from stories.models import CHECKS, StoryDocument, StoryPage, Withdrawal
from tests.factories import add_photo, make_draft, make_image, make_story, make_user, publish, translate
from tests.stories.files.document_samples import pdf


@pytest.fixture
def by(db):
    return make_user("reviewer@example.org", first_name="Ольга", last_name="Коваль")


@pytest.fixture
def story(uk):
    return make_story(uk, slug="hub", title="Хаб")


@pytest.fixture
def english(story, en):
    return translate(story, en, slug="hub-en", title="Hub")


def address_of(story):
    return f"/{story.locale.language_code}/stories/{story.slug}/"


def status(client, story):
    return client.get(address_of(story)).status_code


def is_live(story):
    return StoryPage.objects.get(pk=story.pk).live


def test_both_languages_vanish_at_once(client, story, english, by):
    assert (status(client, story), status(client, english)) == (200, 200)
    assert {version.pk for version in withdraw_story(story, by=by, reason="Видно укриття.")} == {
        story.pk,
        english.pk,
    }
    assert (is_live(story), is_live(english)) == (False, False)
    assert (status(client, story), status(client, english)) == (410, 410)


def test_address_of_a_hidden_story_tells_nothing_of_it(client, story, by):
    withdraw_story(story, by=by, reason="Видно укриття.")
    answer = client.get(address_of(story))
    page = answer.content.decode()
    assert [word in page for word in ("Хаб", "укриття", "Ольга", story.summary)] == [False] * 4
    assert ('<meta name="robots" content="noindex">' in page, answer.templates[0].name) == (
        True, "stories/withdrawn.html",
    )  # fmt: skip


def test_hidden_story_is_in_no_list(client, story, by):
    assert "Хаб" in client.get("/uk/stories/").content.decode()
    withdraw_story(story, by=by, reason="Видно укриття.")
    pages = [
        "/uk/stories/",
        "/uk/",
        f"/uk/categories/{story.category.slug}/",
        story.lead_community.get_absolute_url(),
    ]
    assert ["Хаб" in client.get(page).content.decode() for page in pages] == [False] * 4


def test_draft_that_was_never_public_stays_unknown(client, uk, en, by):
    story = make_story(uk, slug="hub")
    draft = make_draft(
        en, slug="hub-en", translation_key=story.translation_key, community=story.lead_community
    )
    withdraw_story(story, by=by, reason="Видно укриття.")
    assert status(client, draft) == 404


@pytest.mark.reference_index
def test_document_of_a_hidden_story_is_gone(client, uk, by, stored_files):
    document = StoryDocument.objects.create(title="План", file=ContentFile(pdf(), name="plan.pdf"))
    draft = make_draft(uk)
    draft.documents = [{"type": "document", "value": {"title": "План", "document": document.pk}}]
    story = publish(draft)
    assert client.get(document.url).status_code == 200
    withdraw_story(story, by=by, reason="План будівлі.")
    assert client.get(document.url).status_code == 404


@pytest.fixture
def photos(uk, en, stored_files):
    """A photo that only a story and its translation show, and one that another story shows as well."""
    shared, shown_elsewhere = make_image(), make_image()
    story = publish(add_photo(add_photo(make_draft(uk, slug="hub"), shared), shown_elsewhere))
    publish(
        add_photo(
            make_draft(en, translation_key=story.translation_key, community=story.lead_community), shared
        )
    )
    publish(add_photo(make_draft(uk), shown_elsewhere))
    return shared, shown_elsewhere


def test_addresses_of_photos_of_a_hidden_story_are_gone(
    client, photos, by, settings, django_capture_on_commit_callbacks
):
    # Nobody takes up what is left to a worker.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    addresses = [image.get_rendition("fill-32x32|format-webp").url for image in photos]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_story(StoryPage.objects.get(slug="hub"), by=by, reason="Видно укриття.")
    assert [client.get(address).status_code for address in addresses] == [404, 200]
    assert photos[0].get_rendition("fill-32x32|format-webp").url not in addresses


def test_schedule_of_a_hidden_story_is_taken_off(uk, by):
    draft = make_draft(uk, go_live_at=timezone.now() + timedelta(hours=1))
    record_published_before(draft)
    draft.get_latest_revision().publish()
    assert [version.pk for version in public_versions(draft)] == [draft.pk]
    withdraw_story(draft, by=by, reason="Видно укриття.")
    assert draft.revisions.filter(approved_go_live_at__isnull=False).count() == 0
    assert public_versions(draft) == []


def test_reason_and_who_hid_it_stay(story, english, by):
    withdraw_story(story, by=by, reason="  Видно укриття.  ")
    by.delete()
    assert [(row.story_id, row.reason, row.withdrawn_by_name) for row in Withdrawal.objects.order_by("story_id")] == [
        (story.pk, "Видно укриття.", "Ольга Коваль"), (english.pk, "Видно укриття.", "Ольга Коваль"),
    ]  # fmt: skip
    logged = PageLogEntry.objects.filter(action="stories.withdraw").order_by("page_id")
    assert [(entry.page_id, entry.data) for entry in logged] == [
        (story.pk, {"reason": "Видно укриття."}), (english.pk, {"reason": "Видно укриття."}),
    ]  # fmt: skip


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_story_is_not_hidden_without_a_reason(story, by, reason):
    with pytest.raises(WithdrawalRefused):
        withdraw_story(story, by=by, reason=reason)
    assert (is_live(story), Withdrawal.objects.count()) == (True, 0)


def test_what_is_not_public_cannot_be_hidden(uk, by):
    with pytest.raises(WithdrawalRefused):
        withdraw_story(make_draft(uk), by=by, reason="Видно укриття.")


def test_story_hidden_twice_is_hidden_once(story, by):
    withdraw_story(story, by=by, reason="Видно укриття.")
    with pytest.raises(WithdrawalRefused):
        withdraw_story(story, by=by, reason="Видно укриття.")
    assert Withdrawal.objects.count() == 1


def test_drafts_of_a_hidden_story_stay(story, by):
    story.title = "Хаб для всіх"
    story.save_revision()
    withdraw_story(story, by=by, reason="Видно укриття.")
    assert draft_of(StoryPage.objects.get(pk=story.pk)).title == "Хаб для всіх"


# The way back


def test_hidden_story_needs_a_new_review_even_unchanged(story, by):
    withdraw_story(story, by=by, reason="Видно укриття.")
    with pytest.raises(SafetyReviewRequired):
        story.get_latest_revision().publish()
    fingerprint = draft_of(story).content_fingerprint()
    record_review(story, by=by, fingerprint=fingerprint, checks=dict.fromkeys(CHECKS, True))
    story.get_latest_revision().publish()
    assert is_live(story) is True


def test_every_language_of_a_hidden_story_needs_a_new_review(story, english, by):
    withdraw_story(story, by=by, reason="Видно укриття.")
    with pytest.raises(SafetyReviewRequired):
        english.get_latest_revision().publish()


def test_story_published_again_is_found_again(client, story, by):
    withdraw_story(story, by=by, reason="Помилка в даті.")
    publish(StoryPage.objects.get(pk=story.pk))
    assert status(client, story) == 200
    StoryPage.objects.get(pk=story.pk).unpublish()
    assert status(client, story) == 404


def test_hidden_story_waits_for_a_review_once_somebody_saves_it(story, by):
    withdraw_story(story, by=by, reason="Видно укриття.")
    assert stories_awaiting_review() == []
    StoryPage.objects.get(pk=story.pk).save_revision()
    assert [waiting.pk for waiting in stories_awaiting_review()] == [story.pk]
