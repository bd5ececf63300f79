"""The only place where code makes a StoryPage."""

from dataclasses import asdict
from enum import Enum
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from accounts.models import User
from stories.domain.safety import draft_of, record_published_before
from stories.domain.story_content import StoryFacts, StoryText, is_identity, translation_key
from stories.errors import SeedError
from stories.models import (
    BeneficiaryGroup,
    Category,
    Challenge,
    Community,
    DevelopmentGoal,
    Edition,
    Organisation,
    SeededPage,
    StoryCommunity,
    StoryIndexPage,
    StoryPage,
    StoryPartner,
    StoryPhoto,
    StoryTag,
)
from stories.text.romanisation import slug_of

ModelT = TypeVar("ModelT", bound=models.Model)

_PLAIN_FACTS = (
    "start_month", "start_month_known", "end_month", "is_ongoing", "award", "budget_band", "contact_email", "contact_url",
    "licence", "original_language",
)  # fmt: skip
_PLAIN_WORDS = (
    "title", "summary", "contact_role", "funding", "team", "award_citation", "version_notes", "seo_title",
    "search_description",
)  # fmt: skip


class Outcome(Enum):
    """What became of a story of a data file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    # Why a file's story leaves the page as it is.
    OF_CATALOGUE = "of the catalogue"
    EDITED = "edited"
    PUBLISHED = "published"
    DELETED = "deleted"


@transaction.atomic
def publish_seeded_story(facts: StoryFacts, text: StoryText) -> Outcome:
    """Make, update or leave alone the page of a story that the contest's booklet has published already.

    A page that an editor has changed, unpublished or deleted stays as the editor left it (KEPT).
    """
    seeded, _created = SeededPage.objects.get_or_create(key=facts.key, language=text.language)
    if not seeded.fingerprint:
        if _story_in(text.language, facts.key):
            return Outcome.KEPT
        story = add_story_draft(facts, text)
        _publish(story, seeded)
        return Outcome.ADDED
    story = StoryPage.objects.filter(pk=seeded.page_id, live=True).first()
    if story is None or draft_of(story).content_fingerprint() != seeded.fingerprint:
        return Outcome.KEPT
    write_story(story, facts, text)
    if story.content_fingerprint() == seeded.fingerprint:
        return Outcome.UNCHANGED
    _publish(story, seeded)
    return Outcome.UPDATED


@transaction.atomic
def import_story_draft(facts: StoryFacts, text: StoryText, *, by: User | None = None) -> Outcome:
    """Make or update a draft out of a file; nothing is ever published, and every draft awaits its safety review.

    `by` becomes the author of the draft, who may not review it. A page that the catalogue had already, that an editor
    changed or deleted since, or that was ever published, stays as it is; the outcome says which.
    """
    key = f"import/{translation_key(facts.key)}"
    seeded, _created = SeededPage.objects.get_or_create(key=key, language=text.language)
    if not seeded.fingerprint:
        if _story_in(text.language, facts.key):
            return Outcome.OF_CATALOGUE
        story = add_story_draft(facts, text)
        _remember_draft(story, seeded, by=by)
        return Outcome.ADDED
    page = StoryPage.objects.filter(pk=seeded.page_id).first()
    if page is None:
        return Outcome.DELETED
    if touched := _touched(page, seeded):
        return touched
    write_story(page, facts, text)
    if page.content_fingerprint() == seeded.fingerprint:
        return Outcome.UNCHANGED
    page.save()
    _remember_draft(page, seeded, by=by)
    return Outcome.UPDATED


def add_story_draft(facts: StoryFacts, text: StoryText) -> StoryPage:
    """Add the story to the catalogue of its language as a draft. Raises SeedError for an unknown key."""
    locale = Locale.objects.get(language_code=text.language)
    parent = StoryIndexPage.objects.get(locale=locale)
    story = StoryPage(
        locale=locale,
        translation_key=translation_key(facts.key),
        slug=_free_slug(_base_slug(facts, text), parent),
    )
    write_story(story, facts, text)
    parent.add_child(instance=story)
    return story


def write_story(story: StoryPage, facts: StoryFacts, text: StoryText) -> None:
    """Put the facts and the words into the page in memory; saves nothing. Raises SeedError for an unknown key."""
    plain = asdict(facts)
    for name in _PLAIN_FACTS:
        setattr(story, name, plain[name])
    for name in _PLAIN_WORDS:
        setattr(story, name, getattr(text, name))
    for name, blocks in text.streams.items():
        setattr(story, name, blocks)
    story.draft_title = text.title
    story.lead_community = _row(Community, code=facts.community)
    story.category = _row(Category, slug=facts.category)
    story.edition = _row(Edition, slug=facts.edition) if facts.edition else None
    story.challenges.set([_row(Challenge, slug=slug) for slug in facts.challenges])
    story.groups.set([_row(BeneficiaryGroup, slug=slug) for slug in facts.groups])
    story.goals.set([_row(DevelopmentGoal, number=number) for number in facts.goals])
    story.tags.set([_row(StoryTag, slug=slug) for slug in facts.tags])
    story.co_communities.set(
        [
            StoryCommunity(community=_row(Community, code=code), role=role, sort_order=position)
            for position, (code, role) in enumerate(facts.co_communities)
        ]
    )
    if facts.photos is not None:
        story.photos.set(
            [StoryPhoto(image_id=image, sort_order=position) for position, image in enumerate(facts.photos)]
        )
    story.partners.set(
        [
            StoryPartner(
                organisation=_row(Organisation, slug=partner.slug), role=partner.role, sort_order=position
            )
            for position, partner in enumerate(facts.partners)
        ]
    )


def _publish(story: StoryPage, seeded: SeededPage) -> None:
    revision = story.save_revision()
    record_published_before(story)
    revision.publish()
    seeded.page_id = story.pk
    seeded.fingerprint = draft_of(story).content_fingerprint()
    seeded.save()


def _remember_draft(story: StoryPage, seeded: SeededPage, *, by: User | None) -> None:
    story.save_revision(user=by, log_action=True)
    seeded.page_id = story.pk
    seeded.fingerprint = draft_of(story).content_fingerprint()
    seeded.save()


def _touched(page: StoryPage, seeded: SeededPage) -> Outcome | None:
    """What happened to an imported draft since, if anything did."""
    if page.first_published_at:
        return Outcome.PUBLISHED
    return Outcome.EDITED if draft_of(page).content_fingerprint() != seeded.fingerprint else None


def _story_in(language: str, key: str) -> bool:
    return StoryPage.objects.filter(
        translation_key=translation_key(key), locale__language_code=language
    ).exists()


def _base_slug(facts: StoryFacts, text: StoryText) -> str:
    """What the file says; else its key, which is no word to read where it is an identity."""
    return text.slug or ((slug_of(text.title) or "story") if is_identity(facts.key) else facts.key)


def _row(model: type[ModelT], **key: Any) -> ModelT:
    try:
        return model._default_manager.get(**key)
    except ObjectDoesNotExist:
        ((name, value),) = key.items()
        raise SeedError(
            _("%(model)s with %(field)s “%(value)s” is not known.")
            % {"model": model._meta.verbose_name, "field": name, "value": value}
        ) from None


def _free_slug(base: str, parent: StoryIndexPage) -> str:
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 2))]
    return next(slug for slug in candidates if slug not in taken)
