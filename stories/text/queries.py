"""What a reader typed into the search box, read as terms. Any text at all can be read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from stories.text.lemmas import keys_of
from stories.text.lookups import Either, Every, Lookup, Token
from stories.text.stop_words import STOP_WORDS
from stories.text.words import Word, whole_of, without_apostrophe, words_of

LONGEST_QUERY = 200
MOST_TERMS = 12
_QUOTED = re.compile(r"[\"«„“”]([^\"«»„“”]+)[\"»“”]")
# A shorter beginning fits half of the catalogue; it is looked for in titles and names only.
_PREFIX_IN_TEXT = 3
_PREFIX_IN_NAMES = 2
# Where a word stands (a: title, b: summary and names, c: what the text comes back to, "": anywhere) and what it is
# worth there: as typed, in another form, only begun.
LEVELS = (("a", (82, 81, 40)), ("b", (42, 41, 20)), ("c", (0, 21, 0)), ("", (12, 11, 6)))


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is looked for. `parts` are those of a hyphenated one, `begun` says that more letters may follow."""

    typed: str
    word: str
    keys: tuple[str, ...] = ()
    parts: tuple["Term", ...] = ()
    begun: bool = False

    def as_typed(self, level: str) -> Lookup:
        whole = Token(f"{level}.{self.word}" if level else self.word)
        return _or_parts(whole, [part.as_typed(level) for part in self.parts])

    def in_any_form(self, level: str) -> Lookup:
        tokens = [Token(f"{level}={key}") for key in self.keys]
        whole = tokens[0] if len(tokens) == 1 else Either(tuple(tokens))
        return _or_parts(
            whole, [part.in_any_form(level) if part.keys else part.as_typed(level) for part in self.parts]
        )

    def as_beginning(self, level: str) -> Lookup:
        whole = Token(f"{level}.{self.word}" if level else self.word, prefix=True)
        return _or_parts(
            whole,
            [part.as_beginning(level) if part.begun else part.as_typed(level) for part in self.parts],
        )

    def ways(self, level: str) -> list[tuple[int, Lookup]]:
        """How the term can match at the level, with what that is worth, the best last."""
        typed, form, beginning = dict(LEVELS)[level]
        ways: list[tuple[int, Lookup]] = []
        if self.begun and beginning and len(self.word) >= (_PREFIX_IN_NAMES if level else _PREFIX_IN_TEXT):
            ways.append((beginning, self.as_beginning(level)))
        if self.keys:
            ways.append((form, self.in_any_form(level)))
        if typed:
            ways.append((typed, self.as_typed(level)))
        return ways

    def fits(self, spelling: str) -> bool:
        """Whether a folded word of a text is one of those that the term looks for."""
        word = without_apostrophe(spelling)
        if word == self.word or (
            self.begun and len(self.word) >= _PREFIX_IN_NAMES and word.startswith(self.word)
        ):
            return True
        return (
            bool(self.keys)
            and spelling not in STOP_WORDS
            and not set(self.keys).isdisjoint(keys_of(spelling))
        )

    def least_worth(self) -> int:
        """What it is worth wherever it matches at all."""
        return self.ways("")[0][0]

    def anywhere(self) -> Lookup:
        levels = ("a", "b", "") if self.begun and len(self.word) < _PREFIX_IN_TEXT else ("",)
        return Either(tuple(lookup for level in levels for _points, lookup in self.ways(level)))


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that are all wanted, and phrases of which each must stand in the text word by word."""

    terms: tuple[Term, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    def in_title(self) -> Lookup:
        """What finds the stories that have every term in their title."""
        return Every(
            tuple(Either(tuple(lookup for _points, lookup in term.ways("a"))) for term in self.terms)
        )

    def single_words(self) -> list[Term]:
        """The terms with hyphenated ones taken apart."""
        return [word for term in self.terms for word in (term.parts or (term,))]

    def all_terms(self) -> list[Term]:
        """The terms, hyphenated ones and their parts too."""
        return [word for term in self.terms for word in (term, *term.parts)]

    def complete(self) -> "Query":
        """The same with the last word taken for a whole one."""
        return self.with_terms(
            replace(term, begun=False, parts=tuple(replace(part, begun=False) for part in term.parts))
            for term in self.terms
        )

    def with_terms(self, terms: Iterable[Term]) -> "Query":
        return replace(self, terms=tuple(terms))


def read_query(text: str, *, phrases: bool = True) -> Query:
    """Read at most 12 terms from the first 200 characters; no terms where there is no word.

    Words that say nothing («як», "how") are passed over unless there are no others. The last word may be begun only.
    """
    text = text[:LONGEST_QUERY]
    quoted = (
        [tuple(word.folded for word in words_of(part)) for part in _QUOTED.findall(text)] if phrases else []
    )
    exact = {word for phrase in quoted for word in phrase}
    units = _units(list(words_of(text)))
    telling = [unit for unit in units if len(unit) > 1 or unit[0].folded not in STOP_WORDS]
    last = units[-1] if units and text[-1:].isalnum() else None
    terms: dict[str, Term] = {}
    for unit in telling or units:
        term = _term(unit, text, begun=unit is last, exact=exact)
        terms.setdefault(term.word, term)
    wanted = tuple(phrase for phrase in quoted if len(phrase) > 1)
    return Query(tuple(terms.values())[:MOST_TERMS], wanted[:MOST_TERMS])


def term_for(typed: str, spelling: str) -> Term:
    """The term for a word that is looked for in place of what was typed."""
    return Term(typed, without_apostrophe(spelling), keys_of(spelling))


def _units(words: list[Word]) -> list[list[Word]]:
    units: list[list[Word]] = []
    for word in words:
        if word.after_hyphen:
            units[-1].append(word)
        else:
            units.append([word])
    return units


def _term(unit: list[Word], text: str, *, begun: bool, exact: set[str]) -> Term:
    typed = text[unit[0].start : unit[-1].end]
    if len(unit) > 1:
        parts = tuple(
            Term(part.spelling, part.folded, keys_of(part.spelling), begun=begun and part is unit[-1])
            for part in unit
        )
        whole = whole_of(unit)
        return Term(typed, without_apostrophe(whole), keys_of(whole), parts, begun)
    (word,) = unit
    if word.folded in exact:
        return Term(typed, word.folded)
    keys = () if word.folded in STOP_WORDS else keys_of(word.spelling)
    return Term(typed, word.folded, keys, begun=begun)


def _or_parts(whole: Lookup, parts: list[Lookup]) -> Lookup:
    return Either((whole, Every(tuple(parts)))) if parts else whole
