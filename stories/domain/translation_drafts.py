"""The draft of a story in another language, for translators to fill, and the original's changes brought to it."""

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import User
from stories.domain.safety import draft_of
from stories.domain.translations import save_finished_drafts
from stories.models import StoryPage


@transaction.atomic
def draft_translation(story: StoryPage, *, language: str, by: User) -> StoryPage:
    """Give the newest draft of the story to the translators; return the page of the other language, a draft.

    Where the page is there already, it is brought in step: texts that changed are missing again until they are translated.
    A page that was written without the translators' page stays as it is.
    """
    locale = Locale.objects.get(language_code=language)
    known = StoryPage.objects.filter(translation_key=story.translation_key, locale=locale).first()
    source, _created = TranslationSource.update_or_create_from_instance(draft_of(story))
    if known is not None:
        save_finished_drafts(source, by=by)
        return known
    translation, _created = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    translation.save_target(user=by, publish=False)
    return StoryPage.objects.get(translation_key=story.translation_key, locale=locale)
