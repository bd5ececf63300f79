"""The running text of a story in plain values, whichever program sets it: no markup, nothing that a machine would obey."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

from contest.typesetting.legible import legible

LinkAddress = Callable[[Mapping[str, str]], str]
_BLANKS = re.compile(r"[ \t\n]+")
_BOLD, _ITALIC = {"b", "strong"}, {"i", "em"}
_LISTS = {"ul": False, "ol": True}
_PARAGRAPHS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
_PAGES, _OTHERS = ("https", "http"), ("mailto:", "tel:")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SIMPLE = re.compile(r"[\w.+~:@?=&%-]+", re.ASCII)


@dataclass(frozen=True)
class Run:
    """Words of one look. A line break inside a paragraph is "\\n"; `link` is a full address or ""."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    runs: Runs
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True)
class ListItem:
    """An item of a list, and the lists inside it."""

    runs: Runs
    lists: "tuple[Listing, ...]" = ()


@dataclass(frozen=True)
class Listing:
    """A list with bullets, or with numbers where it is ordered."""

    ordered: bool
    items: tuple[ListItem, ...]
    kind: str = field(default="list", init=False)


@dataclass(frozen=True)
class Quotation:
    """Somebody's own words, and whose they are ("" where that isn't told)."""

    text: str
    source: str = ""
    kind: str = field(default="quote", init=False)


@dataclass(frozen=True)
class Point:
    """An item with a title, a text or both."""

    title: str
    text: str


@dataclass(frozen=True)
class PointList:
    """Points under a heading, which may be ""."""

    heading: str
    items: tuple[Point, ...]
    kind: str = field(default="points", init=False)


Prose = Paragraph | Listing | Quotation | PointList


def read_prose(blocks: Sequence[Mapping[str, Any]], *, link_address: LinkAddress) -> tuple[Prose, ...]:
    """Return the parts that a stream of running text holds, out of the blocks as they are stored."""
    return tuple(part for block in blocks for part in _read_block(block, link_address))


def read_points(blocks: Sequence[Mapping[str, Any]]) -> tuple[Point, ...]:
    """Return the points that a stream of points holds."""
    return tuple(_point(block["value"]) for block in blocks)


def words_of(runs: Runs) -> str:
    """The runs as plain text."""
    return "".join(run.text for run in runs)


def telling(text: Any) -> str:
    """The text trimmed, without control characters and marks that turn the direction of what follows."""
    return legible(str(text or "")).strip()


def _read_block(block: Mapping[str, Any], link_address: LinkAddress) -> Iterator[Prose]:
    value = block["value"]
    if block["type"] == "text":
        reader = _RichTextReader(link_address)
        reader.feed(str(value))
        yield from reader.finished()
    elif block["type"] == "quote":
        yield Quotation(telling(value["text"]), telling(value.get("source")))
    elif block["type"] == "points":
        # Streams saved long ago keep a list's items bare, newer ones with a type and an id.
        items = (item["value"] if "type" in item and "value" in item else item for item in value["items"])
        yield PointList(telling(value.get("heading")), tuple(_point(item) for item in items))


def _point(value: Mapping[str, Any]) -> Point:
    return Point(telling(value.get("title")), telling(value.get("text")))


@dataclass
class _OpenList:
    """A list whose end has not come yet: its items' words, and the lists inside each."""

    ordered: bool
    items: list[tuple[Runs, list[Listing]]] = field(default_factory=list)

    def closed(self) -> Listing:
        return Listing(self.ordered, tuple(ListItem(runs, tuple(lists)) for runs, lists in self.items))


class _RichTextReader(HTMLParser):
    """Walks through the markup that the editor's rich text keeps; what it doesn't know is plain text."""

    def __init__(self, link_address: LinkAddress) -> None:
        super().__init__(convert_charrefs=True)
        self._link_address = link_address
        self._runs: list[Run] = []
        self._lists: list[_OpenList] = []
        self._parts: list[Prose] = []
        self._bold = self._italic = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BOLD:
            self._bold += 1
        elif tag in _ITALIC:
            self._italic += 1
        elif tag == "a":
            self._links.append(safe_address(self._link_address({key: value or "" for key, value in attrs})))
        elif tag == "br":
            self._add("\n")
        elif tag in _LISTS:
            self._flush()
            self._lists.append(_OpenList(_LISTS[tag]))
        elif tag in _PARAGRAPHS or tag == "li":
            self._flush()

    def handle_endtag(self, tag: str) -> None:
        if tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag in _ITALIC:
            self._italic = max(0, self._italic - 1)
        elif tag == "a" and self._links:
            self._links.pop()
        elif tag in _LISTS and self._lists:
            self._flush()
            self._close_list()
        elif tag in _PARAGRAPHS or tag == "li":
            self._flush()

    def handle_data(self, data: str) -> None:
        self._add(_BLANKS.sub(" ", legible(data)))

    def finished(self) -> list[Prose]:
        """Everything that was read, lists that nobody closed included."""
        self.close()
        self._flush()
        while self._lists:
            self._close_list()
        return self._parts

    def _add(self, text: str) -> None:
        link = self._links[-1] if self._links else ""
        self._runs.append(Run(text, bold=self._bold > 0, italic=self._italic > 0, link=link))

    def _flush(self) -> None:
        runs, self._runs = _joined(self._runs), []
        if not runs:
            return
        if self._lists:
            self._lists[-1].items.append((runs, []))
        else:
            self._parts.append(Paragraph(runs))

    def _close_list(self) -> None:
        listing = self._lists.pop().closed()
        if not listing.items:
            return
        if not self._lists:
            self._parts.append(listing)
        elif self._lists[-1].items:
            self._lists[-1].items[-1][1].append(listing)
        else:
            self._lists[-1].items.append(((), [listing]))


def _joined(runs: Sequence[Run]) -> Runs:
    """The runs with blanks as a reader sees them: none at either end, no two in a row, neighbours of one look as one."""
    kept: list[Run] = []
    for run in runs:
        ends = not kept or kept[-1].text.endswith((" ", "\n"))
        text = run.text.lstrip(" ") if ends else run.text
        if text == "\n":
            kept = _trimmed(kept)
        if not text or (text == "\n" and not kept):
            continue
        last = kept[-1] if kept else None
        if last and (last.bold, last.italic, last.link) == (run.bold, run.italic, run.link):
            kept[-1] = Run(last.text + text, bold=run.bold, italic=run.italic, link=run.link)
        else:
            kept.append(Run(text, bold=run.bold, italic=run.italic, link=run.link))
    return tuple(_trimmed(kept))


def _trimmed(runs: list[Run]) -> list[Run]:
    kept = list(runs)
    while kept and not kept[-1].text.rstrip(" \n"):
        kept.pop()
    if kept:
        last = kept[-1]
        kept[-1] = Run(last.text.rstrip(" \n"), bold=last.bold, italic=last.italic, link=last.link)
    return kept


def safe_address(address: str) -> str:
    """The full address of a page, a mailbox or a telephone, fit for any program; "" for whatever else was written as one."""
    address = address.strip()
    if address.lower().startswith(_OTHERS):
        return address if _SIMPLE.fullmatch(address) else ""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PAGES or not _HOST.fullmatch(host):
        return ""
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment.replace('#', '%23')}" if parts.fragment else ""
    rest = iri_to_uri(f"{parts.path}{query}{fragment}").replace("[", "%5B").replace("]", "%5D")
    rest = _LONE_PERCENT.sub("%25", rest)
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{rest}"
