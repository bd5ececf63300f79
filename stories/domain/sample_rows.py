"""Writes invented stories into the database, hundreds in a few queries.

This is the one place beside `publishing` that makes story pages: saving ten thousand one by one takes an hour. What
`StoryPage.save()` would see to is done here: paths in the tree, addresses, alphabetical keys, reviews.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, router
from django.db.models.sql import InsertQuery
from django.utils import timezone
from wagtail.models import Page

from stories.domain.safety import record_invented
from stories.domain.sample_texts import SLUG_PREFIX
from stories.domain.story_content import StoryFacts, StoryText, translation_key
from stories.domain.story_files import NamedRow, StoryFile
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
    TaggedStory,
)
from stories.text.folding import fold
from stories.text.ordering import ordering_key

_PHOTO_NUMBERS = (0, 0, 0, 1, 1, 2, 3, 4)


@dataclass(frozen=True)
class KnownRows:
    """Primary keys of the rows that stories refer to, by their natural keys."""

    communities: dict[Any, int]
    categories: dict[Any, int]
    editions: dict[Any, int]
    challenges: dict[Any, int]
    groups: dict[Any, int]
    goals: dict[Any, int]
    photos: Sequence[int]

    @classmethod
    def read(cls, *, photos: Sequence[int]) -> "KnownRows":
        """Read every vocabulary once."""

        def keys(model: Any, name: str) -> dict[Any, int]:
            return dict(model.objects.values_list(name, "pk"))

        return cls(
            keys(Community, "code"), keys(Category, "slug"), keys(Edition, "slug"), keys(Challenge, "slug"),
            keys(BeneficiaryGroup, "slug"), keys(DevelopmentGoal, "number"), photos,
        )  # fmt: skip


def write_stories(files: Sequence[StoryFile], *, known: KnownRows) -> list[int]:
    """Publish the stories in every language they are told in and return the pages' keys.

    Runs inside the caller's transaction and takes the same few dozen queries for any number of stories.
    """
    organisations = _add_organisations(row for file in files for row in file.organisations)
    tags = _add_tags(row for file in files for row in file.tags)
    stories: list[StoryPage] = []
    facts: list[StoryFacts] = []
    for index in StoryIndexPage.objects.select_for_update().select_related("locale"):
        told = [
            (file.facts, text)
            for file in files
            for text in file.texts
            if text.language == index.locale.language_code
        ]
        stories += _add_pages(index, told, known)
        facts += [each for each, _text in told]
    _add_relations(stories, facts, known=known, organisations=organisations, tags=tags)
    fingerprints = record_invented([story.pk for story in stories])
    SeededPage.objects.bulk_create(
        SeededPage(
            key=each.key,
            language=story.locale.language_code,
            page_id=story.pk,
            fingerprint=fingerprints[story.pk],
        )
        for story, each in zip(stories, facts, strict=True)
    )
    return [story.pk for story in stories]


def _add_pages(
    index: StoryIndexPage, told: Sequence[tuple[StoryFacts, StoryText]], known: KnownRows
) -> list[StoryPage]:
    content_type = ContentType.objects.get_for_model(StoryPage)
    last = index.get_children().order_by("path").values_list("path", flat=True).last()
    first_step = Page._str2int(last[-Page.steplen :]) + 1 if last else 1  # noqa: SLF001 - treebeard's own arithmetic
    stories = []
    for position, (facts, text) in enumerate(told):
        story = _story(facts, text, known)
        story.locale, story.content_type = index.locale, content_type
        story.depth = index.depth + 1
        story.path = Page._get_path(index.path, story.depth, first_step + position)  # noqa: SLF001 - the same
        story.set_url_path(index)
        stories.append(story)
    _insert(stories)
    Page.objects.filter(pk=index.pk).update(numchild=models.F("numchild") + len(stories))
    return stories


def _story(facts: StoryFacts, text: StoryText, known: KnownRows) -> StoryPage:
    published = timezone.now() - timedelta(hours=int(facts.key[-6:]))
    number = facts.key.rpartition("/")[2]
    return StoryPage(
        title=text.title, draft_title=text.title, slug=f"{SLUG_PREFIX}{number}", summary=text.summary, live=True,
        translation_key=translation_key(facts.key), numchild=0, ordering=ordering_key(text.title),
        first_published_at=published, last_published_at=published,
        lead_community_id=known.communities[facts.community], category_id=known.categories[facts.category],
        edition_id=known.editions[facts.edition] if facts.edition else None, award=facts.award,
        start_month=facts.start_month, start_month_known=facts.start_month_known, end_month=facts.end_month,
        is_ongoing=facts.is_ongoing, budget_band=facts.budget_band, contact_email=facts.contact_email,
        contact_role=text.contact_role, funding=text.funding, team=text.team, **text.streams,
    )  # fmt: skip


def _insert(stories: Sequence[StoryPage]) -> None:
    """Insert into both tables of the model; Django's own bulk_create refuses models of two tables."""
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    pages = Page.objects.bulk_create(
        Page(**{name: getattr(story, name) for name in names}) for story in stories
    )
    for story, page in zip(stories, pages, strict=True):
        story.pk = story.id = page.pk
        story._state.adding = False
    using = router.db_for_write(StoryPage)
    query = InsertQuery(StoryPage)
    query.insert_values(StoryPage._meta.local_concrete_fields, list(stories))
    query.get_compiler(using).execute_sql()


