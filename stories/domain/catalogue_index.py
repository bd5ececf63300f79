"""The whole catalogue of one language in memory: who has which value, and what the values are called.

It is built by a fixed number of queries and kept in the process until one of its tables is written to.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Locale, Page, PageViewRestriction

from freshness.versions import token
from stories.domain.facets import FacetIndex, bits_of
from stories.enums import AwardKind, Sector
from stories.models import (
    BeneficiaryGroup,
    Category,
    Challenge,
    Community,
    Organisation,
    Region,
    StoryCommunity,
    StoryPage,
    StoryPartner,
    StoryTag,
    TaggedStory,
)
from stories.querysets import facet_rows
from stories.querysets.facet_rows import StoryRow
from stories.text.ordering import ordering_key

# Everything that the index is made of: a write to one of them makes it out of date.
_MODELS: tuple[type[Model], ...] = (
    Page, Locale, PageViewRestriction, StoryPage, StoryPage.challenges.through, StoryPage.groups.through, StoryCommunity,
    StoryPartner, TaggedStory, Category, Region, Community, Challenge, BeneficiaryGroup, Organisation, StoryTag,
)  # fmt: skip
TABLES = tuple(model._meta.db_table for model in _MODELS)
# Long vocabularies begin with what most stories have; the others keep an order that readers know.
_BY_FREQUENCY = ("community", "challenge", "group", "sector", "tag")
ONGOING, ENDED = "ongoing", "ended"

Members = dict[str, dict[str, list[int]]]

_building = Lock()


@dataclass(frozen=True)
class Term:
    """A value of a filter as readers see it; `detail` tells it from another of the same name."""

    key: str
    label: str
    detail: str = ""


@dataclass(frozen=True)
class CatalogueIndex:
    """The catalogue of one language; `terms` keep the order in which values are offered.

    `stories.sets` holds one more facet than there are filters: `month`, the known months of starts ("2023-07").
    """

    language: str
    stories: FacetIndex
    terms: Mapping[str, Mapping[str, Term]]

    def label(self, facet: str, key: str) -> str:
        """The name of a value; of one that nobody knows, the value itself."""
        term = self.terms[facet].get(key)
        return term.label if term else key


_kept: dict[str, tuple[str, CatalogueIndex]] = {}


def build_index(language: str) -> CatalogueIndex:
    """Read the catalogue of one language out of the database."""
    own = facet_rows.story_rows(language)
    rows = [*own, *facet_rows.rows_only_in_other_language(language)]
    rows.sort(key=lambda row: (-row.start_month.toordinal(), row.ordering, row.pk))
    size, own_keys = len(rows), {row.pk for row in own}
    here = bits_of([place for place, row in enumerate(rows) if row.pk in own_keys], size=size)
    with translation.override(language):
        communities = {row.pk: row for row in facet_rows.communities_with_stories()}
        members = _members(rows, communities)
        sets = {
            facet: {value: bits_of(places, size=size) for value, places in values.items()}
            for facet, values in members.items()
        }
        terms = _terms(language, [*communities.values()], sets, here)
    stories = FacetIndex(
        pks=tuple(row.pk for row in rows),
        here=here,
        elsewhere=((1 << size) - 1) ^ here,
        sets=sets,
        orders={
            "title": _order(rows, lambda row: (row.ordering, row.pk)),
            "place": _order(rows, lambda row: (communities[row.community].ordering, row.ordering, row.pk)),
        },
    )
    return CatalogueIndex(language, stories, terms)


def _order(rows: Sequence[StoryRow], rank: Callable[[StoryRow], Any]) -> tuple[int, ...]:
    return tuple(sorted(range(len(rows)), key=lambda place: rank(rows[place])))


def _members(rows: Sequence[StoryRow], communities: Mapping[int, Community]) -> Members:
    """The places of the stories that have each value, rising, by facet and value."""
    found: Members = {
        name: defaultdict(list)
        for name in ("category", "region", "community", "challenge", "group", "sector", "tag", "year", "status",
                     "award", "month")
    }  # fmt: skip
    for place, row in enumerate(rows):
        lead = communities[row.community]
        found["category"][row.category].append(place)
        found["region"][lead.region.code].append(place)
        found["community"][lead.slug].append(place)
        found["year"][str(row.start_month.year)].append(place)
        found["status"][ONGOING if row.is_ongoing else ENDED].append(place)
        if row.month_known:
            found["month"][f"{row.start_month:%Y-%m}"].append(place)
        if row.award:
            found["award"][row.award].append(place)
    joined = ((pk, communities[community].slug) for pk, community in facet_rows.communities_joined())
    many = {
        "community": joined, "challenge": facet_rows.challenges_answered(), "group": facet_rows.groups_served(),
        "tag": facet_rows.tags_used(), "sector": facet_rows.sectors_joined(),
    }  # fmt: skip
    places = {row.pk: place for place, row in enumerate(rows)}
    for facet, pairs in many.items():
        for pk, value in pairs:
            if pk in places:
                found[facet][value].append(places[pk])
    return found


def _terms(
    language: str, communities: Sequence[Community], sets: Mapping[str, Mapping[str, int]], here: int
) -> dict[str, dict[str, Term]]:
    """Every value that can be chosen, in the order in which it is offered."""
    regions = Region.objects.in_reading_order(language)
    found: dict[str, Iterable[Term]] = {
        "category": [Term(row.slug, row.short) for row in Category.objects.all()],
        "region": [Term(row.code, row.name) for row in regions],
        "community": _community_terms(communities),
        "challenge": [Term(row.slug, row.name) for row in Challenge.objects.all()],
        "group": [Term(row.slug, row.name) for row in BeneficiaryGroup.objects.all()],
        "sector": [Term(value, str(label)) for value, label in Sector.choices],
        "tag": [Term(row.slug, row.label) for row in StoryTag.objects.all()],
        "year": [Term(year, year) for year in sorted(sets["year"], reverse=True)],
        "status": [Term(ONGOING, gettext("still going on")), Term(ENDED, gettext("completed"))],
        "award": [Term(value, str(label)) for value, label in AwardKind.choices],
    }
    for facet in _BY_FREQUENCY:
        frequency = {value: (stories & here).bit_count() for value, stories in sets[facet].items()}
        found[facet] = sorted(
            found[facet], key=lambda term: (-frequency.get(term.key, 0), ordering_key(term.label), term.key)
        )
    return {facet: {term.key: term for term in terms} for facet, terms in found.items()}


def _community_terms(communities: Sequence[Community]) -> list[Term]:
    """Communities by name; of those that share a name each with its region."""
    names = Counter(community.display_name for community in communities)
    return [
        Term(row.slug, row.display_name, row.region.name if names[row.display_name] > 1 else "")
        for row in communities
    ]


def catalogue_index(language: str) -> CatalogueIndex:
    """The index of a language as the catalogue is now: the one that is kept, or a new one if anything was written since."""
    version = token(*TABLES)
    if version is None:
        # This transaction has written to the catalogue itself: what it sees may yet be rolled back.
        return build_index(language)
    if index := _kept_index(language, version):
        return index
    with _building:
        # Whoever waited finds it built. The version is asked for anew: the old one may have passed meanwhile.
        version = token(*TABLES)
        index = _kept_index(language, version)
        if index is None:
            index = build_index(language)
            if version is not None:
                _kept[language] = (version, index)
        return index


def _kept_index(language: str, version: str | None) -> CatalogueIndex | None:
    kept = _kept.get(language)
    return kept[1] if kept and kept[0] == version else None
