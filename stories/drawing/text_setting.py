"""Setting lines of text into a box of a picture."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from font_source_sans_pro import font_files_ttf as sans_files
from font_source_serif_pro import font_files_ttf as serif_files
from PIL import ImageFont

FACES = {
    "serif": serif_files["SourceSerifProSemibold"],
    "sans": sans_files["SourceSansProSemibold"],
    "plain": sans_files["SourceSansPro"],
}
_ELLIPSIS = "…"
_NBSP = "\u00a0"
_SPACES = re.compile(rf"[^\S{_NBSP}]+")
# The faces lack these; what stands for them looks the same.
_SUBSTITUTES = str.maketrans({"\u2011": "-", "\u2010": "-", "\u02bc": "’", "\u00ad": None, "\u200b": None})


@dataclass(frozen=True)
class SetText:
    """Lines that fit their box, in which size (pixels) and how far apart (pixels)."""

    lines: tuple[str, ...]
    size: int
    leading: int

    @property
    def height(self) -> int:
        return len(self.lines) * self.leading


@cache
def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    """One of `FACES` at a size in pixels."""
    return ImageFont.truetype(Path(FACES[name]), size)


def set_text(
    text: str, *, face_name: str, width: int, height: int, largest: int, smallest: int, spacing: float = 1.2
) -> SetText:
    """Break `text` into lines of at most `width` pixels, as large as fits into `height`.

    A word wider than a line is broken where it must be. What doesn't fit even at the smallest size ends in «…».
    """
    words = _words(text, face(face_name, smallest), width)
    for size in range(largest, smallest - 1, -2):
        lines = _lines(words, face(face_name, size), width)
        leading = round(size * spacing)
        # A broken word is uglier than a smaller size.
        whole = size == smallest or all(face(face_name, size).getlength(word) <= width for word in words)
        if len(lines) * leading <= height and whole:
            return SetText(tuple(lines), size, leading)
    leading = round(smallest * spacing)
    kept = lines[: max(1, height // leading)]
    if len(kept) < len(lines):
        kept[-1] = _ended(kept[-1], face(face_name, smallest), width)
    return SetText(tuple(kept), smallest, leading)


def _words(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """What may not be broken: words, and words bound by no-break spaces unless those are too many for a line."""
    spaced = _SPACES.sub(" ", text.translate(_SUBSTITUTES)).strip()
    drawable = "".join(sign for sign in spaced if sign == _NBSP or sign.isprintable())
    words: list[str] = []
    for word in drawable.split(" "):
        bound = _NBSP in word and font.getlength(word) <= width
        words += [word] if bound else word.split(_NBSP)
    return words


def _lines(words: list[str], font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in words:
        joined = f"{line} {word}" if line else word
        if font.getlength(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, font, width)
        lines += full
    return [*lines, line]


def _pieces(word: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The word itself, or parts of it that each fill a line."""
    pieces = []
    while word and font.getlength(word) > width:
        fits = len(word) - 1
        while fits > 1 and font.getlength(word[:fits] + "-") > width:
            fits -= 1
        pieces.append(word[:fits] + "-")
        word = word[fits:]
    return [*pieces, word]


def _ended(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while line and font.getlength(line + _ELLIPSIS) > width:
        line = line[:-1]
    return line.rstrip(" ,.;:—–-") + _ELLIPSIS