def _add_relations(
    stories: Sequence[StoryPage],
    facts: Sequence[StoryFacts],
    *,
    known: KnownRows,
    organisations: dict[str, int],
    tags: dict[str, int],
) -> None:
    pairs = list(zip([story.pk for story in stories], facts, strict=True))
    for name, keys in (("challenges", known.challenges), ("groups", known.groups), ("goals", known.goals)):
        field = StoryPage._meta.get_field(name)
        own, other = field.m2m_column_name(), field.m2m_reverse_name()
        through = field.remote_field.through
        through.objects.bulk_create(
            through(**{own: pk, other: keys[key]}) for pk, each in pairs for key in getattr(each, name)
        )
    StoryCommunity.objects.bulk_create(
        StoryCommunity(story_id=pk, community_id=known.communities[code], role=role, sort_order=position)
        for pk, each in pairs
        for position, (code, role) in enumerate(each.co_communities)
    )
    StoryPartner.objects.bulk_create(
        StoryPartner(
            story_id=pk, organisation_id=organisations[partner.slug], role=partner.role, sort_order=position
        )
        for pk, each in pairs
        for position, partner in enumerate(each.partners)
    )
    TaggedStory.objects.bulk_create(
        TaggedStory(content_object_id=pk, tag_id=tags[slug]) for pk, each in pairs for slug in each.tags
    )
    StoryPhoto.objects.bulk_create(
        StoryPhoto(story_id=pk, image_id=image, sort_order=position)
        for pk, each in pairs
        for position, image in enumerate(photos_of(each.key, known.photos))
    )


def photos_of(key: str, photos: Sequence[int]) -> list[int]:
    """None to four photos, the same for both languages of a story."""
    lots = Random(f"photos/{key}")  # noqa: S311 - repeatable on purpose
    return lots.sample(list(photos), min(lots.choice(_PHOTO_NUMBERS), len(photos)))


def _add_organisations(rows: Iterable[NamedRow]) -> dict[str, int]:
    wanted = {row.slug: row for row in rows}
    known = dict(Organisation.objects.filter(slug__in=wanted).values_list("slug", "pk"))
    added = Organisation.objects.bulk_create(
        Organisation(
            slug=row.slug, name_uk=row.name_uk, name_en=row.name_en, sector=row.sector,
            ordering=ordering_key(row.name_uk), search_text="\n".join([fold(row.name_uk), fold(row.name_en)]),
        )
        for slug, row in wanted.items() if slug not in known
    )  # fmt: skip
    return known | {row.slug: row.pk for row in added}


def _add_tags(rows: Iterable[NamedRow]) -> dict[str, int]:
    """Keys of the tags by our slug; a tag that an editor has made under the same name is taken as it is."""
    wanted = {row.slug: row for row in rows}
    by_name = dict(
        StoryTag.objects.filter(name__in=[row.name_uk for row in wanted.values()]).values_list("name", "pk")
    )
    added = StoryTag.objects.bulk_create(
        StoryTag(
            slug=slug,
            name=row.name_uk,
            name_en=row.name_en,
            search_text="\n".join([fold(row.name_uk), fold(row.name_en)]),
        )
        for slug, row in wanted.items()
        if row.name_uk not in by_name
    )
    by_name |= {tag.name: tag.pk for tag in added}
    return {slug: by_name[row.name_uk] for slug, row in wanted.items()}
