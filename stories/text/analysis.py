"""Turns the text of a story into what a full-text index holds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from stories.text.lemmas import keys_of, lemma_of
from stories.text.stop_words import STOP_WORDS
from stories.text.words import is_cyrillic, spellings_of, wholes_of, without_apostrophe

MOST_WORDS = 30_000
# What a text comes back to: a word at least so many times, and not more words than these.
FOCUS_TIMES = 3
FOCUS_WORDS = 40
_SHORTEST_FOCUS = 3
# Stands between passages, so that no phrase runs from one into the next.
BREAK = "."


@dataclass(frozen=True)
class StoryText:
    """The text of a story by weight: its title, its summary and what it is named by, its body and what else there is."""

    title: str
    summary: str = ""
    names: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    further: tuple[str, ...] = ()

    @property
    def readable(self) -> str:
        """What a reader reads under the title, a passage a line."""
        return "\n".join(filter(None, (self.summary, *self.body)))


@dataclass(frozen=True)
class Analysis:
    """What the index holds. `words` are in their order, with a blank at both ends; `keys` are tokens with marks.

    `focus` are pairs of a key and the word to show for it, the most frequent first; `vocabulary` are spellings.
    """

    words: str
    keys: str
    focus: tuple[tuple[str, str], ...]
    vocabulary: frozenset[str]


def analyse(story: StoryText) -> Analysis:
    """Analyse the first 30,000 words of a story."""
    title, *rest = _bounded([story.title, story.summary, *story.names, *story.body, *story.further])
    names, further = rest[: len(story.names) + 1], rest[len(story.names) + 1 :]
    passages = [passage.words for passage in (title, *rest) if passage.words]
    times = Counter(spelling for passage in passages for spelling in passage)
    focus = _focus(times)
    tokens = {f"={key}" for spelling in times for key in _keys(spelling)}
    tokens.update(f"c={key}" for key, _word in focus)
    tokens.update(_at("a", [title]), _at("b", names), _wholes([title, *names, *further]))
    running = f" {BREAK} ".join(" ".join(words) for words in passages)
    return Analysis(
        words=f" {without_apostrophe(running)} " if running else "",
        keys=" ".join(sorted(tokens)),
        focus=focus,
        vocabulary=frozenset(times),
    )


@dataclass(frozen=True)
class _Passage:
    """The words of a passage, and its hyphenated ones written as one."""

    words: list[str]
    wholes: list[str]


def _bounded(passages: Iterable[str]) -> Iterator[_Passage]:
    room = MOST_WORDS
    for text in passages:
        words = spellings_of(text)[:room]
        room -= len(words)
        yield _Passage(words, wholes_of(text) if words else [])


def _keys(spelling: str) -> tuple[str, ...]:
    return () if spelling in STOP_WORDS else keys_of(spelling)


def _at(level: str, passages: Iterable[_Passage]) -> Iterator[str]:
    for spelling in {spelling for passage in passages for spelling in (*passage.words, *passage.wholes)}:
        yield f"{level}.{without_apostrophe(spelling)}"
        yield from (f"{level}={key}" for key in _keys(spelling))


def _wholes(passages: Iterable[_Passage]) -> Iterator[str]:
    for whole in {whole for passage in passages for whole in passage.wholes}:
        yield without_apostrophe(whole)
        yield from (f"={key}" for key in keys_of(whole))


def _focus(times: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    of_key: dict[str, int] = defaultdict(int)
    spelt: dict[str, list[str]] = defaultdict(list)
    for spelling, number in times.items():
        word = without_apostrophe(spelling)
        if len(word) >= _SHORTEST_FOCUS and word.isalpha() and spelling not in STOP_WORDS:
            key = keys_of(spelling)[0]
            of_key[key] += number
            spelt[key].append(spelling)
    frequent = sorted((-number, key) for key, number in of_key.items() if number >= FOCUS_TIMES)
    return tuple((key, _named(spelt[key], times)) for _number, key in frequent[:FOCUS_WORDS])


def _named(spellings: Iterable[str], times: Mapping[str, int]) -> str:
    """The form by which most of these spellings would be named."""
    shown: Counter[str] = Counter()
    for spelling in spellings:
        shown[_shown(spelling)] += times[spelling]
    return min(shown, key=lambda word: (-shown[word], word))


def _shown(spelling: str) -> str:
    """The form to name a word by: an English one as it stands (displaced), a Ukrainian one, with its cases, as a lemma."""
    return lemma_of(spelling).replace("'", "ʼ") if is_cyrillic(spelling) else spelling
