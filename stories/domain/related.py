"""Stories that belong together, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stories.domain.catalogue_index import CatalogueIndex, catalogue_index
from stories.domain.similar_words import similar_by_words
from stories.domain.weighing import heaviest
from stories.enums import Sector
from stories.models import StoryPage
from stories.querysets.cards import story_cards

# What a value that two stories share is worth.
_WEIGHTS = {"challenge": 3, "group": 2, "region": 2, "sector": 1, "category": 1}

# Among how many the words in common decide, how many of them count and how many are named.
_CANDIDATES = 12
_WORDS_THAT_COUNT = 3
_WORDS_SHOWN = 2

Values = dict[str, list[str]]


@dataclass(frozen=True)
class RelatedStory:
    """A story and the reasons, in words, why it stands here."""

    story: StoryPage
    reasons: list[str]


def related_stories(story: StoryPage, *, limit: int = 3) -> list[RelatedStory]:
    """The published stories of the same language that share most with `story`, best first.

    A shared challenge weighs 3, a group or the region 2, a sector of partners or the category 1, and so does each word
    that both come back to, up to three of them; of equals the newer one comes first.
    """
    index = catalogue_index(story.locale.language_code)
    stories, own = index.stories, _values(story)
    sets = [
        (_WEIGHTS[facet], stories.sets[facet].get(value, 0) & stories.here)
        for facet, values in own.items()
        for value in values
    ]
    places = [
        place for place in heaviest(sets, limit=_CANDIDATES + 1) if stories.pks[place] != story.pk
    ][:_CANDIDATES]  # fmt: skip
    words = similar_by_words(story.pk, candidates=[stories.pks[place] for place in places])
    weights = {
        place: sum(weight for weight, members in sets if members >> place & 1)
        + min(len(words.get(stories.pks[place], ())), _WORDS_THAT_COUNT)
        for place in places
    }
    places = sorted(places, key=lambda place: -weights[place])[:limit]
    pks = [stories.pks[place] for place in places]
    found = story_cards(pks)
    return [
        RelatedStory(found[pk], _told([*_reasons(index, own, place)], words.get(pk, [])))
        for pk, place in zip(pks, places, strict=True)
        if pk in found
    ]


def _told(reasons: list[str], words: list[str]) -> list[str]:
    """The two reasons to show; words in common say more than a second thing that both are sorted by."""
    if words:
        named = ", ".join(words[:_WORDS_SHOWN])
        reasons = [*reasons[:1], _("words in common: %(words)s") % {"words": named}]
    return reasons[:2] or [_("same category")]


def _values(story: StoryPage) -> Values:
    """What the story has to share, also of a draft that the catalogue doesn't hold."""
    sectors = {partner.organisation.sector for partner in story.partners.all()}
    return {
        "region": [story.lead_community.region.code],
        "challenge": [row.slug for row in story.challenges.all()],
        "group": [row.slug for row in story.groups.all()],
        # Nearly every story has its council among the partners: that says nothing.
        "sector": sorted(sectors - {Sector.AUTHORITY.value}),
        "category": [story.category.slug],
    }


def _reasons(index: CatalogueIndex, own: Values, place: int) -> Iterator[str]:
    shared = {
        facet: [value for value in values if index.stories.sets[facet].get(value, 0) >> place & 1]
        for facet, values in own.items()
    }
    if shared["region"]:
        yield _("same region")
    for value in shared["challenge"][:1]:
        yield _("same challenge: %(name)s") % {"name": index.label("challenge", value).lower()}
    for value in shared["group"][:1]:
        yield _("also for: %(name)s") % {"name": index.label("group", value).lower()}
    for value in shared["sector"][:1]:
        yield _("partners of the same sector: %(name)s") % {"name": index.label("sector", value).lower()}
