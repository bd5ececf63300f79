"""How a call is going: its applications by status, category, region and day, and the drafts that stall."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from contest.enums import ApplicationStatus
from contest.models import Application, Call
from stories.models import Category, Region

MOST_STALLED = 20


@dataclass(frozen=True)
class Figure:
    """A number under a name; `code` leads to the list of those it counts."""

    name: str
    count: int
    code: str


@dataclass(frozen=True)
class Overview:
    """Everything at one instant. `regions` names every region, those without an application too."""

    total: int
    submitted: int
    statuses: list[Figure]
    categories: list[Figure]
    regions: list[Figure]
    days: list[tuple[date, int]]
    stalled: list[Application]
    stalled_count: int


def overview_of(call: Call, *, stalled_before: datetime) -> Overview:
    """Return the figures of the call at a constant number of queries."""
    applications = Application.objects.of_call(call)
    by_status = {row["status"]: row["count"] for row in applications.counted_by("status")}
    counted = applications.counted()
    by_category = {row["category"]: row["count"] for row in counted.counted_by("category")}
    by_region = {row["community__region"]: row["count"] for row in counted.counted_by("community__region")}
    stalled = applications.unchanged_since(stalled_before)
    return Overview(
        total=sum(by_status.values()),
        submitted=sum(by_category.values()),
        statuses=[
            Figure(str(status.label), by_status[status], str(status)) for status in ApplicationStatus if status in by_status
        ],
        categories=[
            Figure(row.name, by_category.get(row.pk, 0), str(row.pk))
            for row in Category.objects.filter(pk__in=call.categories.values("category"))
        ],
        regions=[Figure(row.name, by_region.get(row.pk, 0), row.code) for row in Region.objects.all()],
        days=without_holes([(row["day"], row["count"]) for row in applications.counted_by_day(call.zone)]),
        stalled=list(stalled.with_names().order_by("changed_at", "pk")[:MOST_STALLED]),
        stalled_count=stalled.count(),
    )  # fmt: skip


def without_holes(days: list[tuple[date, int]]) -> list[tuple[date, int]]:
    """Put the days on which nothing came between those on which something did."""
    if not days:
        return []
    counts, first, last = dict(days), days[0][0], days[-1][0]
    return [
        (day, counts.get(day, 0))
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1))
    ]
