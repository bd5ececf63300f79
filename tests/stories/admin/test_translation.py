"""Translating a story with wagtail-localize: words wait for a translator, facts follow by themselves."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from stories.errors import SafetyReviewRequired
from stories.models import Challenge, StoryPage, StoryPartner, StoryTag
from tests.factories import make_draft, make_organisation, publish


@pytest.fixture
def story(uk):
    draft = make_draft(
        uk, title="Хаб у громаді", summary="Громада відкрила хаб.", contact_email="rada@example.org"
    )
    draft.challenges.set([Challenge.objects.create(slug="housing", name_uk="Житло", name_en="Housing")])
    draft.partners.add(StoryPartner(organisation=make_organisation(), role="lead"))
    draft.tags.add(StoryTag.objects.create(slug="hub", name="хаб", name_en="hub"))
    draft.indicators = [
        {
            "type": "indicator",
            "value": {
                "value": "30",
                "qualifier": "more_than",
                "unit": "людей",
                "label": "прийшли",
                "highlight": True,
            },
        }
    ]
    draft.stages = [
        {"type": "stage", "value": {"title": "Збір", "text": "Зібралися", "start": "2023-07-01", "end": None}}
    ]
    return publish(draft)


def translate(story, **words):
    source, _created = TranslationSource.update_or_create_from_instance(story)
    english = Locale.objects.get(language_code="en")
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=english)
    for segment in source.stringsegment_set.select_related("context", "string"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string, context=segment.context, locale=english,
            defaults={"data": words.get(segment.context.path, f"en {segment.string.data}")},
        )  # fmt: skip
    return translation


def test_translation_carries_the_facts_and_the_translated_words(story, en):
    translate(story, title="A hub in a community").save_target(publish=False)
    english = StoryPage.objects.get(locale__language_code="en").get_latest_revision_as_object()
    assert (english.title, english.live, english.lead_community, english.contact_email) == (
        "A hub in a community", False, story.lead_community, "rada@example.org",
    )  # fmt: skip
    assert [row.slug for row in english.challenges.all()] == ["housing"]
    assert [row.organisation.slug for row in english.partners.all()] == ["youth-council"]
    assert [tag.slug for tag in english.tags.all()] == ["hub"]
    figure = english.indicators[0].value
    assert (str(figure["value"]), figure["unit"], figure["qualifier"]) == ("30", "en людей", "more_than")
    assert english.stages[0].value["start"].isoformat() == "2023-07-01"


def test_translation_needs_a_safety_review_of_its_own(story, en, django_capture_on_commit_callbacks):
    with pytest.raises(SafetyReviewRequired), django_capture_on_commit_callbacks(execute=True):
        translate(story).save_target(publish=True)
    assert StoryPage.objects.get(locale__language_code="en").live is False


def test_translated_title_gives_a_latin_address(story, en):
    translate(story, title="A hub", slug="a-hub").save_target(publish=False)
    english = StoryPage.objects.get(locale__language_code="en").get_latest_revision_as_object()
    assert (story.slug, english.slug) == ("khab-u-hromadi", "a-hub")
