"""Gathers what can be searched in stories: their words, and the names of everything that they belong to.

Plain rows are read rather than related objects: making those takes longer than all the rest of the indexing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.rich_text import get_text_for_indexing

from stories.models import (
    Category,
    Community,
    CommunityAlias,
    Edition,
    StoryCommunity,
    StoryPage,
    StoryPartner,
    StoryPhoto,
    TaggedStory,
)
from stories.text.analysis import StoryText

_PLAIN = ("funding", "team", "contact_role", "award_citation")
_STREAMS = tuple(field for field in StoryPage._meta.get_fields() if isinstance(field, StreamField))
_TWO_NAMES = ("name_uk", "name_en")
# What a community is called beside its name; it need not stand in its story.
_KIND_OF_PLACE = {"uk": "територіальна громада", "en": "territorial community, hromada"}

Names = dict[int, list[tuple[str, str]]]


def story_texts(stories: Sequence[StoryPage]) -> Iterator[tuple[StoryPage, StoryText]]:
    """The texts of the stories, in a fixed number of queries for any number of them.

    Proper names come in both languages, so that a place is found by either; other words in the story's own language.
    """
    surroundings = _Surroundings(stories)
    for story in stories:
        language = story.locale.language_code
        yield (
            story,
            StoryText(
                title=story.title,
                summary=story.summary,
                names=tuple(filter(None, surroundings.names(story, language))),
                body=tuple(filter(None, _body(story))),
                further=tuple(filter(None, surroundings.further(story, language))),
            ),
        )


def _body(story: StoryPage) -> Iterator[str]:
    """The running text, passage by passage, without markup."""
    for field in _STREAMS:
        yield from _strings(field.stream_block, getattr(story, field.name).raw_data)
    for name in _PLAIN:
        yield getattr(story, name)


def _strings(block: blocks.Block, raw: Any) -> Iterator[str]:
    """What readers read in a block's raw value; addresses, choices and keys of other rows are no text."""
    if raw and isinstance(block, blocks.RichTextBlock):
        yield get_text_for_indexing(raw)
    elif raw and isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
        yield str(raw)
    elif raw:
        for part, value in _parts(block, raw):
            yield from _strings(part, value)


def _parts(block: blocks.Block, raw: Any) -> Iterator[tuple[blocks.Block, Any]]:
    if isinstance(block, blocks.BaseStreamBlock):
        for child in raw:
            if child["type"] in block.child_blocks:
                yield block.child_blocks[child["type"]], child["value"]
    elif isinstance(block, blocks.BaseStructBlock):
        for name, part in block.child_blocks.items():
            yield part, raw.get(name)
    elif isinstance(block, blocks.ListBlock):
        for child in raw:
            # Lists of long ago hold values alone.
            is_kept_whole = isinstance(child, dict) and child.keys() >= {"type", "value"}
            yield block.child_block, child["value"] if is_kept_whole else child


class _Surroundings:
    """The names of all that some stories belong to, read at once."""

    def __init__(self, stories: Sequence[StoryPage]) -> None:
        keys = [story.pk for story in stories]
        challenges, groups, goals = (
            StoryPage.challenges.through,
            StoryPage.groups.through,
            StoryPage.goals.through,
        )
        self._sorted_by = [
            _names(challenges.objects.filter(storypage__in=keys), "storypage_id", "challenge"),
            _names(groups.objects.filter(storypage__in=keys), "storypage_id", "beneficiarygroup"),
            _names(
                TaggedStory.objects.filter(content_object__in=keys),
                "content_object_id",
                "tag",
                ("name", "name_en"),
            ),
        ]
        self._goals = _names(goals.objects.filter(storypage__in=keys), "storypage_id", "developmentgoal")
        self._partners = _names(StoryPartner.objects.filter(story__in=keys), "story_id", "organisation")
        self._categories = _names(Category.objects.all(), "pk")
        self._editions = _names(Edition.objects.all(), "pk")
        self._alts = _names(
            StoryPhoto.objects.filter(story__in=keys), "story_id", "image", ("alt_uk", "alt_en")
        )
        self._captions = _names(
            StoryPhoto.objects.filter(story__in=keys), "story_id", "image", ("caption_uk", "caption_en")
        )
        self._joined: dict[int, list[int]] = defaultdict(list)
        for story, community in StoryCommunity.objects.filter(story__in=keys).values_list(
            "story", "community"
        ):
            self._joined[story].append(community)
        places = {story.lead_community_id for story in stories}.union(*self._joined.values())
        self._communities = _places(places)

    def names(self, story: StoryPage, language: str) -> Iterator[str]:
        """Of what it is sorted by, of its communities old and new, their regions and the partners."""
        for named in (
            self._categories[story.category_id],
            *(names.get(story.pk, []) for names in self._sorted_by),
        ):
            yield from _in(language, named)
        communities = [story.lead_community_id, *self._joined.get(story.pk, [])]
        yield from dict.fromkeys(name for community in communities for name in self._communities[community])
        for names in self._partners.get(story.pk, []):
            yield from names

    def further(self, story: StoryPage, language: str) -> Iterator[str]:
        """What else belongs to it: goals, the edition of the contest, the words for its pictures."""
        yield _KIND_OF_PLACE[language]
        yield from _in(language, self._editions.get(story.edition_id or 0, []))
        for names in (self._goals, self._alts, self._captions):
            yield from _in(language, names.get(story.pk, []))


def _names(
    rows: models.QuerySet[Any], key: str, path: str = "", columns: tuple[str, str] = _TWO_NAMES
) -> Names:
    """Both names of what each story, or another row, leads to by `path`."""
    found: Names = defaultdict(list)
    wanted = [f"{path}__{column}" if path else column for column in columns]
    for owner, name_uk, name_en in rows.order_by("pk").values_list(key, *wanted):
        found[owner].append((name_uk, name_en))
    return found


def _places(keys: Iterable[int]) -> dict[int, list[str]]:
    """By community: its names and its centre's, the former ones, its region's; in both languages."""
    keys = list(keys)
    columns = (*_TWO_NAMES, "centre_uk", "centre_en", "region__name_uk", "region__name_en")
    rows = Community.objects.filter(pk__in=keys).values_list("pk", *columns)
    places = {key: list(names) for key, *names in rows}
    aliases = CommunityAlias.objects.filter(community__in=keys).order_by("pk")
    for community, *names in aliases.values_list("community", *_TWO_NAMES):
        places[community] += names
    return places


def _in(language: str, names: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name_uk, name_en in names:
        yield (name_en if language == "en" else name_uk) or name_uk
