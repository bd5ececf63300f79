"""Finds the page at an address."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from stories.querysets.reading import read_story
from stories.querysets.routes import routes

if TYPE_CHECKING:
    from stories.models import StoryPage


def find_page(request: HttpRequest, path: str) -> "Page | StoryPage | None":
    """The published page at an address of the request's site, or None where Wagtail's own way has to say what is there.

    A story comes with everything that its page shows.
    """
    known = routes()
    site = known.site_of(request)
    home = known.home_of(site, get_language() or "") if site else None
    if home is None:
        return None
    request._wagtail_site = site  # type: ignore[attr-defined] # noqa: SLF001 - where Wagtail keeps it itself
    url_path = f"{home.url_path}{path}"
    if place := known.at(url_path):
        found = place.model._default_manager.select_related("locale").filter(pk=place.pk, live=True)
        return found.first() if place.live else None
    parent_path, _slash, slug = url_path.rstrip("/").rpartition("/")
    parent = known.at(f"{parent_path}/")
    if parent is None:
        return None
    return read_story(slug=slug, above=parent.path)
