"""A published story with everything that the data files say of it, in plain values."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.models import Site

from stories.domain.exchange.alignment import Row, side_by_side
from stories.domain.exchange.columns import LANGUAGES, Rows
from stories.enums import CommunityKind
from stories.querysets import exchange as reads
from stories.text.cells import plain
from stories.text.prose import Item, Part, Points, Quote, RichText, write_prose

CHUNK = 500
_PAGE_LINK = re.compile(
    r'linktype=\\?"page\\?"[^>]*?\bid=\\?"(\d+)|\bid=\\?"(\d+)\\?"[^>]*?linktype=\\?"page'
)
_PROSE = ("challenge", "solution", "results", "transfer")


class Addresses:
    """Full addresses of the site's pages, from their paths in the tree, without a query for each."""

    def __init__(self) -> None:
        # The longest path first: a site may stand inside another.
        self.roots = sorted(Site.get_site_root_paths(), key=lambda root: -len(root.root_path))
        self.fronts: dict[str, str] = {}

    def of_page(self, language: str, url_path: str) -> str:
        """The full address, or "" for a page outside every site."""
        for root in self.roots:
            if url_path.startswith(root.root_path):
                return f"{root.root_url}{self._front(language)}{quote(url_path[len(root.root_path) :])}"
        return ""

    def _front(self, language: str) -> str:
        if language not in self.fronts:
            with override(language):
                self.fronts[language] = reverse("wagtail_serve", args=[""])
        return self.fronts[language]

    @staticmethod
    def of_file(name: str) -> str:
        return full_address(default_storage.url(name)) if name else ""


def full_address(path: str) -> str:
    """The path with the site's own address before it; a full address stays."""
    return path if "://" in path else f"{settings.SITE_URL.rstrip('/')}{path}"


@dataclass(frozen=True)
class Bundle:
    """One story: its published pages by language, what hangs on them, and the addresses that it leads to."""

    key: UUID
    pages: Mapping[str, reads.Values]
    related: Mapping[str, Sequence[reads.Values]]
    sizes: Mapping[int, reads.Values]
    documents: Mapping[int, Any]
    linked: Mapping[int, str]
    addresses: Addresses

    @cached_property
    def facts(self) -> reads.Values:
        """What is the same in every language, as the first language has it."""
        return first_language(self.pages)

    def word(self, language: str, name: str) -> str:
        return plain(str(self.pages[language][name] or "")) if language in self.pages else ""

    def address(self, language: str) -> str:
        page = self.pages.get(language)
        return self.addresses.of_page(language, page["url_path"]) if page else ""

    def prose(self, language: str, name: str) -> str:
        """A part of the running text in the notation of the data files."""
        parts = [_part(block) for block in self._stream(language, name)]
        return write_prose([part for part in parts if part], link_address=self._link_address)

    def rows(self, name: str, *, rows: Rows) -> list[dict[str, Any]]:
        """A list that each language tells in its own words, the languages side by side."""
        told = {
            language: [self._row(block) for block in self._stream(language, name)] for language in self.pages
        }
        return side_by_side(told, rows=rows)

    def _stream(self, language: str, name: str) -> Sequence[Mapping[str, Any]]:
        return _blocks(self.pages[language], name) if language in self.pages else ()

    def _row(self, block: Mapping[str, Any]) -> Row:
        values: reads.Values = {
            name: plain(value) if isinstance(value, str) else value for name, value in block["value"].items()
        }
        for name in ("start", "end", "as_of"):
            if values.get(name):
                values[name] = str(values[name])[:7]
        if "earlier" in values:
            values["earlier"] = _earlier(values["earlier"])
        if "document" in values:
            document = self.documents.get(block["value"]["document"])
            values["url"] = full_address(document.url) if document else ""
        return Row(str(block.get("id") or ""), values)

    def _link_address(self, attributes: Mapping[str, str]) -> str:
        if attributes.get("linktype") == "page":
            key = attributes.get("id", "")
            return self.linked.get(int(key), "") if key.isdecimal() else ""
        return attributes.get("href", "")


