"""The editors' pages: no button publishes what nobody has reviewed, and each role sees its own part."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from stories.domain.safety import draft_of, record_review
from stories.models import CHECKS, StoryPage
from tests.factories import make_category, make_community, make_story, make_user

STREAMS = (
    "challenge", "solution", "stages", "results", "indicators", "updates", "success_factors", "obstacles", "lessons", "transfer",
    "videos", "links", "documents",
)  # fmt: skip
ROWS = ("co_communities", "partners", "photos", "comments")
REFUSAL = (
    "“%s” was not published: this version has no safety review yet. Your text is saved as a draft. "
    "Ask a reviewer who didn't write it to go through the checklist."
)


def story_form(**changes):
    """What the editors' form of a story sends."""
    fields = {
        "title": "Хаб у громаді", "summary": "Громада відкрила хаб.", "start_month": "2023-07", "start_month_known": "on",
        "is_ongoing": "on", "end_month": "", "licence": "cc-by-4.0", "original_language": "uk", "slug": "hub",
        **{name: streamfield([]) for name in STREAMS}, **{name: inline_formset([]) for name in ROWS}, **changes,
    }  # fmt: skip
    return nested_form_data(fields)


@pytest.fixture
def publisher(signed_in):
    return signed_in("Publishers")


@pytest.fixture
def place(uk):
    """Where and what a new story is about."""
    return {"lead_community": make_community().pk, "category": make_category().pk}


@pytest.fixture
def draft(uk, signed_in, place):
    """A story as an editor saved it."""
    browser = signed_in("Editors")
    answer = browser.post(
        reverse("wagtailadmin_pages:add", args=["stories", "storypage", uk.pk]), story_form(**place)
    )
    story = StoryPage.objects.get()
    assert answer.headers["Location"] == edit_address(story)
    return story


def edit_address(story):
    return reverse("wagtailadmin_pages:edit", args=[story.pk])


def review(story):
    reviewer = make_user("reviewer@example.org")
    fingerprint = draft_of(StoryPage.objects.get(pk=story.pk)).content_fingerprint()
    record_review(story, by=reviewer, fingerprint=fingerprint, checks=dict.fromkeys(CHECKS, True))


def notices(browser, address):
    """What the page says, without the buttons that Wagtail sets beside it."""
    told = [str(message).split("<span", 1)[0].strip() for message in browser.get(address).context["messages"]]
    return [html.unescape(text) for text in told]


def in_an_hour():
    return timezone.localtime(timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")


def is_live(story):
    return StoryPage.objects.get(pk=story.pk).live


# Publishing


def test_publish_button_saves_an_unreviewed_change_as_a_draft_and_says_why(publisher, draft, place):
    form = story_form(**place, title="Хаб для всіх", **{"action-publish": "1"})
    answer = publisher.post(edit_address(draft), form)
    assert (answer.status_code, answer.headers["Location"]) == (302, edit_address(draft))
    assert notices(publisher, edit_address(draft)) == [REFUSAL % "Хаб для всіх"]
    story = StoryPage.objects.get()
    assert (story.live, story.draft_title, story.get_latest_revision().user) == (
        False,
        "Хаб для всіх",
        publisher.user,
    )


def test_publish_button_of_a_new_story_saves_it_as_a_draft_and_says_why(publisher, uk, place):
    form = story_form(**place, **{"action-publish": "1"})
    answer = publisher.post(reverse("wagtailadmin_pages:add", args=["stories", "storypage", uk.pk]), form)
    story = StoryPage.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, edit_address(story))
    assert notices(publisher, edit_address(story)) == [REFUSAL % "Хаб у громаді"]
    assert (story.live, story.title, story.slug, story.owner) == (
        False,
        "Хаб у громаді",
        "hub",
        publisher.user,
    )


def test_publish_button_publishes_what_was_reviewed(publisher, draft, place):
    review(draft)
    answer = publisher.post(edit_address(draft), story_form(**place, **{"action-publish": "1"}))
    assert answer.status_code == 302
    assert is_live(draft) is True


def test_reviewed_story_changed_while_publishing_is_refused(publisher, draft, place):
    review(draft)
    form = story_form(**place, summary="Укриття під школою № 5.", **{"action-publish": "1"})
    assert publisher.post(edit_address(draft), form).headers["Location"] == edit_address(draft)
    assert is_live(draft) is False


def test_unreviewed_change_of_a_published_story_leaves_the_public_version(publisher, draft, place, client):
    review(draft)
    publisher.post(edit_address(draft), story_form(**place, **{"action-publish": "1"}))
    form = story_form(**place, summary="Укриття під школою № 5.", **{"action-publish": "1"})
    publisher.post(edit_address(draft), form)
    assert notices(publisher, edit_address(draft)) == [
        "Page 'Хаб у громаді' has been published.",
        REFUSAL % "Хаб у громаді",
    ]
    page = client.get("/uk/stories/hub/").content.decode()
    assert ("Громада відкрила хаб." in page, "Укриття" in page) == (True, False)


