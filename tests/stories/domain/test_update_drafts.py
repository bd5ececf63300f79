"""What accepting an update writes into the drafts of each language."""

from datetime import date

import pytest
from django.utils.translation import override
from wagtail_localize.models import StringTranslation, Translation

from stories.domain.safety import authors_of, draft_of, stories_awaiting_review
from stories.domain.story_updates import accept_update
from stories.domain.translation_drafts import draft_translation
from stories.domain.translations import drafts_saved_once
from stories.errors import UpdateRefused
from stories.models import StoryPage
from tests.factories import make_user, publish, translate
from tests.stories.officers import (
    CENTRES,
    CENTRES_FIGURE,
    NOW,
    PEOPLE,
    figure,
    make_officer,
    new_figure,
    propose,
    told_story,
)

TEXTS = {
    "uk": "Відкрили другий хаб.\nУже <b>працює</b> & росте.",
    "en": "A second hub opened.\nIt works <b>&</b> grows.",
}


@pytest.fixture(autouse=True)
def in_english(site_language):
    with override("en"):
        yield


@pytest.fixture
def story(uk):
    return told_story(uk, is_ongoing=True)


@pytest.fixture
def editor(db):
    return make_user("editor@example.org")


@pytest.fixture
def update(story):
    return propose(
        make_officer(story)[0], text="Другий хаб", course="ended", end_month=date(2026, 9, 1),
        figures=[new_figure(), new_figure(CENTRES, "4", qualifier="about")],
    )  # fmt: skip


def accept(update, by, *, texts=TEXTS, blocks=(PEOPLE, CENTRES), takes_course=True):
    return accept_update(
        update, by=by, texts=texts, blocks=blocks, takes_course=takes_course, answer="", at=NOW
    )


def version(code):
    return StoryPage.objects.get(locale__language_code=code)


def newest(code):
    return draft_of(version(code))


def figures(story):
    """Value and month of each figure, and what it was before."""
    return [
        (
            str(block.value["value"]),
            block.value["as_of"],
            [(str(item["value"]), item["as_of"]) for item in block.value["earlier"]],
        )
        for block in story.indicators
    ]


NEW_FIGURES = [
    ("1500", date(2026, 10, 1), [("1200", date(2025, 5, 1))]),
    ("4", date(2026, 10, 1), [("3", None)]),
]


def updates(story):
    return [(block.value["date"], block.value["text"]) for block in story.updates]


def test_draft_says_what_is_new_and_readers_see_the_old(update, editor, client):
    accept(update, editor)
    draft, page = newest("uk"), version("uk")
    assert (figures(draft), draft.is_ongoing, draft.end_month) == (NEW_FIGURES, False, date(2026, 9, 1))
    assert updates(draft) == [(date(2026, 11, 20), TEXTS["uk"])]
    assert (figures(page)[0][0], page.is_ongoing, updates(page), page.live) == ("1200", True, [], True)
    assert "другий хаб" not in client.get(page.url).content.decode()


def test_draft_waits_for_a_reviewer_other_than_the_editor(update, editor):
    accept(update, editor)
    assert [story.pk for story in stories_awaiting_review()] == [version("uk").pk]
    assert editor.pk in authors_of(version("uk"))


def test_only_what_the_editor_takes_is_written(update, editor):
    accept(update, editor, texts={"uk": " "}, blocks=[CENTRES], takes_course=False)
    draft = newest("uk")
    assert (figures(draft), updates(draft), draft.is_ongoing) == (
        [("1200", date(2025, 5, 1), []), NEW_FIGURES[1]], [], True,
    )  # fmt: skip


def test_work_that_goes_on_again_has_no_end(story, editor):
    story.is_ongoing, story.end_month = False, date(2025, 1, 1)
    story = publish(story)
    accept(propose(make_officer(story)[0], course="goes_on"), editor, texts={}, blocks=[])
    draft = newest("uk")
    assert (draft.is_ongoing, draft.end_month) == (True, None)


def test_newer_update_stands_above_the_older_and_unpublished_changes_stay(story, editor):
    officer = make_officer(story)[0]
    for number in (1, 2):
        accept(propose(officer, text=f"{number}"), editor, texts={"uk": f"Новина {number}"}, blocks=[])
        draft = newest("uk")
        draft.summary = f"Підсумок {number}"
        draft.save_revision()
    assert ([text for _date, text in updates(newest("uk"))], newest("uk").summary) == (
        ["Новина 2", "Новина 1"], "Підсумок 2",
    )  # fmt: skip


def test_draft_that_cannot_be_saved_refuses_and_nothing_is_written(update, editor, story):
    draft = draft_of(story)
    draft.start_month, draft.is_ongoing = date(2026, 10, 1), True
    draft.save_revision()
    count = story.revisions.count()
    with pytest.raises(UpdateRefused, match=r"draft cannot be saved.*ends before it starts"):
        accept(update, editor)
    update.refresh_from_db()
    assert (update.state, story.revisions.count()) == ("proposed", count)


