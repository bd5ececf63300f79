"""Invented stories for trying the site under load: how many there are, making more, taking them away."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from stories.domain.sample_pictures import ensure_sample_pictures, remove_sample_pictures
from stories.domain.sample_rows import KnownRows, write_stories
from stories.domain.sample_texts import KEY_PREFIX, SLUG_PREFIX, SamplePlace, sample_key, sample_story
from stories.domain.search_index import remove_documents
from stories.enums import CommunityKind
from stories.errors import SeedError
from stories.models import (
    Category,
    Community,
    DevelopmentGoal,
    Edition,
    Organisation,
    SeededPage,
    StoryIndexPage,
    StoryPage,
    StoryTag,
)

CHUNK = 250

Progress = Callable[[int], Any]


def sample_numbers() -> set[int]:
    """The numbers of the invented stories that are there."""
    keys = SeededPage.objects.filter(key__startswith=KEY_PREFIX).values_list("key", flat=True)
    return {int(key.removeprefix(KEY_PREFIX)) for key in keys}


def make_sample_stories(total: int, *, progress: Progress = lambda _made: None) -> list[int]:
    """Make invented stories until there are `total`, each in both languages; returns the keys of the new pages.

    Goes on where an earlier run stopped: every few hundred are one transaction. `progress` is told how many were
    made since it was told last. Raises SeedError where the register or the vocabulary is missing.
    """
    missing = sorted(set(range(1, total + 1)) - sample_numbers())
    if not missing:
        return []
    places, goals, edition = _surroundings()
    known = KnownRows.read(photos=ensure_sample_pictures())
    pages: list[int] = []
    for numbers in _chunks(missing):
        files = [sample_story(number, places=places, goals=goals, edition=edition) for number in numbers]
        with transaction.atomic():
            pages += write_stories(files, known=known)
        progress(len(numbers))
    return pages


def remove_sample_stories(*, progress: Progress = lambda _removed: None) -> int:
    """Delete every invented story, with the organisations, tags and photos that only they had; returns how many."""
    numbers = sorted(sample_numbers())
    for chunk in _chunks(numbers):
        _remove([sample_key(number) for number in chunk])
        progress(len(chunk))
    Organisation.objects.filter(
        slug__startswith=SLUG_PREFIX, story_roles__isnull=True, editions__isnull=True
    ).delete()
    StoryTag.objects.filter(slug__startswith=SLUG_PREFIX, tagged_stories__isnull=True).delete()
    remove_sample_pictures()
    return len(numbers)


@transaction.atomic
def _remove(keys: Sequence[str]) -> None:
    seeded = SeededPage.objects.filter(key__in=keys)
    pages = list(seeded.exclude(page=None).values_list("page", flat=True))
    remove_documents(pages)
    # Wagtail takes every live page offline by itself before it is deleted: one query does for all.
    StoryPage.objects.filter(pk__in=pages).update(live=False)
    # Past the tree's own delete(), which walks page by page; a story has nothing under it.
    models.QuerySet.delete(StoryPage.objects.filter(pk__in=pages))
    seeded.delete()
    for index in StoryIndexPage.objects.select_for_update():
        Page.objects.filter(pk=index.pk).update(numchild=index.get_children().count())


def _surroundings() -> tuple[list[list[SamplePlace]], list[int], str]:
    """Communities by region, numbers of the goals, the newest edition."""
    by_region: dict[int, list[SamplePlace]] = defaultdict(list)
    for row in Community.objects.filter(in_register=True).order_by("region__code", "code"):
        # The names as a sentence needs them, whatever language is active.
        names = (f"{row.name_uk} громада", f"{row.centre_en} community")
        if row.kind == CommunityKind.CAPITAL:
            names = (f"Громада міста {row.centre_uk}", names[1])
        centres = (row.centre_uk, row.centre_en)
        by_region[row.region_id].append(SamplePlace(row.code, row.slug, names, centres))
    edition = Edition.objects.order_by("-number").values_list("slug", flat=True).first()
    if (
        not by_region
        or edition is None
        or not Category.objects.exists()
        or not StoryIndexPage.objects.exists()
    ):
        raise SeedError(
            _("Run load_communities and load_stories first: invented stories stand in real communities.")
        )
    return list(by_region.values()), list(DevelopmentGoal.objects.values_list("number", flat=True)), edition


def _chunks(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), CHUNK):
        yield numbers[start : start + CHUNK]
