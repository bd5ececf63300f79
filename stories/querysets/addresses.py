"""Addresses of published pages without building the pages."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from wagtail.models import Site

from stories.querysets.restrictions import has_restrictions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True)
class PublishedPage:
    """Where a published page stands, in which language, and when it was last published."""

    pk: int
    translation_key: UUID
    language: str
    slug: str
    path: str
    changed: "datetime | None"


def published_pages(pages: Any) -> list[PublishedPage]:
    """What `pages` (a queryset of Page or of one of its kinds) publishes, in its order, in one query."""
    shown = pages.live()
    rows = (shown.public() if has_restrictions() else shown).values_list(
        "pk", "translation_key", "locale__language_code", "slug", "url_path", "last_published_at"
    )
    roots = Site.get_site_root_paths()
    found = []
    for pk, key, language, slug, url_path, changed in rows:
        root = next((site.root_path for site in roots if url_path.startswith(site.root_path)), None)
        if root is not None:
            path = f"/{language}/{url_path.removeprefix(root)}"
            found.append(PublishedPage(pk, key, language, slug, path, changed))
    return found


def published_translations(keys: "Iterable[UUID]") -> dict[UUID, list[PublishedPage]]:
    """Every language in which the stories of these keys are published, by key, in one query."""
    stories = apps.get_model("stories", "StoryPage").objects
    found: dict[UUID, list[PublishedPage]] = {}
    rows = stories.filter(translation_key__in=list(keys)).order_by("-locale__language_code", "pk")
    for page in published_pages(rows):
        found.setdefault(page.translation_key, []).append(page)
    return found


def paths_in_language(page_ids: "Iterable[int]", language: str) -> dict[int, str]:
    """For each of these pages that is published its path in the language, or its own where it isn't translated."""
    wanted = set(page_ids)
    if not wanted:
        return {}
    pages = apps.get_model("wagtailcore", "Page").objects
    keys = pages.filter(pk__in=wanted).values("translation_key")
    found = published_pages(pages.filter(translation_key__in=keys))
    translated = {page.translation_key: page.path for page in found if page.language == language}
    return {page.pk: translated.get(page.translation_key, page.path) for page in found if page.pk in wanted}
