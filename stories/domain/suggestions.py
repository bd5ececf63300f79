"""What a search box offers while somebody types: stories by title, and whatever stories can be sorted by."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from freshness.versions import token
from stories.models import (
    BeneficiaryGroup,
    Category,
    Challenge,
    Community,
    Region,
    SearchDocument,
    StoryPage,
    StoryTag,
    TaggedStory,
)
from stories.querysets.search import NamedRow, named_rows
from stories.text.figures import format_number
from stories.text.folding import fold
from stories.text.lemmas import lemma_of
from stories.text.queries import LONGEST_QUERY, Query, read_query
from stories.text.words import words_of

LIMIT = 8
_STORIES = 4
_COMMUNITIES = 4
_OF_A_KIND = 3
_WITHOUT_STORIES = 2
# Fewer letters stand inside every other name.
_SHORTEST_INSIDE = 3
# What people add to a community's name; no name has it.
_KINDS_OF_PLACE = frozenset(
    {
        "громада",
        "громади",
        "громаді",
        "громаду",
        "громадою",
        "територіальна",
        "тг",
        "отг",
        "community",
        "hromada",
    }
)


@dataclass(frozen=True)
class Suggestion:
    """An offer: what kind of thing it is, in the reader's words, its name, what tells it from others, its address."""

    kind: str
    label: str
    detail: str
    url: str


class _Ranked(NamedTuple):
    """Lower ranks come first: 0 begins with the text, 1 has it as words; 2 and 3 the same of what has no story yet."""

    rank: int
    suggestion: Suggestion


def suggest(text: str, *, language: str, limit: int = LIMIT) -> list[Suggestion]:
    """Offer at most `limit` things whose name begins like `text` or holds its words; none for a text without a word.

    Labels are in the active language. Takes at most four queries, and a few more after a name has changed.
    """
    text = text[:LONGEST_QUERY]
    query = read_query(text, phrases=False)
    folded = fold(text)
    if not query.terms or not folded:
        return []
    found = [
        *_communities(folded, language),
        *_values(query, folded, language),
        *_stories(query, folded, language),
    ]
    return list(dict.fromkeys(_in_turn(found)))[:limit]


def _in_turn(found: list[_Ranked]) -> list[Suggestion]:
    """By rank; within a rank the best of every kind, then the second of every kind, and so on."""
    seen: Counter[tuple[int, str]] = Counter()
    placed = []
    for ranked in found:
        seen[ranked.rank, ranked.suggestion.kind] += 1
        placed.append((ranked.rank, seen[ranked.rank, ranked.suggestion.kind], ranked.suggestion))
    return [suggestion for _rank, _turn, suggestion in sorted(placed, key=lambda one: one[:2])]


def _stories(query: Query, folded: str, language: str) -> Iterator[_Ranked]:
    documents = SearchDocument.objects
    (ids,) = documents.holding([query.in_title()])
    keys = documents.first_of(set(ids), language=language, most=_STORIES)
    stories = (
        StoryPage.objects.filter(pk__in=keys).select_related("locale", "lead_community").defer_streamfields()
    )
    by_key = {story.pk: story for story in stories}
    for key in keys:
        if story := by_key.get(key):
            rank = 0 if fold(story.title).startswith(folded) else 1
            kind = pgettext("kind of suggestion", "story")
            yield _Ranked(
                rank, Suggestion(kind, story.title, story.lead_community.display_name, story.get_url() or "")
            )


def _communities(folded: str, language: str) -> Iterator[_Ranked]:
    name = " ".join(word for word in folded.split() if word not in _KINDS_OF_PLACE)
    if not name:
        return
    communities: list[Any] = list(Community.objects.suggested(name, language=language, most=_COMMUNITIES))
    if not communities and (lemma := _lemma(name)) != name:
        communities = list(Community.objects.suggested(lemma, language=language, most=_COMMUNITIES))
        name = lemma
    for community in communities:
        begins = _begins(community.search_text, name)
        if not begins and len(name) < _SHORTEST_INSIDE:
            continue
        yield _Ranked(
            (0 if begins else 1) + (0 if community.has_stories else _WITHOUT_STORIES),
            Suggestion(
                pgettext("kind of suggestion", "community"),
                community.display_name,
                _former_name(community, name) or community.region.name,
                community.get_absolute_url(),
            ),
        )


def _lemma(name: str) -> str:
    return fold(" ".join(lemma_of(word.spelling) for word in words_of(name)))


def _begins(search_text: str, name: str) -> bool:
    return any(line.startswith(name) for line in search_text.split("\n"))


def _former_name(community: Community, name: str) -> str:
    """«колишня назва: …» if only a former name has what was typed."""
    current = (community.name_uk, community.centre_uk, community.name_en, community.centre_en)
    if any(name in fold(one) for one in current):
        return ""
    for alias in community.aliases.all():
        if name in fold(alias.name_uk) or name in fold(alias.name_en):
            return _("former name: %(name)s") % {"name": alias.name}
    return ""


# Values of the catalogue's filters

_KINDS: dict[str, type[Model]] = {
    "category": Category, "challenge": Challenge, "group": BeneficiaryGroup, "region": Region, "tag": StoryTag,
}  # fmt: skip
_TABLES = tuple(
    model._meta.db_table
    for model in (
        *_KINDS.values(), SearchDocument, StoryPage, Community, TaggedStory,
        StoryPage.challenges.through, StoryPage.groups.through,
    )
)  # fmt: skip
_kept: dict[str, tuple[str, tuple[NamedRow, ...]]] = {}


def _values(query: Query, folded: str, language: str) -> Iterator[_Ranked]:
    shown: dict[str, int] = {}
    matches = [(rank, row) for row in _rows(language) if (rank := _rank(row, query, folded)) is not None]
    matches.sort(key=lambda match: (match[0], -match[1].stories))
    for rank, row in matches:
        shown[row.facet] = shown.get(row.facet, 0) + 1
        if shown[row.facet] <= _OF_A_KIND:
            label = (row.name_en if language == "en" else row.name_uk) or row.name_uk
            detail = ngettext("%(count)s story", "%(count)s stories", row.stories) % {
                "count": format_number(row.stories)
            }
            yield _Ranked(rank, Suggestion(_kind(row.facet), label, detail, _address(row, language)))


def _rank(row: NamedRow, query: Query, folded: str) -> int | None:
    names = (row.name_uk, row.name_en)
    if any(fold(name).startswith(folded) for name in names):
        return 0
    fits = any(
        all(any(term.fits(word.spelling) for word in words) for term in query.single_words())
        for words in (list(words_of(name)) for name in names)
    )
    return 1 if fits else None


def _rows(language: str) -> Iterable[NamedRow]:
    """Every value that a published story of the language has, kept until one of the tables is written to."""
    version = token(*_TABLES)
    kept = _kept.get(language)
    if kept and version is not None and kept[0] == version:
        return kept[1]
    rows = tuple(named_rows(_KINDS, language=language))
    if version is not None:
        _kept[language] = (version, rows)
    return rows


def _kind(facet: str) -> str:
    return {
        "category": pgettext("kind of suggestion", "category"),
        "challenge": pgettext("kind of suggestion", "challenge"),
        "group": pgettext("kind of suggestion", "for whom"),
        "region": pgettext("kind of suggestion", "region"),
        "tag": pgettext("kind of suggestion", "tag"),
    }[facet]


def _address(row: NamedRow, language: str) -> str:
    return f"/{language}/stories/?{urlencode({row.facet: row.key})}"
