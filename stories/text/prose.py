"""The parts of running text, and how they are written in a subset of Markdown.

A paragraph, a list of bullets or numbers, **bold**, _italic_ and [links](https://…) are text; a line that begins with
">" is a quotation, whose source follows a dash; lines that begin with "+" are the items of a points list, under a
heading that begins with "####". A line "* * *" parts two blocks that would else run together.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stories.text.markup import escape_plain, rich_text_lines

BOUNDARY = "* * *"
HEADING = "#### "
LinkAddress = Callable[[Mapping[str, str]], str]


@dataclass(frozen=True)
class RichText:
    """Paragraphs and lists as the markup that the editor's rich text keeps."""

    html: str


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, in plain text."""

    text: str
    source: str = ""


class Item(NamedTuple):
    """One item of a points list, in plain text."""

    title: str
    text: str


@dataclass(frozen=True)
class Points:
    """A list of points under a heading, in plain text."""

    heading: str
    items: tuple[Item, ...]


Part = RichText | Quote | Points


def write_prose(parts: Sequence[Part], *, link_address: LinkAddress) -> str:
    """Return the parts in the notation of this module; `read_prose` gives the same parts back.

    `link_address` is asked for the address of each link by its attributes; where it returns "", the words stay alone.
    """
    written: list[str] = []
    before: Part | None = None
    for part in parts:
        text = _written(part, link_address)
        if not text:
            continue
        if before is not None and _run_together(before, part):
            written.append(BOUNDARY)
        written.append(text)
        before = part
    return "\n\n".join(written)


def _run_together(before: Part, part: Part) -> bool:
    if isinstance(part, RichText):
        return isinstance(before, RichText)
    return isinstance(part, Points) and isinstance(before, Points) and not part.heading


def _written(part: Part, link_address: LinkAddress) -> str:
    if isinstance(part, RichText):
        return "\n\n".join(rich_text_lines(part.html, link_address=link_address))
    if isinstance(part, Quote):
        return "\n".join(f"> {line}".rstrip() for line in _quote_lines(part))
    heading = f"{HEADING}{_on_one_line(part.heading)}\n\n" if part.heading else ""
    return heading + "\n".join(_item(item) for item in part.items)


def _quote_lines(quote: Quote) -> Iterator[str]:
    lines = escape_plain(quote.text).split("\n")
    yield from lines
    if quote.source:
        yield ""
        yield f"— {_on_one_line(quote.source)}"


def _item(item: Item) -> str:
    title = f"**{_on_one_line(item.title)}**" if item.title else ""
    text = escape_plain(item.text).replace("\n", "\n  ")
    return f"+ {title}{' ' if title and text else ''}{text}"


def _on_one_line(text: str) -> str:
    return escape_plain(" ".join(text.split("\n")))
