"""What a page says of itself to search engines, messengers and feed readers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stories.domain import linked_data
from stories.domain.linked_data import Node, Place
from stories.domain.share_images import story_image_version
from stories.models import HomePage, StoryPage

register = template.Library()

_NUMBER = re.compile(r"[0-9]{1,5}")
LOCALES = {"uk": "uk_UA", "en": "en_GB"}


@dataclass(frozen=True)
class Head:
    """The words of a page's head. Addresses are full ones."""

    title: str
    description: str
    kind: str
    url: str
    image: str
    image_alt: str
    locale: str
    other_locales: list[str]
    default_url: str
    feeds: list[tuple[str, str]]
    graph: SafeString
    oembed: str = ""
    story: StoryPage | None = None
    translations: list[tuple[str, str]] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def page_head(context: Context, links: Sequence[Any] = ()) -> Head | None:
    """What the page of this context says of itself; None for an error page, which has nothing to say.

    `links` are those of `language_links`.
    """
    request = context.get("request")
    title = context.get("page_title")
    if request is None or not title:
        return None
    language = get_language() or settings.LANGUAGE_CODE
    base = f"{request.scheme}://{request.get_host()}"
    place = Place(base, language, f"{base}{_own_path(context, request)}")
    page = context.get("page")
    # A story that is only being written has no address yet.
    story = page if isinstance(page, StoryPage) and page.slug else None
    others = [(link.code, f"{base}{link.url}") for link in links if link.exists and link.code != language]
    urls = {language: place.url, **dict(others)}
    image = f"{base}{reverse('site_share_image')}"
    if story is not None:
        image = f"{base}{reverse('share_image', args=[story.slug])}?v={story_image_version(story)}"
    description = _description(context)
    return Head(
        title=str(title), description=description, kind="article" if story else "website", url=place.url, image=image,
        image_alt=_image_alt(story), locale=LOCALES[language], story=story, translations=others,
        other_locales=[LOCALES[code] for code, _url in others], default_url=urls.get(settings.LANGUAGE_CODE, place.url),
        feeds=_feeds(context, base), oembed=_oembed(base, place.url) if story else "",
        graph=linked_data.graph(_nodes(context, place, description, image, others)),
    )  # fmt: skip


def _own_path(context: Context, request: HttpRequest) -> str:
    """The page's own address: with the number of its part, and with what narrows a list where the list says so."""
    if (query := context.get("canonical_query")) is not None:
        return f"{request.path}{query}"
    number = request.GET.get("page", "")
    return f"{request.path}?page={number}" if _NUMBER.fullmatch(number) else request.path


def _description(context: Context) -> str:
    page = context.get("page")
    texts = [
        context.get("page_description", ""),
        getattr(page, "summary", "") or getattr(page, "lead", ""),
        *(getattr(context.get(name), attribute, "") for name, attribute in _DESCRIBED),
    ]
    return next(
        (text for text in texts if text),
        _("Stories of how Ukrainian communities hold on and work together in time of war."),
    )


_DESCRIBED = (("category", "description"), ("edition", "summary"))


def _image_alt(story: StoryPage | None) -> str:
    if story is None:
        return _("Resilient Communities")
    return f"{story.title}. {story.lead_community.display_name}"


def _feeds(context: Context, base: str) -> list[tuple[str, str]]:
    """The feed of all stories, and before it the one of what this page narrows them to."""
    address = f"{base}{reverse('feed')}"
    feeds = [(_("New stories"), address)]
    narrowed = _narrowed(context)
    if narrowed:
        feeds.insert(
            0, (_("New stories: %(what)s") % {"what": context["page_title"]}, f"{address}{narrowed}")
        )
    return feeds


def _narrowed(context: Context) -> str:
    choice = context.get("choice")
    if choice is not None and getattr(choice, "is_narrowed", False):
        return str(choice.with_(sort="").query())
    for name, attribute in (("category", "slug"), ("region", "code"), ("community", "slug")):
        if value := getattr(context.get(name), attribute, ""):
            return f"?{urlencode({name: value})}"
    return ""


def _oembed(base: str, url: str) -> str:
    return f"{base}{reverse('oembed')}?{urlencode({'url': url})}"


def _nodes(
    context: Context, place: Place, description: str, image: str, others: list[tuple[str, str]]
) -> list[Node]:
    page, title = context.get("page"), str(context["page_title"])
    steps = context.get("breadcrumbs") or []
    nodes = [linked_data.publisher(place)]
    if isinstance(page, StoryPage) and page.slug:
        nodes.append(linked_data.article(place, page, image=image, translations=others))
    elif isinstance(page, HomePage):
        nodes.append(linked_data.website(place, description=description))
    else:
        nodes += _page_nodes(context, place, title, description)
    if make := context.get("linked_nodes"):
        # What only the view knows, made here because only here is known where the page stands.
        nodes += make(place)
    if len(steps) > 1:
        nodes.append(linked_data.breadcrumbs(place, steps))
    return nodes


def _page_nodes(context: Context, place: Place, title: str, description: str) -> list[Node]:
    """A page about a place, a category or an edition, a list of stories, or just a page."""
    topic = _topic(context, place)
    stories = _listed(context)
    kind = "CollectionPage" if stories else "WebPage"
    node = linked_data.web_page(place, name=title, description=description, kind=kind)
    if topic:
        node["about"] = {"@id": topic["@id"]}
    if not stories:
        return [node, topic] if topic else [node]
    total, before = _extent(context, len(stories))
    items = linked_data.story_list(place, stories, total=total, before=before)
    node["mainEntity"] = {"@id": items["@id"]}
    return [node, *([topic] if topic else []), items]


def _topic(context: Context, place: Place) -> Node | None:
    if row := context.get("community"):
        return linked_data.community(place, row, former_names=context.get("former_names") or ())
    for name in ("region", "category", "edition"):
        if row := context.get(name):
            node: Node = getattr(linked_data, name)(place, row)
            return node
    return None


def _listed(context: Context) -> list[tuple[str, str]]:
    """Titles and paths of the stories that the page lists."""
    cards = context.get("cards")
    shown = [card.story for card in cards] if cards else list(context.get("stories") or ())
    request = context["request"]
    return [(story.title, story.get_url(request)) for story in shown if isinstance(story, StoryPage)]


def _extent(context: Context, shown: int) -> tuple[int, int]:
    """How many stories all parts of the list hold, and how many stand before this part."""
    part = context.get("stories")
    if part is not None and hasattr(part, "paginator"):
        return part.paginator.count, part.start_index() - 1
    return shown, 0
