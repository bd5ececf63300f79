"""What each story is worth to a query, asked of the database's own index and counted here, so alike on all databases."""

from collections import Counter
from collections.abc import Iterable, Sequence

from stories.models import SearchDocument
from stories.text.lookups import Every, Lookup
from stories.text.queries import LEVELS, Query, Term

Points = dict[int, int]
# More than all terms together can be worth: a story with more of the words always comes first.
_ONE_MORE_WORD = 10_000


class DatabaseIndex:
    """Answers from `SearchDocument` and the index that the database keeps of it."""

    def with_every_word(self, query: Query) -> Points:
        """The stories with all terms. One query or two, and one for each phrase."""
        every = Every(tuple(term.anywhere() for term in query.terms))
        if len(query.terms) == 1:
            (held, *_rest), worths = self._look_up([every], query.terms)
        else:
            # Most combinations of words stand in few stories or in none: then the rest need not be asked.
            (held,) = SearchDocument.objects.holding([every])
            worths = []
        found = set(held)
        for phrase in query.phrases:
            found = SearchDocument.objects.with_phrase(phrase, among=found)
        if not found:
            return {}
        points = dict.fromkeys(found, sum(term.least_worth() for term in query.terms))
        _add(points, worths or self._look_up([], query.terms)[1])
        return points

    def with_some_words(self, terms: Sequence[Term]) -> Points:
        """Stories with at least half of the words or, where there is none, with as many as any story has."""
        times = Counter(
            story
            for held in SearchDocument.objects.holding([term.anywhere() for term in terms])
            for story in held
        )
        if not times:
            return {}
        enough = min(-(-len(terms) // 2), max(times.values()))
        points = {story: number * _ONE_MORE_WORD for story, number in times.items() if number >= enough}
        _add(points, self._look_up([], terms)[1])
        return points

    def known(self, terms: Sequence[Term]) -> list[bool]:
        """For each term whether any story has it."""
        return [bool(held) for held in SearchDocument.objects.holding([term.anywhere() for term in terms])]

    def _look_up(self, which: list[Lookup], terms: Sequence[Term]) -> tuple[list[list[int]], list[Points]]:
        """The stories of the lookups, and for each term what its best match adds to the least that it is worth."""
        ways = [_better_ways(term) for term in terms]
        found = SearchDocument.objects.holding(
            [*which, *(lookup for some in ways for _worth, lookup in some)]
        )
        held, matches = found[: len(which)], iter(found[len(which) :])
        return held, [_best(some, matches) for some in ways]


def _better_ways(term: Term) -> list[tuple[int, Lookup]]:
    """How the term can match better than in the least way, the worst first; each with what that adds."""
    least = term.least_worth()
    ways = [way for level, _worths in LEVELS for way in term.ways(level) if way[0] > least]
    return sorted([(worth - least, lookup) for worth, lookup in ways], key=lambda way: way[0])


def _best(ways: Sequence[tuple[int, Lookup]], matches: Iterable[list[int]]) -> Points:
    worth: Points = {}
    # What is worth more is written over what is worth less. `matches` goes on to the next term.
    for (more, _lookup), stories in zip(ways, matches, strict=False):
        worth.update(dict.fromkeys(stories, more))
    return worth


def _add(points: Points, worths: Iterable[Points]) -> None:
    for worth in worths:
        for story in worth.keys() & points.keys():
            points[story] += worth[story]
