"""What templates ask for: drawings, numbers, the same page in the other language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import translate_url
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.language import account_page_in
from stories.domain.facts import Fact, ShareLink, share_links, story_facts
from stories.domain.related import RelatedStory, related_stories
from stories.drawing.ornament import border_svg, ornament_svg
from stories.drawing.region_map import MapRegion, region_map_svg
from stories.models import StoryImage, StoryPage
from stories.text.figures import format_figure, format_number
from stories.text.periods import format_month
from stories.text.typography import bind

register = template.Library()

PICTURE_SIZES = {
    "card": ("fill-640x400",),
    "hero": ("width-640", "width-1200", "width-2000"),
    "gallery": ("width-480", "width-960"),
}
PICTURE_FORMATS = (("avif", "image/avif"), ("webp", "image/webp"), ("jpeg", "image/jpeg"))


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
def nbsp(text: Any) -> str:
    return bind(str(text))


@register.simple_tag
def story_facts_of(story: StoryPage) -> list[Fact]:
    return story_facts(story)


@register.simple_tag
def related_to(story: StoryPage) -> list[RelatedStory]:
    return related_stories(story) if story.pk else []


@register.simple_tag
def share_links_of(story: StoryPage) -> list[ShareLink]:
    return share_links(story, address=story.full_url or "")


@register.simple_tag
def picture(
    image: StoryImage | None, size: str = "card", sizes: str = "100vw", alt: str | None = None
) -> SafeString:
    """A <picture> in AVIF, WebP and JPEG with its measures, so that nothing jumps while it loads."""
    if image is None:
        return mark_safe("")
    specs = [f"{spec}|format-{name}" for spec in PICTURE_SIZES[size] for name, _type in PICTURE_FORMATS]
    renditions = image.get_renditions(*specs)
    sources = []
    for name, mime in PICTURE_FORMATS[:-1]:
        srcset = _srcset(renditions, size, name)
        sources.append((mime, srcset, sizes))
    fallback = renditions[f"{PICTURE_SIZES[size][0]}|format-jpeg"]
    loading = mark_safe('fetchpriority="high"' if size == "hero" else 'loading="lazy"')
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" decoding="async" {}></picture>',
        format_html_join("", '<source type="{}" srcset="{}" sizes="{}">', sources),
        fallback.url, _srcset(renditions, size, "jpeg"), sizes, fallback.width, fallback.height,
        image.alt if alt is None else alt, loading,
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
        links.append(
            LanguageLink(
                code, get_language_info(code)["name_local"].capitalize(), url, code == active, exists
            )
        )
    return links


def _translations(page: Page) -> dict[str, Page]:
    others = page.get_translations().live().select_related("locale")
    return {other.locale.language_code: other for other in others}


def _translated_page(translations: dict[str, Page], page: Page, code: str) -> tuple[str, bool]:
    if code in translations:
        return translations[code].url, True
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


def _srcset(renditions: dict[str, Any], size: str, name: str) -> str:
    found = (renditions[f"{spec}|format-{name}"] for spec in PICTURE_SIZES[size])
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in found)
