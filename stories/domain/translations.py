"""Translated stories on their way to the reviewers' desk.

wagtail-localize keeps texts apart from the page and writes the page only when somebody publishes. Here a translation
becomes a draft of its page as soon as no text is missing, and again at every change after that. Nothing public changes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.models import Revision
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationSource

from accounts.models import User
from stories.models import StoryPage
from stories.querysets.translations import translations_into

# The texts changed in the block at work: the story and the language of each, with who changed it last.
Changes = dict[tuple[UUID, int], User | None]
_CONTENT = frozenset({"data", "data_json"})
_changes: ContextVar[Changes | None] = ContextVar("changes", default=None)


@contextmanager
def drafts_saved_once() -> Iterator[None]:
    """Save the draft of each translation once, at the end, however many of its texts change within the block."""
    changes: Changes = {}
    token = _changes.set(changes)
    try:
        yield
    finally:
        _changes.reset(token)
    for (key, locale), by in changes.items():
        _save_draft(key, locale, by)


def follow_text(instance: StringTranslation | SegmentOverride, **options: Any) -> None:
    """Bring the draft of the translated story in step with a text (a receiver of `post_save` and `post_delete`)."""
    fields = options.get("update_fields")
    if (
        options.get("raw")
        or instance.context_id is None
        or (fields is not None and _CONTENT.isdisjoint(fields))
    ):
        return
    if isinstance(instance, StringTranslation) and "created" in options:
        _mark_what_does_not_fit(instance)
    place, by = (instance.context.object_id, instance.locale_id), instance.last_translated_by
    changes = _changes.get()
    if changes is None:
        transaction.on_commit(partial(_save_draft, *place, by))
    else:
        changes[place] = by


def save_finished_drafts(source: TranslationSource, *, by: User | None) -> list[Revision]:
    """Save the draft of each finished translation of `source` whose content is not what its newest draft holds."""
    translations = source.translations.filter(enabled=True)
    return [draft for translation in translations if (draft := save_finished_draft(translation, by=by))]


def save_finished_draft(translation: Translation, *, by: User | None) -> Revision | None:
    """Save what the translation gives now as a draft of its story, for a reviewer to read.

    Returns None where texts are missing, where the newest draft says the same, or where the page refuses a text; the
    reason then stands at that text in the translators' page.
    """
    total, translated = translation.get_progress()
    if translated < total or translation.source.specific_content_type.model_class() is not StoryPage:
        return None
    with transaction.atomic():
        try:
            draft = translation.source.get_ephemeral_translated_instance(
                translation.target_locale, fallback=True
            )
        except ObjectDoesNotExist:
            return None
        if draft.alias_of_id:
            return None
        # As wagtail-localize does when it publishes: what is reviewed must be what is published then.
        draft.slug = find_available_slug(draft.get_parent(), slugify(draft.slug), ignore_page_id=draft.pk)
        newest = StoryPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
        if newest.content_fingerprint() == draft.content_fingerprint():
            return None
        try:
            revision: Revision = draft.save_revision(user=by, log_action=True)
        except ValidationError as error:
            _mark_refused_texts(translation, error)
            return None
    return revision


def progress_of(story: StoryPage) -> tuple[int, int] | None:
    """How many texts of a translated story are translated, and of how many; None where it is no translation."""
    translation = translations_into(story).first()
    if translation is None:
        return None
    total, translated = translation.get_progress()
    return translated, total


def _save_draft(key: UUID, locale_id: int, by: User | None) -> None:
    found = Translation.objects.filter(enabled=True, source__object_id=key, target_locale=locale_id)
    for translation in found.select_related("source", "target_locale"):
        save_finished_draft(translation, by=by)


def _mark_what_does_not_fit(text: StringTranslation) -> None:
    """Say at once, beside the text, that it is too long; wagtail-localize finds that only when it publishes."""
    path = text.context.path
    names = {field.name for field in StoryPage._meta.get_fields() if isinstance(field, models.CharField)}
    if path not in names - {"slug"} or text.has_error:
        return
    try:
        StoryPage._meta.get_field(path).run_validators(text.data)
    except ValidationError as error:
        text.set_field_error([error])


def _mark_refused_texts(translation: Translation, error: ValidationError) -> None:
    for path, reasons in error.error_dict.items():
        texts = StringTranslation.objects.filter(
            context__object=translation.source.object_id, context__path=path, locale=translation.target_locale
        )
        for text in texts:
            text.set_field_error(reasons)
