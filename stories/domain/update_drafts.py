"""Writing an accepted update into the drafts of a story's language versions. Nothing public changes."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from accounts.models import User
from stories.domain.proposed_figures import Row, apply_figure, find_row
from stories.domain.safety import draft_of
from stories.domain.translations import drafts_saved_once, save_finished_drafts
from stories.enums import CourseChange
from stories.errors import UpdateRefused
from stories.models import ProposedFigure, StoryPage, StoryUpdate
from stories.querysets.translations import translations_into


def write_drafts(
    versions: Sequence[StoryPage],
    update: StoryUpdate,
    *,
    by: User,
    texts: Mapping[str, str],
    figures: Sequence[ProposedFigure],
    takes_course: bool,
) -> None:
    """Write the update into the newest draft of every version; the versions are locked by the caller.

    What is translated on the translators' page follows its original; a text that is given goes there as a translation,
    one that is not waits for translators. Raises UpdateRefused for what a draft cannot take.
    """
    translations = {
        version.pk: translations_into(version).select_related("source").first() for version in versions
    }
    own = [version for version in versions if translations[version.pk] is None]
    drafts = {version.pk: draft_of(version) for version in own}
    _write_figures(list(drafts.values()), figures)
    for draft in drafts.values():
        if takes_course:
            draft.is_ongoing = update.course == CourseChange.GOES_ON
            draft.end_month = update.end_month
        _put_on_top(draft, update, texts.get(draft.locale.language_code, ""))
        _save(draft, by)
    for translation in translations.values():
        if translation is not None:
            _bring_in_step(translation, drafts, update, by=by, texts=texts)


def identity_of(update: StoryUpdate) -> str:
    """Return the identity of the update's block, the same in every language."""
    return str(uuid5(NAMESPACE_URL, f"story-update:{update.pk}"))


def _write_figures(drafts: Sequence[StoryPage], figures: Sequence[ProposedFigure]) -> None:
    streams: list[list[Row]] = [deepcopy(draft.indicators.get_prep_value()) for draft in drafts]
    before = deepcopy(streams)
    for figure in figures:
        like = next((rows for rows in before if any(row["id"] == figure.block for row in rows)), None)
        if like is None:
            raise UpdateRefused(
                _("“%(label)s” is not in the story any more. Leave this figure out.")
                % {"label": figure.label}
            )
        for rows in streams:
            if row := find_row(rows, figure.block, like=like):
                apply_figure(row, figure)
    if figures:
        for draft, rows in zip(drafts, streams, strict=True):
            draft.indicators = rows


def _put_on_top(draft: StoryPage, update: StoryUpdate, text: str) -> None:
    if text:
        block = {
            "type": "update",
            "id": identity_of(update),
            "value": {"date": _day(update).isoformat(), "text": text},
        }
        draft.updates = [block, *draft.updates.get_prep_value()]


def _save(draft: StoryPage, by: User) -> None:
    try:
        draft.save_revision(user=by, log_action=True)
    except ValidationError as error:
        raise UpdateRefused(
            _("“%(title)s”: the draft cannot be saved. %(reason)s")
            % {"title": draft.title, "reason": " ".join(error.messages)}
        ) from error


def _bring_in_step(
    translation: Translation,
    drafts: Mapping[int, StoryPage],
    update: StoryUpdate,
    *,
    by: User,
    texts: Mapping[str, str],
) -> None:
    original = next(
        (draft for draft in drafts.values() if draft.locale_id == translation.source.locale_id), None
    )
    if original is None:
        # Its original is deleted or an alias of something else: nothing is left for it to follow.
        return
    source, _created = TranslationSource.update_or_create_from_instance(draft_of(original))
    language = translation.target_locale.language_code
    with drafts_saved_once():
        if text := texts.get(language, ""):
            _translate(source, translation, f"updates.{identity_of(update)}.text", text, by)
    save_finished_drafts(source, by=by)


def _translate(source: TranslationSource, translation: Translation, path: str, text: str, by: User) -> None:
    segment = StringSegment.objects.filter(source=source, context__path=path).first()
    if segment is None:
        raise UpdateRefused(
            _("Write the text in the language of the original too: the translation follows it.")
        )
    values: dict[str, Any] = {
        "data": StringValue.from_plaintext(text).data, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
        "tool_name": "", "last_translated_by": by, "has_error": False, "field_error": "",
    }  # fmt: skip
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults=values,
    )


def _day(update: StoryUpdate) -> date:
    return timezone.localtime(update.sent_at, timezone.get_default_timezone()).date()
