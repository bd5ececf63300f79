"""A finished translation is a draft that waits for a reviewer, without anybody having pressed «Publish»."""

import json

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from stories.domain.safety import authors_of, draft_of, record_review, stories_awaiting_review
from stories.domain.translations import progress_of
from stories.errors import SafetyReviewRefused
from stories.models import CHECKS, StoryPage
from tests.factories import make_draft, make_user, publish


@pytest.fixture(autouse=True)
def in_english(site_language):
    """Refusals are read in English here."""
    with override("en"):
        yield


@pytest.fixture
def story(uk):
    draft = make_draft(uk, title="Хаб у громаді", summary="Громада відкрила хаб.", slug="khab")
    draft.challenge = [{"type": "text", "value": "<p>Ніде зустрічатися.</p><p>Дорого.</p>"}]
    return publish(draft)


@pytest.fixture
def editor(signed_in):
    return signed_in("Editors")


@pytest.fixture
def translation(story, en, editor):
    """The story, given to translators in the editors' pages; nothing of it is translated."""
    english = Locale.objects.get(language_code="en")
    address = reverse("wagtail_localize:submit_page_translation", args=[story.pk])
    assert editor.post(address, {"locales": [english.pk]}).status_code == 302
    return Translation.objects.get()


def english():
    return StoryPage.objects.get(locale__language_code="en")


def newest():
    return draft_of(english())


def segments(translation):
    return list(translation.source.stringsegment_set.select_related("string", "context").order_by("order"))


def save_text(browser, translation, segment, text=None):
    """Save one text as the translators' page does."""
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    body = f"value={text or 'en ' + segment.string.data}"
    answer = browser.put(address, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {200, 201}
    return answer.json()


def translate_all(browser, translation, **texts):
    for segment in segments(translation):
        save_text(browser, translation, segment, texts.get(segment.context.path))


def waiting():
    return [story.pk for story in stories_awaiting_review()]


def revisions():
    """How many drafts were saved since the story was given to translators, which makes two by itself."""
    return english().revisions.count() - 2


def test_translation_that_was_only_begun_is_not_on_the_desk(translation):
    assert (english().live, waiting()) == (False, [])


def test_translation_waits_on_the_desk_as_soon_as_its_last_text_is_saved(translation, editor):
    *first, last = segments(translation)
    for segment in first:
        save_text(editor, translation, segment)
    assert (waiting(), revisions()) == ([], 0)
    save_text(editor, translation, last)
    assert (waiting(), revisions(), newest().title) == ([english().pk], 1, "en Хаб у громаді")
    assert english().live is False


def test_draft_says_who_translated_last_and_tells_it_in_the_history(translation, editor):
    translate_all(editor, translation)
    assert english().get_latest_revision().user == editor.user
    assert newest().challenge[0].value.source == "<p>en Ніде зустрічатися.</p><p>en Дорого.</p>"


def test_changed_text_of_a_finished_translation_is_a_new_draft(translation, editor):
    translate_all(editor, translation)
    save_text(editor, translation, segments(translation)[0], "A hub for all")
    assert (newest().title, revisions(), waiting()) == ("A hub for all", 2, [english().pk])


def test_text_saved_again_unchanged_makes_no_new_draft(translation, editor):
    translate_all(editor, translation)
    save_text(editor, translation, segments(translation)[0])
    assert revisions() == 1


def test_text_taken_away_takes_the_translation_off_the_desk(translation, editor):
    translate_all(editor, translation)
    segment = segments(translation)[0]
    editor.delete(reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk]))
    assert (waiting(), revisions()) == ([], 1)


def test_too_long_text_is_refused_beside_it_and_keeps_the_translation_unfinished(translation, editor):
    texts = {segment.context.path: segment for segment in segments(translation)}
    translate_all(editor, translation)
    answer = save_text(editor, translation, texts["summary"], "x" * 281)
    assert answer["error"].startswith("Ensure this value has at most 280 characters")
    assert (waiting(), newest().summary) == ([], "en Громада відкрила хаб.")


def po_of(translation):
    po = polib.pofile(str(translation.export_po()))
    for entry in po:
        entry.msgstr = f"po {entry.msgid}"
    return po


def test_whole_po_file_makes_one_draft(translation, editor):
    po = po_of(translation)
    file = SimpleUploadedFile("khab.po", str(po).encode())
    editor.post(reverse("wagtail_localize:upload_pofile", args=[translation.pk]), {"file": file})
    assert (newest().title, revisions(), waiting()) == ("po Хаб у громаді", 1, [english().pk])


def test_half_a_po_file_makes_no_draft(translation, editor):
    po = po_of(translation)
    po[0].msgstr = ""
    file = SimpleUploadedFile("khab.po", str(po).encode())
    editor.post(reverse("wagtail_localize:upload_pofile", args=[translation.pk]), {"file": file})
    assert (revisions(), waiting()) == (0, [])