def test_publish_button_schedules_nothing_unreviewed(publisher, draft, place):
    form = story_form(**place, go_live_at=in_an_hour(), **{"action-publish": "1"})
    assert publisher.post(edit_address(draft), form).headers["Location"] == edit_address(draft)
    assert notices(publisher, edit_address(draft)) == [REFUSAL % "Хаб у громаді"]
    assert draft.revisions.filter(approved_go_live_at__isnull=False).count() == 0


def test_publish_button_schedules_what_was_reviewed(publisher, draft, place):
    review(draft)
    publisher.post(
        edit_address(draft), story_form(**place, go_live_at=in_an_hour(), **{"action-publish": "1"})
    )
    assert draft.revisions.filter(approved_go_live_at__isnull=False).count() == 1
    assert is_live(draft) is False


def bulk_publish(browser, *stories):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={story.pk}" for story in stories)
    answer = browser.post(
        f"{address}?{query}&next=/cms/", headers={"referer": f"http://testserver{address}?{query}"}
    )
    assert answer.status_code == 302
    return notices(browser, "/cms/")


def test_bulk_action_with_an_unreviewed_story_publishes_none_and_names_it(publisher, uk, draft):
    reviewed = make_story(uk)
    reviewed.unpublish()
    assert bulk_publish(publisher, reviewed, draft) == [REFUSAL % "Хаб у громаді"]
    assert (is_live(reviewed), is_live(draft)) == (False, False)


def test_bulk_action_publishes_reviewed_stories(publisher, uk, draft):
    review(draft)
    assert bulk_publish(publisher, draft) == ["1 page has been published"]
    assert is_live(draft) is True


def test_bulk_action_on_the_catalogue_publishes_no_unreviewed_story_below_it(publisher, uk, draft):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    publisher.post(f"{address}?id={uk.pk}&next=/cms/", {"include_descendants": "on"})
    assert is_live(draft) is False


def api_publish(browser, story):
    """The editors' pages have an interface for programs too, at which no hook of ours is asked."""
    return browser.post(f"/cms/api/main/pages/{story.pk}/action/publish/", content_type="application/json")


def test_interface_for_programs_publishes_nothing_unreviewed_and_says_why(publisher, draft):
    answer = api_publish(publisher, draft)
    assert (answer.status_code, answer.json(), is_live(draft)) == (
        403, {"message": REFUSAL % "Хаб у громаді"}, False,
    )  # fmt: skip
    review(draft)
    assert (api_publish(publisher, draft).status_code, is_live(draft)) == (200, True)


def test_interface_for_programs_schedules_nothing_unreviewed(publisher, draft):
    story = draft_of(draft)
    story.go_live_at = timezone.now() + timedelta(hours=1)
    revision = story.save_revision()
    assert api_publish(publisher, draft).status_code == 403
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


def test_editor_has_no_publish_button_that_works(signed_in, draft, place):
    review(draft)
    browser = signed_in("Editors", email="second@example.org")
    browser.post(edit_address(draft), story_form(**place, **{"action-publish": "1"}))
    assert is_live(draft) is False


def test_plain_page_needs_no_review(publisher, indexes):
    about = indexes["uk"].get_siblings().get(slug="about").specific
    form = nested_form_data({
        "title": "Про нас", "slug": "about", "lead": "", "sections": streamfield([]), "comments": inline_formset([]),
        "action-publish": "1",
    })  # fmt: skip
    assert publisher.post(reverse("wagtailadmin_pages:edit", args=[about.pk]), form).status_code == 302
    about.refresh_from_db()
    assert (about.title, about.live) == ("Про нас", True)


# The menu and the log


@pytest.mark.parametrize(
    ("roles", "shown"),
    [(["Editors"], False), (["Publishers"], False), (["Reviewers"], True), (["Editors", "Reviewers"], True)],
)
def test_desk_stands_in_the_menu_of_reviewers_alone(signed_in, uk, roles, shown):
    assert ("/cms/reviews/" in signed_in(*roles).get("/cms/").content.decode()) is shown


def test_history_of_a_story_tells_of_its_review(signed_in, draft):
    review(draft)
    assert PageLogEntry.objects.filter(page=draft.pk, action="stories.safety_review").count() == 1
    history = signed_in(is_superuser=True).get(reverse("wagtailadmin_pages:history", args=[draft.pk]))
    assert "Reviewed for safety" in history.content.decode()
