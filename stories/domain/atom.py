"""The catalogue as an Atom feed (RFC 4287)."""

import re
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.translation import gettext as _

from stories.models import StoryPage

# XML cannot hold these, not even escaped.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class StoryFeed(Atom1Feed):
    """Atom with what Django's own leaves out: other languages, labels of categories, authors' pages."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for language, address in self.feed["languages"]:
            handler.addQuickElement(
                "link", "", {"rel": "alternate", "type": "text/html", "hreflang": language, "href": address}
            )
        handler.addQuickElement("icon", self.feed["icon"])

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        handler.addQuickElement("title", item["title"])
        handler.addQuickElement("id", item["unique_id"])
        for link in item["links"]:
            handler.addQuickElement("link", "", link)
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        handler.startElement("author", {})
        handler.addQuickElement("name", item["author_name"])
        handler.addQuickElement("uri", item["author_link"])
        handler.endElement("author")
        for category in item["terms"]:
            handler.addQuickElement("category", "", category)
        handler.addQuickElement("summary", item["description"], {"type": "text"})
        if item["rights"]:
            handler.addQuickElement("rights", item["rights"])


def new_feed(
    *,
    language: str,
    title: str,
    subtitle: str,
    address: str,
    page: str,
    languages: list[tuple[str, str]],
    icon: str,
) -> StoryFeed:
    """A feed without entries; `address` is its own, `page` the list it follows, `languages` the others' lists."""
    return StoryFeed(
        title=_xml(title), link=page, description=None, subtitle=_xml(subtitle), language=language, feed_url=address,
        feed_guid=address, author_name=_("Resilient Communities"), languages=languages, icon=icon,
    )  # fmt: skip


def add_story(
    feed: StoryFeed, story: StoryPage, *, address: str, base: str, image: str, others: list[tuple[str, str]]
) -> None:
    """Add a published story; `others` are the languages and addresses of its translations."""
    published = story.first_published_at or story.last_published_at
    community, language = story.lead_community, story.locale.language_code
    links = [{"rel": "alternate", "type": "text/html", "hreflang": language, "href": address}]
    links += [
        {"rel": "alternate", "type": "text/html", "hreflang": code, "href": url} for code, url in others
    ]
    links.append({"rel": "enclosure", "type": "image/png", "href": image})
    feed.add_item(
        title=_xml(story.title), link=address, description=_xml(story.summary), pubdate=published,
        updateddate=story.last_published_at or published,
        # The same for good, whatever becomes of the address.
        unique_id=uuid5(story.translation_key, language).urn, links=links, author_name=_xml(community.display_name),
        author_link=f"{base}{community.get_absolute_url()}", terms=_terms(story, base), rights=_rights(story),
    )  # fmt: skip


def last_change(stories: list[StoryPage]) -> datetime | None:
    return max((story.last_published_at for story in stories if story.last_published_at), default=None)


def _terms(story: StoryPage, base: str) -> list[dict[str, str]]:
    """Category, region and tags; the scheme says which of them a term is."""
    found = [
        ("category", story.category.slug, story.category.name),
        ("region", story.region.code, story.region.name),
        *(("tag", tagged.tag.slug, tagged.tag.label) for tagged in story.tagged_items.all()),
    ]
    return [
        {"term": term, "scheme": f"{base}/api/v1/{_VOCABULARIES[kind]}", "label": _xml(label)}
        for kind, term, label in found
    ]


_VOCABULARIES = {"category": "categories", "region": "regions", "tag": "tags"}


def _rights(story: StoryPage) -> str:
    return f"{story.licence_name} {story.licence_url}".strip()


def _xml(text: str) -> str:
    return _NOT_XML.sub(" ", text)
