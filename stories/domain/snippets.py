"""Passages of a story that show why it was found. Everything that comes from a story or a reader is escaped here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from stories.models import SearchDocument
from stories.text.queries import Query, Term, read_query
from stories.text.words import Word, words_of

LENGTH = 200
# How much of a passage may stand before the first match.
_LEAD = 60
# Shorter lines are headings.
_SENTENCE = 60


def snippets(
    text: str, *, story_ids: Iterable[int], language: str, query: Query | None = None
) -> dict[int, SafeString]:
    """Return for each story whose text has a match its best passage: about 200 characters, matches in <mark>.

    `query` is that of the search, if there was one: it knows which words were mistyped. A story that was found by its
    title or by a name alone is not in the result; nor is one of the other language. One query.
    """
    marker = _Marker((query or read_query(text)).all_terms())
    documents = SearchDocument.objects.filter(pk__in=list(story_ids), language=language).values_list(
        "pk", "text"
    )
    found = ((story, _best_passage(words, marker)) for story, words in documents)
    return {story: passage for story, passage in found if passage}


def marked(words: str, *, text: str, query: Query | None = None) -> SafeString:
    """Return `words`, a title say, escaped and with everything that `text` looks for in <mark>."""
    matches = _Marker((query or read_query(text)).all_terms()).matches(words)
    return _with_marks(words, 0, len(words), [word for word, _term in matches])


@dataclass
class _Marker:
    """Knows the words that a query looks for."""

    terms: list[Term]
    _known: dict[str, int | None] = field(default_factory=dict)

    def matches(self, text: str) -> Iterator[tuple[Word, int]]:
        """The words of the text that are looked for, each with the number of its term."""
        if not self.terms:
            return
        for word in words_of(text):
            term = self._term_of(word.spelling)
            if term is not None:
                yield word, term

    def _term_of(self, spelling: str) -> int | None:
        if spelling not in self._known:
            self._known[spelling] = next(
                (number for number, term in enumerate(self.terms) if term.fits(spelling)), None
            )
        return self._known[spelling]


def _best_passage(text: str, marker: _Marker) -> SafeString | None:
    """The window of a line with the most different terms; of equals one from a full sentence, then the earliest."""
    best: tuple[tuple[int, bool], str, int, list[Word]] | None = None
    most = (len(marker.terms), True)
    for line in text.splitlines():
        matches = list(marker.matches(line))
        for first, (word, _term) in enumerate(matches):
            start = max(0, word.start - _LEAD)
            inside = list(takewhile(lambda match: match[0].end <= start + LENGTH, matches[first:]))  # noqa: B023
            worth = (len({term for _word, term in inside}), len(line) >= _SENTENCE)
            if best is None or worth > best[0]:
                best = worth, line, start, [match[0] for match in inside]
        if best and best[0] == most:
            break
    if best is None:
        return None
    _worth, line, start, words = best
    return _cut(line, start, words)


def _cut(line: str, start: int, words: list[Word]) -> SafeString:
    """The passage from about `start`, cut between words, with … where something is left out."""
    end = start + LENGTH
    if len(line) <= LENGTH:
        start, end = 0, len(line)
    elif end >= len(line):
        start, end = max(0, len(line) - LENGTH), len(line)
    if start:
        gap = line.find(" ", start, words[0].start)
        start = gap + 1 if gap >= 0 else words[0].start
    if end < len(line):
        gap = line.rfind(" ", words[-1].end, end + 1)
        end = gap if gap >= 0 else words[-1].end
    passage = _with_marks(line, start, end, words)
    return mark_safe(("…" if start else "") + passage + ("…" if end < len(line) else ""))


def _with_marks(text: str, start: int, end: int, words: list[Word]) -> SafeString:
    pieces = []
    for word in words:
        if start <= word.start and word.end <= end:
            pieces += [
                escape(text[start : word.start]),
                "<mark>",
                escape(text[word.start : word.end]),
                "</mark>",
            ]
            start = word.end
    return mark_safe("".join([*pieces, escape(text[start:end])]))
