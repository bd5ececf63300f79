"""Rich text of the editor written as lines of Markdown, and its letters that Markdown would take for marks."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Final

LinkAddress = Callable[[Mapping[str, str]], str]

_INLINE = re.compile(r"[\\*_\[\]`<]|&(?=#?\w+;)")
_LINE_START = re.compile(
    r"^([ \t]*)(?:([#>=~]|[-+](?=[\s-]|$)|—(?=\s))|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE
)
_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?)*)\s*/?>|([^<]+|<)"
)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_BLANKS = re.compile(r"[ \t\n]+")
_SAME: Final = {"strong": "b", "em": "i"}
_MARKS: Final = {"b": "**", "i": "_"}
_INDENT = "    "


@dataclass
class _Mark:
    """The begin or the end of something inline; `at` is its place in the plain text of the line."""

    name: str
    at: int
    opens: bool
    address: str = ""
    partner: "_Mark | None" = None


@dataclass
class _Line:
    """What stands between two block tags: plain text with marks in it. A line break is "\\n"."""

    text: str = ""
    marks: list[_Mark] = field(default_factory=list)
    open: list[_Mark] = field(default_factory=list)

    def add_text(self, text: str) -> None:
        text = _BLANKS.sub(" ", text)
        if not self.text or self.text[-1] in " \n":
            text = text.lstrip(" ")
        self.text += text

    def add_break(self) -> None:
        self._trim(" ")
        self.text += "\n"

    def begin(self, name: str, address: str = "") -> None:
        mark = _Mark(name, len(self.text), opens=True, address=address)
        self.open.append(mark)
        # Bold inside bold says nothing more; a link without an address is no link.
        if not any(other.name == name for other in self.open[:-1]) and (name != "a" or address):
            self.marks.append(mark)

    def end(self, name: str) -> None:
        if not any(mark.name == name for mark in self.open):
            return
        while self.open:
            mark = self.open.pop()
            if any(mark is kept for kept in self.marks):
                mark.partner = _Mark(
                    mark.name, len(self.text), opens=False, address=mark.address, partner=mark
                )
                self.marks.append(mark.partner)
            if mark.name == name:
                return

    def written(self) -> str:
        for mark in reversed(list(self.open)):
            self.end(mark.name)
        self._trim(" \n")
        out, done = [], 0
        for mark in self._telling_marks():
            out += [_escape_inline(self.text[done : mark.at]), self._sign(mark)]
            done = max(done, mark.at)
        out.append(_escape_inline(self.text[done:]))
        return _escape_line_starts("".join(out)).replace("\n", "\\\n")

    def _trim(self, blanks: str) -> None:
        self.text = self.text.rstrip(blanks)
        for mark in self.marks:
            mark.at = min(mark.at, len(self.text))

    def _telling_marks(self) -> list[_Mark]:
        """The marks around something; those around nothing go."""
        return [mark for mark in self.marks if mark.partner and self._between(mark, mark.partner).strip()]

    def _between(self, one: _Mark, other: _Mark) -> str:
        return self.text[min(one.at, other.at) : max(one.at, other.at)]

    def _sign(self, mark: _Mark) -> str:
        if mark.name == "a":
            return "[" if mark.opens else f"]({_escape_address(mark.address)})"
        first, last = (mark, mark.partner) if mark.opens else (mark.partner, mark)
        if first and last and self._can_be_marked(first.at, last.at):
            return _MARKS[mark.name]
        # Inside a word Markdown's own marks mean nothing, so there the tag itself stands.
        return f"<{'' if mark.opens else '/'}{mark.name}>"

    def _can_be_marked(self, start: int, end: int) -> bool:
        text = self.text
        before, after = text[start - 1 : start], text[end : end + 1]
        return not (text[start].isspace() or text[end - 1].isspace() or before.isalnum() or after.isalnum())


def rich_text_lines(html: str, *, link_address: LinkAddress) -> list[str]:
    """Return the paragraphs and lists of the markup, each as Markdown; whatever else it holds is taken as plain text."""
    return [block for block in _Writer(link_address).blocks(html) if block]


class _Writer:
    """Walks through the markup once."""

    def __init__(self, link_address: LinkAddress) -> None:
        self.link_address = link_address
        self.line = _Line()
        self.lists: list[tuple[str, list[int]]] = []
        self.items: list[str] = []
        self.marker = ""

    def blocks(self, html: str) -> Iterator[str]:
        for match in _TAG.finditer(html):
            closing, tag, attributes, text = match.groups()
            if text is not None:
                self.line.add_text(unescape(text))
                continue
            name = _SAME.get(tag.lower(), tag.lower())
            if name in ("b", "i", "a"):
                self._inline(name, closing=bool(closing), attributes=attributes)
            elif name == "br":
                self.line.add_break()
            elif name in ("p", "ul", "ol", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr"):
                yield from self._block(name, closing=bool(closing))
        yield from self._flush()
        yield "\n".join(self.items)

    def _inline(self, name: str, *, closing: bool, attributes: str) -> None:
        if closing:
            self.line.end(name)
        else:
            self.line.begin(name, self._address(attributes) if name == "a" else "")

    def _address(self, attributes: str) -> str:
        pairs = {key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(attributes)}
        return self.link_address(pairs)

    def _block(self, name: str, *, closing: bool) -> Iterator[str]:
        yield from self._flush()
        if name in ("ul", "ol"):
            if not closing:
                self.lists.append((name, [0]))
            elif self.lists:
                self.lists.pop()
                if not self.lists:
                    yield "\n".join(self.items)
                    self.items = []
        elif name == "li" and not closing and self.lists:
            kind, count = self.lists[-1]
            count[0] += 1
            self.marker = f"{count[0]}. " if kind == "ol" else "- "

    def _flush(self) -> Iterator[str]:
        text, self.line = self.line.written(), _Line()
        if not text:
            return
        if self.lists:
            depth = _INDENT * (len(self.lists) - 1)
            marker, self.marker = self.marker or "- ", ""
            self.items.append(depth + marker + text.replace("\n", f"\n{depth}  "))
        else:
            yield text


def escape_plain(text: str) -> str:
    """Write plain text so that Markdown shows it letter by letter; a line break gets a backslash before it."""
    return _escape_line_starts(_escape_inline(text.strip())).replace("\n", "\\\n")


def _escape_inline(text: str) -> str:
    return _INLINE.sub(lambda match: f"\\{match.group()}", text)


def _escape_line_starts(text: str) -> str:
    def escaped(match: re.Match[str]) -> str:
        blanks, sign, number, dot = match.groups()
        return f"{blanks}\\{sign}" if sign else f"{blanks}{number}\\{dot}"

    return _LINE_START.sub(escaped, text)


def _escape_address(address: str) -> str:
    quoted = address.replace(" ", "%20").replace("\n", "").replace("\t", "%09")
    return re.sub(r"[\\()<>*_\[\]`]", lambda match: f"\\{match.group()}", quoted)
