"""Where pages stand, kept in the process until a page or a site is written to.

Wagtail asks the database for every step of an address: a dozen queries before a page begins. All pages but the stories
are few, so they are known here, and a story is found in one query.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import NamedTuple
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils import translation
from wagtail.models import Locale, Page, Site
from wagtail.models.sites import get_site_for_hostname

from freshness.versions import token

_MODELS = (Page, Locale, Site)
TABLES = tuple(model._meta.db_table for model in _MODELS)
# Addresses of visitors come with any host they like.
_KEPT_HOSTS = 64


class Place(NamedTuple):
    """A page that is no story: its row, its place in the tree, its address ("" where no site leads to it)."""

    pk: int
    title: str
    path: str
    url_path: str
    url: str
    live: bool
    language: str
    key: UUID
    model: type[Page]


@dataclass(frozen=True)
class Routes:
    """The tree without the stories."""

    places: tuple[Place, ...]
    roots: Mapping[int, str]
    _sites: dict[tuple[str, str], Site | None] = field(default_factory=dict)

    def site_of(self, request: HttpRequest) -> Site | None:
        """The site that Wagtail's own lookup finds for the request."""
        host = (split_domain_port(request._get_raw_host())[0], request.get_port())  # type: ignore[attr-defined] # noqa: SLF001
        if host not in self._sites:
            try:
                site = get_site_for_hostname(*host)
            except Site.DoesNotExist:
                site = None
            if len(self._sites) >= _KEPT_HOSTS:
                return site
            self._sites[host] = site
        return self._sites[host]

    def home_of(self, site: Site, language: str) -> Place | None:
        """The front page that the site shows in a language, None where that is left to Wagtail."""
        root = self._by_path.get(self.roots.get(site.pk, ""))
        for place in self._by_key.get(root.key, ()) if root else ():
            if place.language == language and place.live:
                return place
        return None

    def at(self, url_path: str) -> Place | None:
        return self._by_url_path.get(url_path)

    def above(self, path: str, *, depth: int) -> list[Place]:
        """The pages on the way from `depth` down to the page with this path, without it."""
        step = Page.steplen
        found = (self._by_path.get(path[:end]) for end in range(depth * step, len(path), step))
        return [place for place in found if place]

    def translations(self, key: UUID) -> dict[str, str]:
        """Addresses of a page that is no story, by language, where it is published."""
        return {place.language: place.url for place in self._by_key.get(key, ()) if place.live}

    def story_url(self, path: str, slug: str) -> str:
        """The address of the story with this path in the tree and this slug, "" where no site leads to it."""
        parent = self._by_path.get(path[: -Page.steplen])
        return f"{parent.url}{slug}/" if parent and parent.url else ""

    @cached_property
    def _by_path(self) -> dict[str, Place]:
        return {place.path: place for place in self.places}

    @cached_property
    def _by_url_path(self) -> dict[str, Place]:
        return {place.url_path: place for place in self.places}

    @cached_property
    def _by_key(self) -> dict[UUID, list[Place]]:
        found: dict[UUID, list[Place]] = {}
        for place in self.places:
            found.setdefault(place.key, []).append(place)
        return found


_kept: dict[str, Routes] = {}
_building = Lock()


def routes() -> Routes:
    """The tree as it is now."""
    version = token(*TABLES)
    if version is None:
        # This transaction has changed the tree itself: what it sees may yet be rolled back.
        return build_routes()
    if (known := _kept.get(version)) is None:
        with _building:
            version = token(*TABLES)
            known = _kept.get(version) if version else None
            if known is None:
                known = build_routes()
                if version:
                    _kept.clear()
                    _kept[version] = known
    return known


def build_routes() -> Routes:
    """Read the tree out of the database: three queries."""
    story = ContentType.objects.get_for_model(apps.get_model("stories", "StoryPage"))
    pages = Page.objects.exclude(content_type=story).select_related("locale").order_by("path")
    return Routes(
        places=tuple(_places(pages)),
        roots=dict(Site.objects.values_list("pk", "root_page__path")),
    )


def _places(pages: Iterable[Page]) -> Iterable[Place]:
    paths = Site.get_site_root_paths()
    for page in pages:
        is_routable = any(page.url_path.startswith(site.root_path) for site in paths)
        language = page.locale.language_code
        with translation.override(language):
            url = (page.get_url() or "") if is_routable else ""
        yield Place(
            page.pk, page.title, page.path, page.url_path, url, page.live, language, page.translation_key,
            page.specific_class or Page,
        )  # fmt: skip
