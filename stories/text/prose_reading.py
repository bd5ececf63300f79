"""Reads running text in the notation of `stories.text.prose` back into its parts."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from stories.text.inline_markup import MarkupFault, inline_markup, plain_text
from stories.text.prose import BOUNDARY, Item, Part, Points, Quote, RichText

_HEADING = re.compile(r"#{1,6}[ \t]+(.*)")
_POINT = re.compile(r"\+(?:[ \t]+(.*))?$")
_TITLE = re.compile(r"\*\*((?:\\.|[^\\*]|\*(?!\*))+)\*\*(?:\s+|$)", re.DOTALL)
_LISTED = re.compile(r"([ \t]*)(?:-|(\d{1,3})[.)])[ \t]+(.*)")
_SOURCE = re.compile(r"—[ \t]+")


class ProseFault(ValueError):
    """The text cannot be read; the message says in which of its lines and why."""


@dataclass
class _Listed:
    """A line of a list, and the lines that go on with it."""

    indent: int
    kind: str
    lines: list[str]


@dataclass
class _Reader:
    """What was read so far, and the blocks that are still open."""

    parts: list[Part] = field(default_factory=list)
    rich: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    quote: list[str] = field(default_factory=list)
    listed: list[_Listed] = field(default_factory=list)
    heading: str | None = None
    points: list[list[str]] = field(default_factory=list)
    goes_on: bool = False
    number: int = 0
    begun: int = 0

    def take(self, line: str) -> None:
        """Take the next line: it begins a block or goes on with the open one."""
        self.number += 1
        text = line.strip()
        if not text:
            self.close_block()
        elif text == BOUNDARY:
            self.close()
        elif found := _HEADING.match(text):
            self.close()
            self.heading, self.begun = plain_text(found.group(1)), self.number
        elif found := _POINT.match(text):
            self.close_rich()
            self.points.append([found.group(1) or ""])
            self.goes_on = True
        elif text.startswith(">"):
            if not self.quote:
                self.close()
            self.quote.append(text[1:].strip())
        else:
            self._take_text(line, text)

    def _take_text(self, line: str, text: str) -> None:
        found = _LISTED.match(line)
        # «2023. Рік …» in the middle of a paragraph begins no list.
        if found and not (self.lines and found.group(2) not in (None, "1")):
            self._close_all_but_list()
            indent, number, rest = found.groups()
            self.listed.append(_Listed(len(indent.expandtabs(4)), "ol" if number else "ul", [rest]))
        elif self.goes_on:
            self.points[-1].append(text)
        elif self.listed:
            self.listed[-1].lines.append(text)
        elif self.quote:
            self.quote.append(text)
        else:
            if not self.lines:
                self._close_all_but_list()
            self.lines.append(text)

    def _close_all_but_list(self) -> None:
        listed, self.listed = self.listed, []
        self.close_block()
        self.close_points()
        self.listed = listed

    def close_block(self) -> None:
        """End a paragraph, a list or a quotation; points may go on after a blank line."""
        self.goes_on = False
        try:
            if self.lines:
                self.rich.append(f"<p>{inline_markup(chr(10).join(self.lines))}</p>")
            if self.listed:
                self.rich.append(_list_markup(self.listed))
        except MarkupFault as fault:
            raise self._fault(str(fault), self.number) from fault
        self.lines, self.listed = [], []
        if self.quote:
            self.close_text()
            self.parts.append(_quote(self.quote))
            self.quote = []

    def close_text(self) -> None:
        if self.rich:
            self.parts.append(RichText("".join(self.rich)))
            self.rich = []

    def close_rich(self) -> None:
        self.close_block()
        self.close_text()

    def close_points(self) -> None:
        if self.heading is not None and not self.points:
            raise self._fault(_("Under a heading stand lines that begin with “+ ”."), self.begun)
        if self.points:
            self.close_text()
            self.parts.append(Points(self.heading or "", tuple(_item(lines) for lines in self.points)))
        self.heading, self.points = None, []

    def close(self) -> None:
        self.close_rich()
        self.close_points()

    @staticmethod
    def _fault(reason: str, line: int) -> ProseFault:
        return ProseFault(_("Line %(line)s of the text: %(reason)s") % {"line": line, "reason": reason})


def read_prose(text: str) -> list[Part]:
    """Return the parts that the text holds. Raises ProseFault with the line and the reason.

    Plain text without any mark is taken as it is: paragraphs apart by a blank line.
    """
    reader = _Reader()
    for line in text.split("\n"):
        reader.take(line)
    reader.close()
    return reader.parts


def _quote(lines: list[str]) -> Quote:
    *words, last = lines
    if words and not words[-1] and _SOURCE.match(last):
        return Quote(plain_text("\n".join(words)), plain_text(_SOURCE.sub("", last, count=1)))
    return Quote(plain_text("\n".join(lines)))


def _item(lines: list[str]) -> Item:
    text = "\n".join(lines)
    title = _TITLE.match(text)
    if title is None:
        return Item("", plain_text(text))
    return Item(plain_text(title.group(1)), plain_text(text[title.end() :]))


def _list_markup(listed: list[_Listed]) -> str:
    """Nest the lines by how far each stands from the margin."""
    out: list[str] = []
    open_lists: list[_Listed] = []
    for line in listed:
        while open_lists and line.indent < open_lists[-1].indent:
            out.append(f"</li></{open_lists.pop().kind}>")
        if open_lists and line.indent < open_lists[-1].indent + 2:
            out.append("</li>")
            if open_lists[-1].kind != line.kind:
                out.append(f"</{open_lists.pop().kind}><{line.kind}>")
                open_lists.append(line)
        else:
            out.append(f"<{line.kind}>")
            open_lists.append(line)
        out.append(f"<li>{inline_markup(chr(10).join(line.lines))}")
    out += [f"</li></{line.kind}>" for line in reversed(open_lists)]
    return "".join(out)