def read_bundles(keys: Sequence[UUID]) -> Iterator[Bundle]:
    """Yield the stories that are published, in the order of the keys, in a fixed number of queries for each 500."""
    addresses = Addresses()
    for start in range(0, len(keys), CHUNK):
        yield from _read_chunk(keys[start : start + CHUNK], addresses)


def _read_chunk(keys: Sequence[UUID], addresses: Addresses) -> Iterator[Bundle]:
    pages: dict[UUID, dict[str, reads.Values]] = {}
    for page in reads.published_values(keys):
        pages.setdefault(page["translation_key"], {})[page["locale__language_code"]] = page
    told = [page for each in pages.values() for page in each.values()]
    related = reads.values_by_story([page["pk"] for page in told])
    sizes = reads.widest_sizes({photo["image"] for photos in related["photos"].values() for photo in photos})
    documents = reads.documents_by_key({key for page in told for key in _document_keys(page)})
    paths = reads.public_paths({key for page in told for key in _linked_pages(page)})
    linked = {key: addresses.of_page(*place) for key, place in paths.items()}
    for key in keys:
        if key not in pages:
            continue
        first = first_language(pages[key])["pk"]
        own = {name: rows.get(first, []) for name, rows in related.items()}
        yield Bundle(key, pages[key], own, sizes, documents, linked, addresses)


def first_language(pages: Mapping[str, reads.Values]) -> reads.Values:
    """The page that stands for the facts, which all languages share."""
    return next(pages[language] for language in LANGUAGES if language in pages)


def _blocks(page: reads.Values, name: str) -> Sequence[Mapping[str, Any]]:
    """The blocks of a stream as they are stored: type, value, id."""
    blocks: Sequence[Mapping[str, Any]] = json.loads(page[f"{reads.STREAM_TEXT}{name}"] or "[]")
    return blocks


def _part(block: Mapping[str, Any]) -> Part | None:
    value = block["value"]
    if block["type"] == "text":
        return RichText(plain(value))
    if block["type"] == "quote":
        return Quote(plain(value["text"]), plain(value.get("source") or ""))
    if block["type"] == "points":
        # Streams saved long ago keep a list's items bare, newer ones with a type and an id.
        items = _bare(value["items"])
        return Points(
            plain(value.get("heading") or ""),
            tuple(Item(plain(item.get("title") or ""), plain(item.get("text") or "")) for item in items),
        )
    return None


def _bare(items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [item["value"] if "type" in item and "value" in item else item for item in items]


def _earlier(items: Sequence[Mapping[str, Any]]) -> list[reads.Values] | None:
    """What a figure was before, without the ids that tell one item from another; nothing is told in one way only."""
    return [{**item, "as_of": str(item["as_of"] or "")[:7] or None} for item in _bare(items)] or None


def _document_keys(page: reads.Values) -> Iterator[int]:
    blocks = _blocks(page, "documents")
    return (block["value"]["document"] for block in blocks if block["value"].get("document"))


def _linked_pages(page: reads.Values) -> Iterator[int]:
    """Pages that the story's running text links to, in whatever order the link's attributes stand."""
    for name in _PROSE:
        text = page[f"{reads.STREAM_TEXT}{name}"] or ""
        if "linktype" in text:
            yield from (int(one or other) for one, other in _PAGE_LINK.findall(text))


def community_name(row: Mapping[str, Any], *, prefix: str, language: str) -> str:
    """The name that the site shows for a community, out of a row's values."""
    name, centre = row[f"{prefix}name_uk"], row[f"{prefix}centre_{language}"] or row[f"{prefix}centre_uk"]
    if row[f"{prefix}kind"] == CommunityKind.CAPITAL:
        return str(centre)
    with override(language):
        return gettext("%(name)s community") % {"name": name if language == "uk" else centre}
