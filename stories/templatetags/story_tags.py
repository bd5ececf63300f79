"""What templates ask for: drawings, numbers, the same page in the other language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import translate_url
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.language import account_page_in
from stories.domain.facts import Fact, ShareLink, share_links, story_facts
from stories.domain.front_page import FrontPage, front_page
from stories.domain.related import RelatedStory, related_stories
from stories.domain.renditions import (
    PICTURE_FORMATS,
    PICTURE_SIZES,
    made_renditions,
    make_renditions,
    spec_of,
)
from stories.drawing.ornament import border_svg, ornament_svg
from stories.drawing.region_map import MapRegion, count_steps, region_map_svg
from stories.models import HomePage, StoryImage, StoryPage, StoryRendition
from stories.querysets.reading import translated_urls
from stories.querysets.routes import routes
from stories.text.figures import format_figure, format_number
from stories.text.periods import format_day, format_month
from stories.text.typography import bind

register = template.Library()


@dataclass(frozen=True)
class LanguageLink:
    """This very page in one of the site's languages; `exists` is False where it is not translated yet."""

    code: str
    name: str
    url: str
    current: bool
    exists: bool


@register.simple_tag
def ornament(code: str) -> SafeString:
    return mark_safe(ornament_svg(code))


@register.simple_tag
def ornament_band(code: str, repeats: int = 12) -> SafeString:
    return mark_safe(border_svg(code, repeats=repeats))


@register.simple_tag
def region_map(regions: Sequence[Any]) -> SafeString:
    """The embroidered map of regions that carry `story_count`."""
    shapes = [
        MapRegion(
            code=region.code, name=region.name, href=region.get_absolute_url(), count=region.story_count,
            label=_("%(region)s: %(stories)s") % {"region": region.name, "stories": stories_counted(region.story_count)},
        )
        for region in regions
    ]  # fmt: skip
    return mark_safe(
        region_map_svg(
            shapes,
            title=_("Map of the regions of Ukraine"),
            description=_("Each region is a link. The list beside the map says the same."),
            steps=count_steps(region.story_count for region in regions),
        )
    )


@register.filter
def stories_counted(count: int) -> str:
    """«11 історій» / "11 stories"."""
    return ngettext("%(count)s story", "%(count)s stories", count) % {"count": format_number(count)}


@register.filter
def figure(value: Any, qualifier: str = "exact") -> str:
    return format_figure(value, qualifier)


@register.filter
def month(value: Any) -> str:
    return format_month(value)


@register.filter
def day(value: Any) -> str:
    """A date, or the date of an instant where the site is at home."""
    return format_day(timezone.localtime(value).date() if isinstance(value, datetime) else value)


@register.filter
def nbsp(text: Any) -> str:
    return bind(str(text))


@register.simple_tag
def front_page_of(home: HomePage) -> FrontPage:
    return front_page(home.locale.language_code)


@register.simple_tag
def story_facts_of(story: StoryPage) -> list[Fact]:
    return story_facts(story)


@register.simple_tag
def related_to(story: StoryPage) -> list[RelatedStory]:
    return related_stories(story) if story.pk else []


@register.simple_tag
def share_links_of(story: StoryPage) -> list[ShareLink]:
    return share_links(story, address=story.full_url or "")


@register.simple_tag(takes_context=True)
def picture(
    context: Context,
    image: StoryImage | None,
    size: str = "card",
    sizes: str = "100vw",
    alt: str | None = None,
) -> SafeString:
    """A <picture> in AVIF, WebP and JPEG with its measures, so that nothing jumps while it loads.

    For readers it shows the sizes that are there. Only in a preview, where the photo may never have been public, are
    missing ones made on the spot.
    """
    if image is None:
        return mark_safe("")
    if getattr(getattr(context, "request", None), "is_preview", False):
        make_renditions(image, size)
    made = made_renditions(image, size)
    by_format = {
        kind: [made[spec] for spec in (spec_of(each, kind) for each in PICTURE_SIZES[size]) if spec in made]
        for kind, _type in PICTURE_FORMATS
    }
    text = image.alt if alt is None else alt
    fallback = next((found[0] for _kind, found in reversed(by_format.items()) if found), None)
    if fallback is None:
        return format_html('<span class="picture-missing">{}</span>', text)
    sources = [
        (kind, _srcset(by_format[name]), sizes) for name, kind in PICTURE_FORMATS[:-1] if by_format[name]
    ]
    own = by_format[PICTURE_FORMATS[-1][0]]
    loading = mark_safe('fetchpriority="high"' if size == "hero" else 'loading="lazy"')
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" decoding="async" {}></picture>',
        format_html_join("", '<source type="{}" srcset="{}" sizes="{}">', sources),
        fallback.url, _srcset(own or [fallback]), sizes, fallback.width, fallback.height, text, loading,
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """This page in every language of the site, the active one included."""
    request, page = context.get("request"), context.get("page")
    active = get_language() or settings.LANGUAGE_CODE
    translations = _translations(page) if isinstance(page, Page) and page.pk else None
    links = []
    for code, _name in settings.LANGUAGES:
        if code == active:
            url, exists = (request.get_full_path() if request else ""), True
        elif translations is None:
            url, exists = _same_view(request, code), True
        else:
            url, exists = _translated_page(translations, page, code)
            # What is chosen in a list means the same in every language.
            if exists:
                url = f"{url}{context.get('query_in_other_languages', '')}"
        links.append(
            LanguageLink(
                code, get_language_info(code)["name_local"].capitalize(), url, code == active, exists
            )
        )
    return links


def _translations(page: Page) -> dict[str, str]:
    """Addresses of the page's published translations, by language."""
    if isinstance(page, StoryPage):
        return translated_urls(page)
    return routes().translations(page.translation_key)


def _translated_page(translations: dict[str, str], page: Page, code: str) -> tuple[str, bool]:
    if translations.get(code):
        return translations[code], True
    if isinstance(page, StoryPage):
        # The other language's catalogue answers for a story that it doesn't hold yet.
        return f"/{code}/stories/{page.slug}/", False
    return f"/{code}/", False


def _same_view(request: Any, code: str) -> str:
    if request is None or not getattr(request, "resolver_match", None):
        return f"/{code}/"
    if request.path.startswith("/accounts/"):
        return account_page_in(request, code)
    return translate_url(request.get_full_path(), code)


def _srcset(renditions: Sequence[StoryRendition]) -> str:
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)
