"""Reads what stands inside a line of our Markdown: bold, italic, links, line breaks."""

import re
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.translation import gettext as _

_PLAIN = re.compile(r"\\([!-/:-@\[-`{-~—])|(\\\n[ \t]*)|([ \t]*\n[ \t]*)")
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~—])|(?P<br>[ \t]*\\\n[ \t]*)|(?P<bold>\*\*)|(?P<italic>_)|<(?P<end>/?)(?P<tag>[bi])>"
    r"|\[(?P<label>(?:\\.|[^\[\]\\])*)\]\((?P<address>(?:\\.|[^()\\\s])*)\)|(?P<blank>[ \t]*\n[ \t]*|[ \t]{2,}|\t)",
    re.DOTALL,
)
_ADDRESS = re.compile(r"(?:https?|mailto|tel):|/(?!/)|#", re.IGNORECASE)
_BACKSLASHED = re.compile(r"\\(.)", re.DOTALL)


class MarkupFault(ValueError):
    """A link leads to where none may lead; the message says which."""


def plain_text(text: str) -> str:
    """Return what `escape_plain` was given: backslashes off, a line break where a line ended with one."""

    def read(match: re.Match[str]) -> str:
        escaped, line_break, _blank = match.groups()
        return escaped or ("\n" if line_break else " ")

    return _PLAIN.sub(read, text).strip()


@dataclass
class _Inline:
    """Markup written so far. A mark is kept as the letters it is until its partner is found."""

    text: str
    out: list[str] = field(default_factory=list)
    open: list[tuple[str, str, int]] = field(default_factory=list)

    def mark(self, match: re.Match[str], *, name: str) -> None:
        before, after = self.text[: match.start()][-1:], self.text[match.end() :][:1]
        sign = match.group()
        if self._is_open(name, sign) and not before.isspace() and not after.isalnum():
            self._end(name, sign)
        elif after and not after.isspace() and not before.isalnum() and not self._is_open(name, sign):
            self._begin(name, sign, as_text=sign)
        else:
            self.out.append(sign)

    def tag(self, match: re.Match[str], *, name: str) -> None:
        if not match.group("end"):
            self._begin(name, "<", as_text=escape(match.group()))
        elif self._is_open(name, "<"):
            self._end(name, "<")
        else:
            self.out.append(escape(match.group()))

    def link(self, label: str, address: str) -> None:
        target = _BACKSLASHED.sub(r"\1", address)
        if not _ADDRESS.match(target):
            raise MarkupFault(
                _("a link leads to “%(address)s”; addresses begin with https:// or http://.")
                % {"address": target}
            )
        self.out.append(f'<a href="{escape(target)}">{inline_markup(label)}</a>')

    def _is_open(self, name: str, sign: str) -> bool:
        return any((name, sign) == mark[:2] for mark in self.open)

    def _begin(self, name: str, sign: str, *, as_text: str) -> None:
        self.open.append((name, sign, len(self.out)))
        self.out.append(as_text)

    def _end(self, name: str, sign: str) -> None:
        while True:
            *opened, place = self.open.pop()
            if opened == [name, sign]:
                self.out[place] = f"<{name}>"
                self.out.append(f"</{name}>")
                return


def inline_markup(text: str) -> str:
    """Return the markup of one paragraph, everything in it escaped. Raises MarkupFault for a link that may not be.

    A mark without a partner is just a letter, so that a plain text may hold any.
    """
    inline = _Inline(text)
    done = 0
    for match in _TOKEN.finditer(text):
        inline.out.append(escape(text[done : match.start()]))
        done = match.end()
        kind = match.lastgroup
        if match["escaped"]:
            inline.out.append(escape(match["escaped"]))
        elif match["br"]:
            inline.out.append("<br/>")
        elif match["blank"]:
            inline.out.append(" ")
        elif match["tag"]:
            inline.tag(match, name=match["tag"])
        elif kind == "address":
            inline.link(match["label"], match["address"])
        else:
            inline.mark(match, name="b" if match["bold"] else "i")
    inline.out.append(escape(text[done:]))
    return "".join(inline.out)
