"""The drafts of a call's stories as they are now, read for any number of them in the same few queries."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.dateparse import parse_datetime
from wagtail.models import Revision
from wagtail_localize.models import TranslationSource

from contest.domain.phases import left_until
from stories.enums import Consent
from stories.models import SafetyReview, SeededPage, StoryImage, StoryPage
from stories.models.drafts import without_deleted_rows
from stories.models.fingerprints import draft_fingerprints
from stories.querysets.translations import unfinished_translations


@dataclass(frozen=True)
class LanguageDraft:
    """One language version of a story: the page and what its newest draft says."""

    page: StoryPage
    content: Mapping[str, Any]
    fingerprint: str
    is_reviewed: bool
    is_unfinished: bool
    saves: int

    @property
    def language(self) -> str:
        return str(self.page.locale.language_code)

    @property
    def title(self) -> str:
        return str(self.content.get("title", ""))

    @property
    def award(self) -> str:
        return str(self.content.get("award", ""))

    @property
    def was_public(self) -> bool:
        """Whether it is or was on the site: what becomes of it then is a matter of the catalogue alone."""
        return self.page.live or self.page.first_published_at is not None

    def goes_out_by_itself(self, *, at: datetime) -> bool:
        """Whether the page has a date of its own on which it would appear."""
        written = self.content.get("go_live_at")
        day = parse_datetime(written) if isinstance(written, str) else written
        return bool(day and left_until(day, at=at))


@dataclass(frozen=True)
class Drafts:
    """Drafts by story and language, and what else is known of the stories."""

    by_story: Mapping[str, Mapping[str, LanguageDraft]]
    seeded: Mapping[int, str]
    sources: Mapping[tuple[str, int], str]
    images: Mapping[int, StoryImage]

    def is_as_generated(self, draft: LanguageDraft) -> bool:
        """Whether the draft still says word for word what was made of the application."""
        return self.seeded.get(draft.page.pk) == draft.fingerprint

    def translated_from(self, original: LanguageDraft) -> str | None:
        """The fingerprint of the text that was given to the translators; None where nobody was given any."""
        return self.sources.get((str(original.page.translation_key), original.page.locale_id))

    def photos_of(self, draft: LanguageDraft) -> list[StoryImage]:
        """The photos of the draft in their order."""
        keys = [row["image"] for row in draft.content.get("photos", ())]
        return [self.images[key] for key in keys if key in self.images]


def read_drafts(stories: Collection[str]) -> Drafts:
    """Return the drafts of the stories with these keys."""
    pages = list(
        StoryPage.objects.filter(translation_key__in=stories, alias_of__isnull=True)
        .select_related("locale", "latest_revision")
        .order_by("pk")
    )
    contents = without_deleted_rows([newest_content(page) for page in pages])
    fingerprints = draft_fingerprints(StoryPage, contents)
    reviewed, saves = _reviewed(pages), _saves(pages)
    unfinished = set(
        unfinished_translations()
        .filter(source__object_id__in=stories)
        .values_list("source__object_id", "target_locale_id")
    )
    by_story: dict[str, dict[str, LanguageDraft]] = defaultdict(dict)
    for page, content, fingerprint in zip(pages, contents, fingerprints, strict=True):
        by_story[str(page.translation_key)][page.locale.language_code] = LanguageDraft(
            page=page, content=content, fingerprint=fingerprint, is_reviewed=(page.pk, fingerprint) in reviewed,
            is_unfinished=(page.translation_key, page.locale_id) in unfinished, saves=saves.get(str(page.pk), 0),
        )  # fmt: skip
    seeded = SeededPage.objects.filter(page__in=[page.pk for page in pages])
    images = StoryImage.objects.in_bulk({row["image"] for each in contents for row in each.get("photos", ())})
    return Drafts(
        by_story=by_story, seeded=dict(seeded.values_list("page_id", "fingerprint")), sources=_sources(stories),
        images=images,
    )  # fmt: skip


def newest_content(page: StoryPage) -> dict[str, Any]:
    """Return what the page's newest draft holds, without building a page of it."""
    revision = page.latest_revision
    content: dict[str, Any] = revision.content if revision else page.serializable_data()
    return content


def has_consent(image: StoryImage) -> bool:
    """Whether it is noted who of those pictured agreed."""
    return image.consent != Consent.MISSING


def _reviewed(pages: Sequence[StoryPage]) -> set[tuple[int, str]]:
    rows = SafetyReview.objects.in_force().filter(story__in=[page.pk for page in pages])
    return set(rows.values_list("story_id", "fingerprint"))


def _saves(pages: Sequence[StoryPage]) -> dict[str, int]:
    """How many times each page was saved, by its key as revisions know it."""
    rows = Revision.page_revisions.filter(object_id__in=[str(page.pk) for page in pages])
    return dict(rows.values_list("object_id").annotate(Count("pk")).order_by())


def _sources(stories: Collection[str]) -> dict[tuple[str, int], str]:
    rows = list(TranslationSource.objects.filter(object_id__in=[UUID(key) for key in stories]))
    contents = without_deleted_rows([json.loads(row.content_json) for row in rows])
    prints = draft_fingerprints(StoryPage, contents)
    return {(str(row.object_id), row.locale_id): value for row, value in zip(rows, prints, strict=True)}
