"""Finds stories by words, the best first; the same stories in the same order on every database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings

from stories.domain.search_engine import SearchEngine
from stories.domain.search_order import order_of
from stories.domain.search_points import DatabaseIndex, Points
from stories.domain.search_typos import Correction, without_typo
from stories.text.keyboard import in_other_layout
from stories.text.queries import LONGEST_QUERY, Query, Term, read_query

__all__ = ["Correction", "FoundStories", "find_stories"]


@dataclass(frozen=True)
class FoundStories:
    """What a search found. `is_query` is False for a text without a single word: then nothing was asked for.

    `ids` are the stories of the language, the best first, after them those that only a translation's words brought
    (`through_other`). `elsewhere` are stories that exist in the other language alone. `every_word` is False where no
    story has all the words: these have at least half of them, or as many as any. `query` is what was looked for in
    the end, for `snippets`.
    """

    is_query: bool = False
    ids: tuple[int, ...] = ()
    through_other: frozenset[int] = frozenset()
    elsewhere: tuple[int, ...] = ()
    corrections: tuple[Correction, ...] = ()
    every_word: bool = True
    query: Query = field(default_factory=Query)


class Index(Protocol):
    """Whoever knows which stories hold which words, and what each story is worth."""

    def with_every_word(self, query: Query) -> Points: ...

    def with_some_words(self, terms: Sequence[Term]) -> Points: ...

    def known(self, terms: Sequence[Term]) -> list[bool]: ...


@dataclass(frozen=True)
class _Answer:
    query: Query
    points: Points
    corrections: tuple[Correction, ...] = ()
    every_word: bool = True


def find_stories(text: str, *, language: str) -> FoundStories:
    """Find published stories that have all the words of `text`, in whatever form. Any text at all can be asked.

    Where there is none, words that no story has are read as mistyped (`corrections`), and where that finds nothing
    either, stories with some of the words are found. Takes two queries, up to nine where words have to be corrected.
    """
    query = read_query(text)
    if not query.terms:
        return FoundStories()
    name = settings.CATALOGUE_SEARCH_BACKEND
    answer = _answer(query, text, SearchEngine(name) if name else DatabaseIndex())
    own, through_other, elsewhere = _by_language(answer.points, language)
    return FoundStories(
        is_query=True,
        ids=(*own, *through_other),
        through_other=frozenset(through_other),
        elsewhere=elsewhere,
        corrections=answer.corrections,
        every_word=answer.every_word,
        query=answer.query,
    )


def _answer(query: Query, text: str, index: Index) -> _Answer:
    for attempt in dict.fromkeys(_attempts(query, text)):
        if points := index.with_every_word(attempt):
            return _Answer(attempt, points)
    query = read_query(text, phrases=False)
    known = index.known(query.terms)
    query, corrections = _corrected(query, known)
    if corrections and (points := index.with_every_word(query)):
        return _Answer(query, points, corrections)
    if not any(known):
        typed = text[:LONGEST_QUERY].strip()
        other = in_other_layout(typed)
        retyped = read_query(other, phrases=False).complete()
        if retyped.terms and (points := index.with_every_word(retyped)):
            return _Answer(retyped, points, (Correction(typed, other),))
    if len(query.terms) == 1:
        return _Answer(query, {}, corrections)
    return _Answer(query, index.with_some_words(query.terms), corrections, every_word=False)


def _attempts(query: Query, text: str) -> Iterator[Query]:
    """The query as it stands; with its last word only begun; with its phrases taken for words."""
    yield query.complete()
    yield query
    if query.phrases:
        query = read_query(text, phrases=False)
        yield query.complete()
        yield query


def _corrected(query: Query, known: Sequence[bool]) -> tuple[Query, tuple[Correction, ...]]:
    """The query with mistyped words set right, and what was set right."""
    terms, corrections = [], []
    for term, is_known in zip(query.terms, known, strict=True):
        better = None if is_known else without_typo(term)
        if better:
            corrections.append(Correction(term.typed, better.word))
        terms.append(better or term)
    return query.with_terms(terms), tuple(corrections)


def _by_language(points: Points, language: str) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Matches in the language; stories of the language found through a translation; those it doesn't have at all."""
    if not points:
        return (), (), ()
    order = order_of(points)
    last = len(order.place)
    # One number for both, which sorts twice as fast as a pair. A story that an engine still knows but we don't any
    # more has no place, and is left out.
    found = points.keys() & order.members.get(language, frozenset())
    own = sorted(found, key=lambda story: order.place[story] - points[story] * last)
    others = sorted(
        (story for story in points.keys() - found if story in order.place),
        key=lambda story: order.place[story] - points[story] * last,
    )
    translated = [(story, order.translation(story, language=language)) for story in others]
    through_other = [own for _story, own in translated if own is not None and own not in found]
    elsewhere = [story for story, own in translated if own is None]
    return tuple(own), tuple(through_other), tuple(elsewhere)
