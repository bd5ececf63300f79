"""Regions and communities."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from stories.api import records
from stories.api.links import Links, part
from stories.api.parameters import CommunityFilters, Key, Paging, Parameters
from stories.api.problems import Problem
from stories.api.schemas import CommunityList, CommunityRecord, RegionList, RegionRecord
from stories.models import Community, Region
from stories.querysets.open_data import story_counts
from stories.querysets.pages import published_stories
from stories.querysets.places import CommunityQuerySet

router = Router(tags=["places"])


@router.get(
    "/regions",
    response={200: RegionList, 422: Problem},
    url_name="regions",
    summary=_("List regions"),
    description=_("The 27 regions of Ukraine with how many stories their communities lead."),
)
def regions(request: HttpRequest, paging: Query[Paging]) -> RegionList:
    links, counts = Links.of(request, paging.lang), _region_counts(paging.lang)
    rows = list(Region.objects.in_reading_order(paging.lang))
    return RegionList(
        **part(request, total=len(rows), limit=paging.limit, offset=paging.offset),
        items=[
            records.region_record(row, links, counts.get(row.pk, 0))
            for row in rows[paging.offset : paging.offset + paging.limit]
        ],
    )


@router.get(
    "/regions/{code}",
    response={200: RegionRecord, 404: Problem, 422: Problem},
    url_name="region",
    summary=_("Get a region"),
    description=_("One region by its ISO 3166-2 code."),
)
def region(request: HttpRequest, code: Path[Key], parameters: Query[Parameters]) -> RegionRecord:
    row = Region.objects.filter(code=code).first()
    if row is None:
        raise Http404
    stories = published_stories(parameters.lang).in_region(row).count()
    return records.region_record(row, Links.of(request, parameters.lang), stories)


@router.get(
    "/communities",
    response={200: CommunityList, 422: Problem},
    url_name="communities",
    summary=_("Find communities"),
    description=_(
        "Communities of the official register, by present and former names; the best matches come first."
    ),
)
def communities(request: HttpRequest, filters: Query[CommunityFilters]) -> CommunityList:
    links, counts = Links.of(request, filters.lang), _community_counts(filters.lang)
    found = _matching(filters)
    rows = found.with_region().prefetch_related("aliases")[filters.offset : filters.offset + filters.limit]
    return CommunityList(
        **part(request, total=found.count(), limit=filters.limit, offset=filters.offset),
        items=[records.community_record(row, links, counts.get(row.pk, 0)) for row in rows],
    )


@router.get(
    "/communities/{key}",
    response={200: CommunityRecord, 404: Problem, 422: Problem},
    url_name="community",
    summary=_("Get a community"),
    description=_("One community by its KATOTTG code or its slug."),
)
def community(request: HttpRequest, key: Path[Key], parameters: Query[Parameters]) -> CommunityRecord:
    field = "code" if key.startswith("UA") else "slug"
    row = Community.objects.with_region().prefetch_related("aliases").filter(**{field: key}).first()
    if row is None:
        raise Http404
    stories = published_stories(parameters.lang).led_by(row).count()
    return records.community_record(row, Links.of(request, parameters.lang), stories)


def _matching(filters: CommunityFilters) -> CommunityQuerySet:
    found = Community.objects.in_reading_order(filters.lang)
    if filters.q:
        found = Community.objects.named_like(filters.q)
    if filters.region:
        found = found.filter(region__code__in=filters.region)
    if filters.occupied is not None:
        found = found.filter(is_occupied=filters.occupied)
    if filters.with_stories is not None:
        leading = published_stories(filters.lang).order_by().values("lead_community")
        found = found.filter(pk__in=leading) if filters.with_stories else found.exclude(pk__in=leading)
    return found


def _region_counts(language: str) -> dict[int, int]:
    return story_counts(language, "lead_community__region")


def _community_counts(language: str) -> dict[int, int]:
    return story_counts(language, "lead_community")
