"""What a reader may have meant by a word that no story has."""

from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from stories.models import SearchWord
from stories.querysets.search import WordRow
from stories.text.queries import Term, term_for
from stories.text.stop_words import STOP_WORDS

# Of shorter words too many others are one letter away.
_SHORTEST = 4


@dataclass(frozen=True)
class Correction:
    """A word that no story has, and the one that was looked for instead."""

    typed: str
    used: str


def without_typo(term: Term) -> Term | None:
    """The term for the word that is one letter off: wrong, missing, too many, or two in the wrong order.

    Words as they stand are compared first, then their keys, for a form of a word that no story has. Of several words
    that fit, the one of most stories is meant.
    """
    if len(term.word) < _SHORTEST or not term.word.isalpha():
        return None
    words = _meant(SearchWord.objects.about_as_long_as(term.word))
    near = _nearest(term.word, [row[0] for row in words])
    if not near and term.keys and len(term.keys[0]) >= _SHORTEST:
        words = _meant(SearchWord.objects.with_key_about_as_long_as(term.keys[0]))
        near = _nearest(term.keys[0], [row[2] for row in words])
    if not near:
        return None
    _word, spelling, _key, _stories = min((words[place] for place in near), key=lambda row: (-row[3], row[0]))
    return term_for(term.typed, spelling)


def _meant(words: list[WordRow]) -> list[WordRow]:
    """Nobody looks for a word that says nothing."""
    return [word for word in words if word[0] not in STOP_WORDS]


def _nearest(word: str, candidates: list[str]) -> list[int]:
    found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=1, limit=None)
    return [place for _candidate, _distance, place in found]