def test_translation_written_by_code_is_a_draft_too(translation, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for segment in segments(translation):
            StringTranslation.objects.create(
                translation_of=segment.string, context=segment.context, locale=translation.target_locale,
                data=f"code {segment.string.data}",
            )  # fmt: skip
    assert (newest().title, revisions()) == ("code Хаб у громаді", 1)


def test_progress_counts_texts(story, translation, editor):
    total = len(segments(translation))
    assert (progress_of(english()), progress_of(story)) == ((0, total), None)
    save_text(editor, translation, segments(translation)[0])
    assert progress_of(english()) == (1, total)


# Reviewing and publishing


@pytest.fixture
def finished(translation, editor):
    translate_all(editor, translation)
    return translation


def review(by):
    checks = dict.fromkeys(CHECKS, True)
    return record_review(english(), by=by, fingerprint=newest().content_fingerprint(), checks=checks)


def publish_in_english(browser):
    return browser.post(reverse("wagtailadmin_pages:edit", args=[english().pk]), {"action": "publish"})


def told(browser):
    return [str(message).strip() for message in browser.get("/cms/").context["messages"]]


def test_unfinished_translation_is_not_reviewed(translation, editor):
    save_text(editor, translation, segments(translation)[0])
    with pytest.raises(SafetyReviewRefused, match="not finished"):
        review(make_user("reviewer@example.org"))


def test_nobody_who_translated_a_text_reviews_the_translation(finished, signed_in):
    second = signed_in("Editors", "Reviewers")
    save_text(second, finished, segments(finished)[0], "A hub")
    save_text(
        signed_in("Editors", email="third@example.org"),
        finished,
        segments(finished)[1],
        "A community opened it.",
    )
    assert second.user.pk in authors_of(english())
    with pytest.raises(SafetyReviewRefused, match="You wrote this version"):
        review(second.user)


def test_what_was_reviewed_is_published_at_the_first_press(
    finished, signed_in, client, django_capture_on_commit_callbacks
):
    review(make_user("reviewer@example.org"))
    with django_capture_on_commit_callbacks(execute=True):
        publish_in_english(signed_in("Publishers"))
    assert english().live is True
    assert "en Хаб у громаді" in client.get(english().url).content.decode()


@pytest.fixture
def published(finished, signed_in, django_capture_on_commit_callbacks):
    review(make_user("reviewer@example.org"))
    with django_capture_on_commit_callbacks(execute=True):
        publish_in_english(signed_in("Publishers"))
    return finished


def test_changed_text_of_a_published_translation_waits_and_readers_see_the_old_one(published, editor, client):
    save_text(editor, published, segments(published)[0], "A hub for all")
    assert (waiting(), english().live, english().title) == ([english().pk], True, "en Хаб у громаді")
    assert "A hub for all" not in client.get(english().url).content.decode()


def test_changed_text_of_a_published_translation_is_published_once_reviewed(
    published, editor, signed_in, django_capture_on_commit_callbacks
):
    save_text(editor, published, segments(published)[0], "A hub for all")
    publisher = signed_in("Publishers", email="second@example.org")
    publish_in_english(publisher)
    assert english().title == "en Хаб у громаді"
    review(make_user("other@example.org"))
    with django_capture_on_commit_callbacks(execute=True):
        publish_in_english(publisher)
    assert (english().title, english().live) == ("A hub for all", True)


def test_unfinished_translation_is_not_published_and_the_refusal_counts(translation, signed_in, editor):
    save_text(editor, translation, segments(translation)[0])
    publisher = signed_in("Publishers")
    publish_in_english(publisher)
    refusal = f"The translation is not finished: 1 of {len(segments(translation))} texts are translated."
    assert [message.startswith(refusal) for message in told(publisher)] == [True]
    assert english().live is False


# Changes of the original


def synchronise(browser, translation, **form):
    return browser.post(reverse("wagtail_localize:update_translations", args=[translation.source_id]), form)


def change(story, **fields):
    story = StoryPage.objects.get(pk=story.pk)
    for name, value in fields.items():
        setattr(story, name, value)
    return publish(story)


def test_changed_fact_comes_to_a_finished_translation_as_a_draft(published, story, editor):
    change(story, contact_email="rada@example.org")
    assert synchronise(editor, published).status_code == 302
    assert (newest().contact_email, english().contact_email, waiting()) == (
        "rada@example.org", "", [english().pk],
    )  # fmt: skip


def test_changed_words_of_the_original_are_not_published_in_the_wrong_language(
    published, story, editor, client
):
    change(story, summary="Громада відкрила два хаби.")
    synchronise(editor, published, publish_translations="on")
    assert (english().live, english().summary, waiting()) == (True, "en Громада відкрила хаб.", [])
    assert "два хаби" not in client.get(english().url).content.decode()


def test_translation_never_becomes_a_copy_in_the_wrong_language(published, editor):
    address = reverse("wagtail_localize:convert_to_alias", args=[english().pk])
    assert editor.post(address).status_code == 302
    assert (english().alias_of_id, english().title) == (None, "en Хаб у громаді")
    assert told(editor)[-1].startswith("A page cannot repeat another language")


def test_every_text_of_a_story_has_a_place_in_the_translators_page(finished, editor):
    """A text without one could never be translated, and the translation never be finished."""
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[english().pk]))
    shown = {segment["contentPath"] for segment in json.loads(page.context["props"])["segments"]}
    assert {segment.context.path for segment in segments(finished)} - shown == set()
