"""A draft read without being built has the fingerprint that a review of it is known by."""

import json
from copy import deepcopy

import pytest
from django.core.files.base import ContentFile

from stories.domain.safety import draft_of
from stories.models import (
    BeneficiaryGroup,
    Challenge,
    StoryCommunity,
    StoryDocument,
    StoryPage,
    StoryPartner,
    StoryTag,
)
from stories.models.drafts import without_deleted_rows
from stories.models.fingerprints import draft_fingerprints
from tests.factories import add_photo, make_community, make_draft, make_image, make_organisation, publish
from tests.stories.files.document_samples import pdf

FIGURE = {
    "value": "30", "qualifier": "more_than", "unit": "людей", "label": "прийшли", "as_of": None, "source": "",
    "highlight": True,
}  # fmt: skip
STAGE = {"title": "Збір", "text": "Зібралися", "start": "2023-07-01", "end": None}


@pytest.fixture
def draft(uk, stored_files):
    """A draft with something in every part, saved by nobody yet."""
    draft = add_photo(make_draft(uk, slug="hub"), make_image())
    document = StoryDocument.objects.create(title="План", file=ContentFile(pdf(), name="plan.pdf"))
    draft.challenge = [{"type": "text", "value": "<p>Не було де зібратися.</p>"}]
    draft.stages = [{"type": "stage", "value": STAGE}]
    draft.indicators = [{"type": "indicator", "value": FIGURE}]
    draft.documents = [{"type": "document", "value": {"title": "План", "document": document.pk}}]
    draft.challenges.set([Challenge.objects.create(slug=slug, name_uk=slug, name_en=slug) for slug in "ba"])
    draft.groups.set([BeneficiaryGroup.objects.create(slug="g", name_uk="Група", name_en="Group")])
    draft.tags.set([StoryTag.objects.create(slug=slug, name=slug) for slug in "dc"])
    draft.partners.add(StoryPartner(organisation=make_organisation(), role="lead"))
    draft.co_communities.add(StoryCommunity(community=make_community(), role="host"))
    return draft


def both(story):
    """The fingerprint of the newest draft, read raw and built as a page."""
    story = StoryPage.objects.get(pk=story.pk)
    contents = without_deleted_rows([story.latest_revision.content])
    return draft_fingerprints(StoryPage, contents)[0], draft_of(story).content_fingerprint()


def test_saved_draft_has_one_fingerprint(draft):
    draft.save_revision()
    raw, built = both(draft)
    assert (raw, built) == (draft.content_fingerprint(), draft.content_fingerprint())


def test_changed_version_of_a_published_story_has_one_fingerprint_of_its_own(draft):
    story = publish(draft)
    before = story.content_fingerprint()
    story.stages = [{"type": "stage", "value": {**STAGE, "title": "Початок"}}]
    story.save_revision()
    raw, built = both(story)
    assert (raw == built, raw == before) == (True, False)


@pytest.mark.parametrize("name", ["photos", "partners"])
def test_draft_of_a_published_story_outlives_what_it_refers_to(uk, draft, name):
    """The database protects what saved pages refer to, not what only a draft holds."""
    story = publish(make_draft(uk))
    setattr(story, name, list(getattr(draft, name).all()))
    for row in getattr(story, name).all():
        row.pk = None
    story.save_revision()
    StoryPage.objects.filter(pk=draft.pk).delete()
    row = getattr(draft, name).all()[0]
    (row.image if name == "photos" else row.organisation).delete()
    raw, built = both(story)
    assert (raw, list(getattr(draft_of(StoryPage.objects.get(pk=story.pk)), name).all())) == (built, [])


def test_draft_of_a_published_story_outlives_its_document(draft):
    story = publish(draft)
    story.summary = "Інше"
    story.save_revision()
    StoryPage.objects.get(pk=story.pk).unpublish()
    StoryDocument.objects.all().delete()
    raw, built = both(story)
    assert raw == built


# What came to be after the first stories were reviewed

UPDATE = {"date": "2025-05-12", "text": "Відкрили другий простір."}
EARLIER = {
    "type": "item", "id": "a7c4", "value": {"as_of": "2024-06-01", "value": "12", "qualifier": "about"},
}  # fmt: skip


def older(content):
    """The same draft as it was saved before stories had updates and figures had earlier values."""
    content = deepcopy(content)
    figures = json.loads(content["indicators"])
    del content["updates"]
    for figure in figures:
        figure["value"].pop("earlier", None)
    return {**content, "indicators": json.dumps(figures)}


def test_review_of_a_draft_from_before_there_were_updates_still_counts(draft):
    # Looked at, figures are written with everything that they have today.
    assert len(draft.indicators[0].value["earlier"]) == 0
    content = draft.save_revision().content
    raw = draft_fingerprints(StoryPage, [older(content)])[0]
    built = StoryPage.from_serializable_data(older(content)).content_fingerprint()
    assert (raw, built) == (draft.content_fingerprint(), draft.content_fingerprint())


def test_page_from_before_there_were_updates_has_the_fingerprint_of_its_new_self(draft):
    """Rows of the database get an empty list of updates by the migration, and figures stay as they were written."""
    story = publish(draft)
    figures = [dict(each) for each in story.indicators.raw_data]
    assert "earlier" not in figures[0]["value"]
    before = story.content_fingerprint()
    touched = story.indicators[0].value["earlier"]
    assert (list(touched), story.content_fingerprint(), story.is_reviewed()) == ([], before, True)


def with_updates(story):
    story.updates = [{"type": "update", "value": UPDATE}]


def with_an_earlier_figure(story):
    story.indicators = [{"type": "indicator", "value": {**FIGURE, "earlier": [EARLIER]}}]


@pytest.mark.parametrize("change", [with_updates, with_an_earlier_figure])
def test_what_was_told_later_needs_a_review_of_its_own(draft, change):
    story = publish(draft)
    before = story.content_fingerprint()
    change(story)
    story.save_revision()
    raw, built = both(story)
    assert (raw == built, raw == before, draft_of(story).is_reviewed()) == (True, False, False)


def test_other_value_of_an_earlier_figure_is_another_content(draft):
    with_an_earlier_figure(draft)
    draft.save_revision()
    before = both(draft)[1]
    story = draft_of(StoryPage.objects.get(pk=draft.pk))
    story.indicators[0].value["earlier"][0]["value"] = 13
    story.save_revision()
    raw, built = both(story)
    assert (raw == built, raw == before) == (True, False)
