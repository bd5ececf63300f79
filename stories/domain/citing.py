"""What the jury says of a story, on the pages of its draft."""

from django.db import transaction
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from accounts.models import User
from stories.domain.safety import draft_of
from stories.models import SeededPage, StoryPage
from stories.querysets.translations import translations_into

_FIELD = "award_citation"


@transaction.atomic
def cite_jury(original: StoryPage, words: dict[str, str], *, by: User) -> list[StoryPage]:
    """Put the words of each language on the drafts of the story; return the pages that changed.

    `original` is the page that the others are translated from. A page that was public once stays as it is. What changes
    awaits a new safety review.
    """
    changed = []
    pages = {
        page.locale.language_code: page
        for page in StoryPage.objects.filter(translation_key=original.translation_key).select_related(
            "locale"
        )
        if page.first_published_at is None
    }
    language = original.locale.language_code
    # The original first: its words are what the translators' page is made of.
    for code in sorted(pages, key=lambda code: code != language):
        page, text = pages[code], words.get(code, "")
        draft = draft_of(page)
        if draft.award_citation != text and not translations_into(page).exists():
            _save(draft, text, by=by)
            changed.append(page)
        elif translations_into(page).exists() and _translate(page, original, text, by=by):
            changed.append(page)
    return changed


def _save(draft: StoryPage, text: str, *, by: User) -> None:
    """Save the draft with the words; one that no editor had touched still counts as such."""
    seeded = SeededPage.objects.filter(page=draft.pk, fingerprint=draft.content_fingerprint()).first()
    draft.award_citation = text
    draft.save_revision(user=by, log_action=True)
    if seeded is not None:
        seeded.fingerprint = draft_of(draft).content_fingerprint()
        seeded.save(update_fields=["fingerprint"])


def _translate(page: StoryPage, original: StoryPage, text: str, *, by: User) -> bool:
    """Give the translators' page the original as it is now, and the citation in their language."""
    newest = draft_of(StoryPage.objects.get(pk=original.pk))
    source, _created = TranslationSource.update_or_create_from_instance(newest)
    segment = StringSegment.objects.filter(source=source, context__path=_FIELD).first()
    if segment is None or not text:
        return False
    row, created = StringTranslation.objects.get_or_create(
        translation_of_id=segment.string_id, context_id=segment.context_id, locale=page.locale,
        defaults={"data": text, "last_translated_by": by},
    )  # fmt: skip
    if not created and row.data == text:
        return False
    row.data, row.last_translated_by = text, by
    row.save()
    return True