def test_figure_that_is_gone_from_the_drafts_is_refused(update, editor, story):
    draft = draft_of(story)
    draft.indicators = [figure()]
    draft.save_revision()
    with pytest.raises(UpdateRefused, match="“Центри” is not in the story any more"):
        accept(update, editor)
    accept(update, editor, blocks=[PEOPLE])
    assert figures(newest("uk")) == NEW_FIGURES[:1]


# Two languages, each written by itself


def test_both_languages_get_figures_course_and_a_text_with_one_identity(update, editor, story, en):
    translate(story, en, indicators=[figure(label="Visitors"), CENTRES_FIGURE], slug="hub")
    accept(update, editor)
    drafts = newest("uk"), newest("en")
    assert [figures(draft) for draft in drafts] == [NEW_FIGURES] * 2
    assert [draft.end_month for draft in drafts] == [date(2026, 9, 1)] * 2
    assert [text for draft in drafts for _date, text in updates(draft)] == list(TEXTS.values())
    (first,), (second,) = (draft.updates for draft in drafts)
    assert first.id == second.id
    ids = [
        [item.id for block in draft.indicators for item in block.value["earlier"].bound_blocks]
        for draft in drafts
    ]
    assert ids[0] == ids[1]


def test_language_without_a_text_gets_figures_alone(update, editor, story, en):
    translate(story, en, indicators=[figure(), CENTRES_FIGURE], slug="hub")
    accept(update, editor, texts={"uk": "Хаб."})
    assert (figures(newest("en")), updates(newest("en"))) == (NEW_FIGURES, [])


def test_figures_with_identities_of_their_own_are_found_by_their_place(update, editor, story, en):
    translate(story, en, indicators=[figure("a"), figure("b", value="3", as_of=None)], slug="hub")
    accept(update, editor)
    assert figures(newest("en")) == NEW_FIGURES


def test_figure_that_one_language_lacks_is_written_into_the_other(update, editor, story, en):
    translate(story, en, indicators=[CENTRES_FIGURE], slug="hub")
    accept(update, editor)
    assert (figures(newest("uk")), figures(newest("en"))) == (NEW_FIGURES, NEW_FIGURES[1:])


# A language that is written on the translators' page


@pytest.fixture
def translator(db):
    return make_user("translator@example.org")


@pytest.fixture
def translated(story, en, translator):
    """The story with a finished translation."""
    draft_translation(story, language="en", by=translator)
    translation = Translation.objects.get()
    with drafts_saved_once():
        for segment in translation.source.stringsegment_set.select_related("string", "context"):
            StringTranslation.objects.create(
                translation_of=segment.string, context=segment.context, locale=translation.target_locale,
                data=f"en {segment.string.data}", last_translated_by=translator,
            )  # fmt: skip
    return publish(newest("en"))


def test_finished_translation_follows_with_the_editors_text(translated, update, editor):
    accept(update, editor)
    draft = newest("en")
    assert (figures(draft), draft.end_month, updates(draft)) == (
        NEW_FIGURES, date(2026, 9, 1), [(date(2026, 11, 20), TEXTS["en"])],
    )  # fmt: skip
    assert (draft.title, draft.get_latest_revision().user) == ("en Хаб у громаді", editor)
    assert (updates(version("en")), {story.pk for story in stories_awaiting_review()}) == (
        [], {version("uk").pk, version("en").pk},
    )  # fmt: skip
    text = StringTranslation.objects.get(context__path__startswith="updates.")
    assert (text.translation_type, text.last_translated_by) == ("manual", editor)


def test_translation_without_a_text_waits_for_translators(translated, update, editor, translator):
    accept(update, editor, texts={"uk": TEXTS["uk"]})
    assert (updates(newest("en")), figures(newest("en"))[0][0]) == ([], "1200")
    translation = Translation.objects.get()
    total, done = translation.get_progress()
    assert total - done == 1
    segment = translation.source.stringsegment_set.get(context__path__startswith="updates.")
    with drafts_saved_once():
        StringTranslation.objects.create(
            translation_of=segment.string, context=segment.context, locale=translation.target_locale,
            data="Second hub", last_translated_by=translator,
        )  # fmt: skip
    assert (updates(newest("en")), figures(newest("en"))) == (
        [(date(2026, 11, 20), "Second hub")],
        NEW_FIGURES,
    )


def test_figures_alone_come_to_the_translation_at_once(translated, update, editor):
    accept(update, editor, texts={})
    assert (figures(newest("en")), updates(newest("en"))) == (NEW_FIGURES, [])


def test_text_for_the_translation_alone_is_refused(translated, update, editor):
    with pytest.raises(UpdateRefused, match="language of the original"):
        accept(update, editor, texts={"en": TEXTS["en"]})
    assert (figures(newest("uk"))[0][0], StringTranslation.objects.filter(last_translated_by=editor).count()) == (
        "1200", 0,
    )  # fmt: skip
