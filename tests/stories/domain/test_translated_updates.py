"""What was told after publication comes to the translation: words through translators, dates and figures by themselves."""

from datetime import date

import pytest
from wagtail_localize.models import StringTranslation, Translation

from stories.domain.safety import draft_of
from stories.domain.translation_drafts import draft_translation
from stories.models import StoryPage
from tests.factories import make_draft, make_user, publish


def figure_with(*earlier):
    items = [
        {
            "type": "item",
            "id": f"item-{value}",
            "value": {"as_of": month, "value": value, "qualifier": "about"},
        }
        for month, value in earlier
    ]
    value = {
        "value": "61", "qualifier": "exact", "unit": "людина", "label": "прийшли", "as_of": "2025-05-01", "source": "",
        "highlight": True, "earlier": items,
    }  # fmt: skip
    return [{"type": "indicator", "id": "figure", "value": value}]


@pytest.fixture
def editor(db):
    return make_user("editor@example.org", groups=["Editors"])


@pytest.fixture
def story(uk, en):
    draft = make_draft(uk, title="Хаб у громаді", slug="khab")
    update = {"date": "2025-05-12", "text": "Відкрили другий простір."}
    draft.updates = [{"type": "update", "id": "update", "value": update}]
    draft.indicators = figure_with(("2024-06-01", "12"))
    return publish(draft)


@pytest.fixture
def translated(story, editor, django_capture_on_commit_callbacks):
    """The story in English, every text of it translated."""
    english = draft_translation(story, language="en", by=editor)
    with django_capture_on_commit_callbacks(execute=True):
        for segment in segments():
            StringTranslation.objects.create(
                translation_of=segment.string, context=segment.context, locale=english.locale,
                data=f"en {segment.string.data}",
            )  # fmt: skip
    return english


def segments():
    return list(Translation.objects.get().source.stringsegment_set.select_related("string", "context"))


def newest(story):
    return draft_of(StoryPage.objects.get(pk=story.pk))


def earlier_of(story):
    return [
        (str(item["value"]), item["as_of"], item["qualifier"])
        for figure in story.indicators
        for item in figure.value["earlier"]
    ]


def test_words_of_an_update_are_translated_and_its_date_is_carried(translated):
    assert [each.context.path for each in segments() if "updates" in each.context.path] == [
        "updates.update.text"
    ]
    update = newest(translated).updates[0]
    assert (update.id, update.value["date"], update.value["text"]) == (
        "update", date(2025, 5, 12), "en Відкрили другий простір.",
    )  # fmt: skip


def test_earlier_figures_are_carried_and_nobody_has_to_translate_them(translated):
    assert [each.context.path for each in segments() if "earlier" in each.context.path] == []
    assert earlier_of(newest(translated)) == [("12", date(2024, 6, 1), "about")]


def test_figure_that_became_an_earlier_one_comes_to_a_finished_translation_as_a_draft(
    translated, story, editor
):
    story.indicators = figure_with(("2024-06-01", "12"), (None, "20"))
    draft_translation(publish(story), language="en", by=editor)
    assert earlier_of(newest(translated)) == [("12", date(2024, 6, 1), "about"), ("20", None, "about")]
