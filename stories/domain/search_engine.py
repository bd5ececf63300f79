"""Asks a search engine (OpenSearch, Elasticsearch) which stories hold the words, where the settings name one."""

from collections.abc import Sequence

from modelsearch.backends import get_search_backend
from modelsearch.query import And, Or, PlainText, SearchQuery

from stories.models import SearchDocument
from stories.text.queries import Query, Term

_MOST = 10_000


class SearchEngine:
    """Answers from the entry of WAGTAILSEARCH_BACKENDS of this name, in the order that the engine finds right."""

    def __init__(self, name: str) -> None:
        self._backend = get_search_backend(name)

    def with_every_word(self, query: Query) -> dict[int, int]:
        """The stories with all terms; phrases are looked for in the database."""
        points = self._ask(And([_wanted(term) for term in query.terms]))
        found = set(points)
        for phrase in query.phrases:
            found = SearchDocument.objects.with_phrase(phrase, among=found)
        return {story: worth for story, worth in points.items() if story in found}

    def with_some_words(self, terms: Sequence[Term]) -> dict[int, int]:
        """Stories with any of the words."""
        return self._ask(Or([_wanted(term) for term in terms]))

    def known(self, terms: Sequence[Term]) -> list[bool]:
        """For each term whether any story has it."""
        return [bool(self._ask(_wanted(term), most=1)) for term in terms]

    def _ask(self, wanted: SearchQuery, *, most: int = _MOST) -> dict[int, int]:
        found = self._backend.search(wanted, SearchDocument.objects.only("pk"))[:most]
        return {document.pk: most - place for place, document in enumerate(found)}


def _wanted(term: Term) -> SearchQuery:
    """The word as typed or one of its keys; of a hyphenated word also all its parts."""
    words: list[SearchQuery] = [PlainText(word) for word in dict.fromkeys((term.word, *term.keys))]
    if term.parts:
        words.append(And([_wanted(part) for part in term.parts]))
    return Or(words) if len(words) > 1 else words[0]
