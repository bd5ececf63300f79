"""A part that endangers somebody vanishes at once, in every language; readers never get anything new by it."""

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from wagtail.models import PageLogEntry

from stories.domain.generalisation import generalise_story
from stories.domain.safety import draft_of
from stories.enums import Consent, ReviewBasis, StoryPart
from stories.errors import SafetyReviewRequired, WithdrawalRefused
from stories.models import SafetyReview, StoryCommunity, StoryDocument, StoryImage, StoryPage, StoryPartner
from tests.factories import (
    add_photo,
    make_community,
    make_draft,
    make_image,
    make_organisation,
    make_user,
    publish,
)
from tests.stories.files.document_samples import pdf

EARLIER = {
    "type": "item", "id": "a7c4", "value": {"as_of": "2024-06-01", "value": "12", "qualifier": "about"},
}  # fmt: skip
FIGURE = {
    "value": "30", "qualifier": "exact", "unit": "людей", "label": "прийшли",
    "earlier": [EARLIER],
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_english(site_language):
    """Refusals are read in English here."""
    with translation.override("en"):
        yield


@pytest.fixture
def by(db):
    return make_user("reviewer@example.org", first_name="Ольга", last_name="Коваль")


def fill(draft, image, document):
    """Put something into every part that can be taken out."""
    add_photo(draft, image)
    draft.partners.add(StoryPartner(organisation=make_organisation(), role="lead"))
    draft.co_communities.add(StoryCommunity(community=make_community()))
    draft.documents = [{"type": "document", "value": {"title": "План", "document": document.pk}}]
    draft.links = [{"type": "link", "value": {"title": "Сайт", "url": "https://example.org/"}}]
    draft.stages = [
        {"type": "stage", "value": {"title": "Збір", "text": "Зібралися", "start": "2023-07-01", "end": None}}
    ]
    draft.updates = [{"type": "update", "value": {"date": "2025-05-12", "text": "Відкрили другий простір."}}]
    draft.indicators = [{"type": "indicator", "value": FIGURE}]
    draft.contact_role, draft.contact_email = "Відділ молоді", "rada@example.org"
    return draft


@pytest.fixture
def document(db, stored_files):
    return StoryDocument.objects.create(title="План", file=ContentFile(pdf(), name="plan.pdf"))


@pytest.fixture
def story(uk, document):
    return publish(fill(make_draft(uk, slug="hub", title="Хаб"), make_image(), document))


@pytest.fixture
def english(story, en, document):
    draft = make_draft(
        en, slug="hub-en", title="Hub", translation_key=story.translation_key, community=story.lead_community
    )
    return publish(fill(draft, StoryImage.objects.get(), document))


def fresh(story):
    return StoryPage.objects.get(pk=story.pk)


def holds(story):
    """How much stands in each part."""
    return {
        "photos": story.photos.count(), "files": len(story.documents) + len(story.videos) + len(story.links),
        "contact": len([text for text in (story.contact_role, story.contact_email, story.contact_url) if text]),
        "partners": story.partners.count(), "communities": story.co_communities.count(), "stages": len(story.stages),
        "updates": len(story.updates) + sum(len(figure.value["earlier"]) for figure in story.indicators),
    }  # fmt: skip


FULL = {"photos": 1, "files": 2, "contact": 2, "partners": 1, "communities": 1, "stages": 1, "updates": 2}


@pytest.mark.parametrize("part", StoryPart.values)
def test_ticked_part_vanishes_in_both_languages_and_the_rest_stays(story, english, by, part):
    assert (holds(story), holds(english)) == (FULL, FULL)
    changed = generalise_story(story, by=by, reason="Видно укриття.", parts=[part])
    assert {version.pk for version in changed} == {story.pk, english.pk}
    for version in (story, english):
        assert (holds(fresh(version)), fresh(version).live) == (FULL | {part: 0}, True)


def test_readers_see_the_rest(client, story, by):
    generalise_story(story, by=by, reason="Видно укриття.", parts=["contact"])
    page = client.get("/uk/stories/hub/").content.decode()
    assert ("Хаб" in page, "rada@example.org" in page) == (True, False)


@pytest.mark.reference_index
def test_what_was_taken_out_has_no_address_any_more(
    client, english, document, by, django_capture_on_commit_callbacks
):
    photo = StoryImage.objects.get().get_rendition("fill-32x32|format-webp").url
    assert [client.get(address).status_code for address in (photo, document.url)] == [200, 200]
    with django_capture_on_commit_callbacks(execute=True):
        generalise_story(english, by=by, reason="Видно укриття.", parts=["photos", "files"])
    assert [client.get(address).status_code for address in (photo, document.url)] == [404, 404]


def test_what_was_taken_out_comes_back_only_through_a_review(story, by):
    before = story.get_latest_revision()
    generalise_story(story, by=by, reason="Видно укриття.", parts=["photos"])
    with pytest.raises(SafetyReviewRequired):
        before.publish()
    assert holds(fresh(story))["photos"] == 0


def test_unpublished_draft_stays_the_newest_version_without_the_part(story, by):
    draft = draft_of(story)
    draft.title = "Хаб для всіх"
    draft.save_revision()
    generalise_story(story, by=by, reason="Видно укриття.", parts=["photos"])
    newest = draft_of(fresh(story))
    assert (newest.title, holds(newest)) == ("Хаб для всіх", FULL | {"photos": 0})
    assert (fresh(story).title, fresh(story).live, newest.is_reviewed()) == ("Хаб", True, False)


def test_what_was_told_later_vanishes_from_what_readers_see_and_from_a_draft(story, english, by):
    """The figures themselves stay: they were there before."""
    draft = draft_of(english)
    draft.title = "Hub for all"
    draft.save_revision()
    generalise_story(story, by=by, reason="Названо адресу.", parts=["updates"])
    newest = draft_of(fresh(english))
    assert (newest.title, [holds(each)["updates"] for each in (newest, fresh(english), fresh(story))]) == (
        "Hub for all", [0, 0, 0],
    )  # fmt: skip
    assert [(str(each.value["value"]), each.value["label"]) for each in newest.indicators] == [
        ("30", "прийшли")
    ]


def test_who_took_out_what_and_why_stays(story, by):
    generalise_story(story, by=by, reason=" Видно укриття. ", parts=["photos", "contact"])
    entry = PageLogEntry.objects.get(page=story.pk, action="stories.generalise")
    assert (entry.user, entry.data) == (by, {"reason": "Видно укриття.", "parts": ["contact", "photos"]})
    review = SafetyReview.objects.first()
    assert (review.basis, review.reviewer_name) == (ReviewBasis.REDUCED, "Ольга Коваль")


def test_photo_whose_consent_was_taken_back_can_be_taken_out(story, by):
    StoryImage.objects.update(consent=Consent.MISSING)
    generalise_story(story, by=by, reason="Згоду відкликано.", parts=["photos"])
    assert (holds(fresh(story))["photos"], fresh(story).is_reviewed()) == (0, True)


def test_photo_without_consent_is_not_published_again(story, by):
    StoryImage.objects.update(consent=Consent.MISSING)
    with pytest.raises(WithdrawalRefused, match="no consent"):
        generalise_story(story, by=by, reason="Контакт застарів.", parts=["contact"])
    assert (holds(fresh(story)), SafetyReview.objects.filter(basis=ReviewBasis.REDUCED).count()) == (FULL, 0)


@pytest.mark.parametrize("parts", [[], ["title"], ["photos", "nothing"]])
def test_nothing_or_an_unknown_part_is_refused(story, by, parts):
    with pytest.raises(WithdrawalRefused):
        generalise_story(story, by=by, reason="Видно укриття.", parts=parts)
    assert holds(fresh(story)) == FULL


def test_nothing_is_taken_out_without_a_reason(story, by):
    with pytest.raises(WithdrawalRefused):
        generalise_story(story, by=by, reason=" ", parts=["photos"])


def test_nothing_is_taken_out_of_what_is_not_public(uk, by):
    with pytest.raises(WithdrawalRefused):
        generalise_story(make_draft(uk), by=by, reason="Видно укриття.", parts=["photos"])
