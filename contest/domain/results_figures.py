"""How many applied and from where, as everybody reads it once the results are out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from contest.domain.overview import without_holes
from contest.domain.results_honours import HonourGroup
from contest.models import Application, Call
from stories.models import Edition, Region


@dataclass(frozen=True)
class Counted:
    """A number under a name, which has a `short` form for drawings; `address` leads to the page of what it counts."""

    code: str
    name: str
    short: str
    count: int
    address: str


@dataclass(frozen=True)
class Figures:
    """The figures of an edition. `regions` are all 27; `categories` and `days` are empty where nobody knows them any more.

    `of_stories` says that regions count honoured stories, because where the applications came from is not known.
    """

    applications: int
    communities: int
    regions: tuple[Counted, ...]
    categories: tuple[Counted, ...] = ()
    days: tuple[tuple[date, int], ...] = ()
    of_stories: bool = False

    @property
    def reached(self) -> int:
        """From how many regions."""
        return sum(1 for region in self.regions if region.count)


def figures_of_call(call: Call) -> Figures:
    """Return what the applications of the call add up to, at three queries: submitted ones that were not taken back."""
    counted = Application.objects.of_call(call).counted()
    categories: dict[int, int] = defaultdict(int)
    regions: dict[int, int] = defaultdict(int)
    communities = set()
    for row in counted.counted_by("category", "community", "community__region"):
        categories[row["category"]] += row["count"]
        regions[row["community__region"]] += row["count"]
        communities.add(row["community"])
    days = without_holes([(row["day"], row["count"]) for row in counted.counted_by_day(call.zone)])
    return Figures(
        applications=sum(categories.values()),
        communities=len(communities),
        regions=_by_region(regions),
        categories=tuple(
            _counted(row.category.slug, row.category, categories[row.category_id])
            for row in call.categories.all()
        ),
        days=tuple(days),
    )


def figures_of_history(edition: Edition, groups: Iterable[HonourGroup]) -> Figures:
    """Return what is known of an edition that was not held on this site."""
    regions: dict[int, int] = defaultdict(int)
    for community in {row.key: row.community for group in groups for row in group.honoured}.values():
        regions[community.region_id] += 1
    return Figures(
        applications=edition.applications or 0, communities=edition.communities or 0, regions=_by_region(regions),
        of_stories=True,
    )  # fmt: skip


def _by_region(counts: dict[int, int]) -> tuple[Counted, ...]:
    rows = Region.objects.in_reading_order(get_language() or "uk")
    return tuple(_counted(row.code, row, counts[row.pk]) for row in rows)


def _counted(code: str, row: Any, count: int) -> Counted:
    return Counted(code, row.name, getattr(row, "short", row.name), count, row.get_absolute_url())
