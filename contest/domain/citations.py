"""What the jury says of each application that it honours; it stands on the story's page and among the results."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from contest.domain.placeholders import clean_text
from contest.domain.story_of_application import story_key
from contest.models import Application, Citation
from stories.domain.citing import cite_jury
from stories.enums import Language
from stories.models import Category, StoryPage

LONGEST = 1_000


@transaction.atomic
def write_citation(
    application: Application, *, award: Category | None, text_uk: str, text_en: str, by: User, at: datetime
) -> Citation:
    """Keep what the jury says of one honour, and put it on the drafts of the story. `award` is None for a category's win."""
    Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    words = {"text_uk": clean_text(text_uk).strip(), "text_en": clean_text(text_en).strip()}
    row, _created = Citation.objects.update_or_create(
        application=application, award=award, defaults={**words, "changed_at": at, "changed_by_name": str(by)}
    )
    story = StoryPage.objects.filter(
        translation_key=story_key(application), locale__language_code=application.language
    ).first()
    if story is not None:
        cite_jury(story, citations_of([application])[application.pk], by=by)
    return row


def citations_of(applications: Iterable[Application]) -> dict[int, dict[str, str]]:
    """Return by application what its page says of the jury in each language, the win before special awards."""
    words: dict[int, dict[str, str]] = defaultdict(lambda: dict.fromkeys(Language.values, ""))
    rows = Citation.objects.filter(application__in=[row.pk for row in applications]).select_related("award")
    for row in sorted(rows, key=lambda row: (row.award is not None, row.pk)):
        for language in Language.values:
            said = (words[row.application_id][language], getattr(row, f"text_{language}"))
            words[row.application_id][language] = "\n\n".join(filter(None, said))
    return words
