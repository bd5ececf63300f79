"""The sitemap: every public address in every language, each with its twin in the other one."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap as sitemap_part
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Page

from contest.querysets.calls import shown_editions
from stories.models import Category, Community, Edition, Region
from stories.querysets.addresses import published_pages
from stories.querysets.open_data import story_counts
from stories.responses import conditional

# The protocol allows 50,000 addresses in a file; with two languages each they are long.
PART_SIZE = 10_000
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
PLAIN_VIEWS = ("categories", "regions", "editions", "figures", "data", "api_documentation")


@dataclass(frozen=True)
class Address:
    """A path in one language, its twins by language, and when what stands there was last published."""

    path: str
    twins: dict[str, str] = field(default_factory=dict)
    changed: datetime | None = None


class Addresses(Sitemap, ABC):
    """A part of the sitemap over addresses that are known whole."""

    limit = PART_SIZE

    @property
    @abstractmethod
    def addresses(self) -> list[Address]:
        """Each of them, in the order of the sitemap."""

    def items(self) -> list[Address]:
        return self.addresses

    def lastmod(self, item: Address) -> datetime | None:
        return item.changed

    def get_latest_lastmod(self) -> datetime | None:
        return max((item.changed for item in self.addresses if item.changed), default=None)

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        base = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        return [
            {
                "location": f"{base}{item.path}",
                "lastmod": item.changed,
                "alternates": [
                    {"lang_code": code, "location": f"{base}{path}"} for code, path in _alternates(item.twins)
                ],
            }
            for item in self.paginator.page(page).object_list
        ]


class Pages(Addresses):
    """Everything in Wagtail's tree: front pages, catalogues, stories, plain pages."""

    @cached_property
    def addresses(self) -> list[Address]:
        pages = published_pages(Page.objects.filter(depth__gt=1).order_by("path"))
        twins: dict[Any, dict[str, str]] = {}
        for page in pages:
            twins.setdefault(page.translation_key, {})[page.language] = page.path
        return [Address(page.path, twins[page.translation_key], page.changed) for page in pages]


class Views(Addresses):
    """Everything else: lists, categories, regions and communities with stories, editions, figures, data."""

    @cached_property
    def addresses(self) -> list[Address]:
        found = [address for name in PLAIN_VIEWS for address in _in_every_language(name)]
        for name, values in self._named():
            found += [address for value in values for address in _in_every_language(name, value)]
        return found

    def _named(self) -> Iterable[tuple[str, Iterable[str]]]:
        yield "category", Category.objects.values_list("slug", flat=True)
        yield "edition", shown_editions(Edition.objects.all()).values_list("slug", flat=True)
        yield (
            "region",
            Region.objects.filter(pk__in=_with_stories("lead_community__region")).values_list(
                "code", flat=True
            ),
        )
        yield (
            "community",
            Community.objects.filter(pk__in=_with_stories("lead_community")).values_list("slug", flat=True),
        )


SITEMAPS: dict[str, type[Sitemap] | Sitemap] = {"pages": Pages, "views": Views}


def _in_every_language(name: str, *values: str) -> list[Address]:
    twins = {}
    for code in LANGUAGES:
        with translation.override(code):
            twins[code] = reverse(name, args=values)
    return [Address(path, twins) for path in twins.values()]


def _alternates(twins: dict[str, str]) -> list[tuple[str, str]]:
    """Languages and paths; readers of neither language are sent to the site's own."""
    found = [(code, twins[code]) for code in LANGUAGES if code in twins]
    default = twins.get(settings.LANGUAGE_CODE)
    return [*found, ("x-default", default)] if default else found


def _with_stories(field: str) -> set[int]:
    """Keys of those that have a published story in any language."""
    return {key for code in LANGUAGES for key in story_counts(code, field)}


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The whole sitemap, or from 10,000 addresses on the list of its parts."""
    pages, views = Pages(), Views()
    parts: dict[str, type[Sitemap] | Sitemap] = {"pages": pages, "views": views}
    if len(pages.addresses) + len(views.addresses) > PART_SIZE:
        return conditional(request, sitemap_index(request, parts, sitemap_url_name="sitemap_part"))
    return conditional(request, sitemap_part(request, parts))


@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponseBase:
    """A part of the sitemap; `?p=2` is its second file."""
    return conditional(request, sitemap_part(request, SITEMAPS, section=section))
