"""Reads of translations that are under way: wagtail-localize keeps each text of a story with its translation."""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail_localize.models import StringSegment, StringTranslation, Translation

if TYPE_CHECKING:
    from stories.models import StoryPage


def translations_into(story: "StoryPage") -> QuerySet[Translation]:
    """The translation, if there is one, by which this language version of a story is written."""
    return Translation.objects.filter(
        enabled=True, source__object_id=story.translation_key, target_locale=story.locale_id
    )


def unfinished_translations() -> QuerySet[Translation]:
    """Translations of which a text is missing or cannot be used."""
    translated = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef(OuterRef("target_locale")),
        has_error=False,
    )
    missing = StringSegment.objects.filter(source=OuterRef("source")).exclude(Exists(translated))
    return Translation.objects.filter(Exists(missing), enabled=True)


def in_unfinished_translation() -> Any:
    """A condition on pages: their language version is still being translated."""
    return Exists(
        unfinished_translations().filter(
            source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale")
        )
    )


def translators_of(story: "StoryPage") -> set[int]:
    """Ids of those who wrote a text that stands in this language version now."""
    used = StringSegment.objects.filter(
        source__object_id=story.translation_key,
        string=OuterRef("translation_of"),
        context=OuterRef("context"),
    )
    written = StringTranslation.objects.filter(
        Q(context__object=story.translation_key), Exists(used), locale=story.locale_id
    )
    return set(written.exclude(last_translated_by=None).values_list("last_translated_by", flat=True))
