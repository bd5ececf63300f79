"""Keeps the full-text index: the only writer of SearchDocument and SearchWord."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from modelsearch.backends import get_search_backend

from stories.domain.search_sources import story_texts
from stories.models import SearchDocument, SearchWord, StoryPage
from stories.text.analysis import BREAK, Analysis, StoryText, analyse
from stories.text.lemmas import keys_of
from stories.text.words import without_apostrophe

_CHUNK = 200
_MANY = 1000
_WORDS_AT_ONCE = 1000
_COLUMNS = ("language", "work", "start_month", "ordering", "text", "words", "keys", "focus")
# Any number will do that no other lock of this database has.
_LOCK = 730_114_201

Progress = Callable[[int], object]


def index_stories(ids: Iterable[int] | None = None, *, progress: Progress | None = None) -> int:
    """Bring the index in step with the stories of these keys, or with all; returns how many it now holds of them.

    Stories that are not published are taken out. `progress` is called with the number of stories just done. They are
    done in chunks of 200, each in a transaction of its own, or in the caller's. Of more than 1,000 the words are
    counted in the end: until then a typo in a new word is not corrected.
    """
    wanted = _all_ids() if ids is None else sorted(set(ids))
    # Of many stories it is quicker to count all words once, in the end, than to keep count.
    count_at_end = ids is None or len(wanted) > _MANY
    held = 0
    spellings: dict[str, str] = {}
    rest = iter(wanted)
    while chunk := list(islice(rest, _CHUNK)):
        held += _index_chunk(chunk, spellings=spellings, count_words=not count_at_end)
        if progress:
            progress(len(chunk))
    if count_at_end:
        recount_words(spellings)
    if len(wanted) > _CHUNK:
        _settle()
    return held


def remove_documents(story_ids: Iterable[int]) -> None:
    """Take the stories out of the index at once."""
    SearchDocument.objects.filter(pk__in=list(story_ids)).delete()


@transaction.atomic
def recount_words(spellings: Mapping[str, str]) -> None:
    """Write the vocabulary anew from the documents; `spellings` of words that have an apostrophe, beside those known."""
    _lock()
    known = SearchWord.objects.exclude(spelling=F("word")).values_list("word", "spelling")
    spellings = {**dict(known), **spellings}
    counts: Counter[str] = Counter()
    for (words,) in SearchDocument.objects.values_list("words").iterator(chunk_size=_CHUNK):
        counts.update(set(words.split()))
    del counts[BREAK]
    SearchWord.objects.all().delete()
    SearchWord.objects.bulk_create(
        (_word(word, spellings.get(word, word), number) for word, number in counts.items()),
        batch_size=_WORDS_AT_ONCE,
    )


@transaction.atomic
def forget_document(document: SearchDocument) -> None:
    """Do what is left to do when a document is deleted, with its story or alone: count its words off, tell the engine."""
    _lock()
    if settings.CATALOGUE_SEARCH_BACKEND:
        get_search_backend(settings.CATALOGUE_SEARCH_BACKEND).delete(document)
    _count(dict.fromkeys(document.vocabulary, -1), spellings={})


def index_faults() -> list[int]:
    """The stories, published or not, of which the index holds something else than it should."""
    published = set(StoryPage.objects.published().values_list("pk", flat=True))
    faults = set(SearchDocument.objects.values_list("pk", flat=True)) ^ published
    rest = iter(sorted(published - faults))
    while chunk := list(islice(rest, _CHUNK)):
        held = SearchDocument.objects.in_bulk(chunk)
        for fresh, _analysis in _documents(chunk):
            if any(getattr(fresh, name) != getattr(held[fresh.pk], name) for name in _COLUMNS):
                faults.add(fresh.pk)
    return sorted(faults)


def stories_to_index(*, only_if_empty: bool = False) -> int:
    """How many stories `index_stories()` has to go through; 0 if the index may only be filled and isn't empty."""
    return 0 if only_if_empty and SearchDocument.objects.exists() else len(_all_ids())


def _all_ids() -> list[int]:
    stories = StoryPage.objects.published().values_list("pk", flat=True)
    return sorted({*stories, *SearchDocument.objects.values_list("pk", flat=True)})


@transaction.atomic
def _index_chunk(ids: list[int], *, spellings: dict[str, str], count_words: bool) -> int:
    """Index these stories; adds to `spellings` words whose apostrophe the index leaves out."""
    _lock()
    analysed = list(_documents(ids))
    documents = [document for document, _analysis in analysed]
    kept = {document.pk for document in documents}
    remove_documents(pk for pk in ids if pk not in kept)
    changes: Counter[str] = Counter()
    if count_words:
        changes.subtract(_words_held(kept))
    SearchDocument.objects.bulk_create(
        documents, update_conflicts=True, unique_fields=["story"], update_fields=_COLUMNS, batch_size=100
    )
    spellings.update(
        (without_apostrophe(spelling), spelling)
        for _document, found in analysed
        for spelling in found.vocabulary
        if "'" in spelling
    )
    if count_words:
        for document in documents:
            changes.update(document.vocabulary)
        _count(changes, spellings=spellings)
    if settings.CATALOGUE_SEARCH_BACKEND and documents:
        get_search_backend(settings.CATALOGUE_SEARCH_BACKEND).add_bulk(SearchDocument, documents)
    return len(documents)


def _documents(ids: list[int]) -> Iterator[tuple[SearchDocument, Analysis]]:
    """What the index has to hold of those of the stories that are published."""
    stories = StoryPage.objects.published().filter(pk__in=ids).select_related("locale")
    for story, text in story_texts(stories):
        analysis = analyse(text)
        yield _document(story, text, analysis), analysis


def _document(story: StoryPage, text: StoryText, analysis: Analysis) -> SearchDocument:
    return SearchDocument(
        story=story,
        language=story.locale.language_code,
        work=story.translation_key.hex,
        start_month=story.start_month,
        ordering=story.ordering,
        text=text.readable,
        words=analysis.words,
        keys=analysis.keys,
        focus=[list(pair) for pair in analysis.focus],
    )


def _words_held(ids: Iterable[int]) -> Counter[str]:
    held: Counter[str] = Counter()
    for document in SearchDocument.objects.filter(pk__in=list(ids)).only("words"):
        held.update(document.vocabulary)
    return held


def _count(changes: Mapping[str, int], *, spellings: Mapping[str, str]) -> None:
    """Add to the numbers of stories that words stand in; words of no story go."""
    by_change: dict[int, list[str]] = defaultdict(list)
    for word, change in changes.items():
        if change:
            by_change[change].append(word)
    for change, words in by_change.items():
        for some in _in_lots(sorted(words)):
            known = SearchWord.objects.filter(word__in=some)
            missing = set(some) - set(known.values_list("word", flat=True)) if change > 0 else set()
            known.update(stories=F("stories") + change)
            SearchWord.objects.bulk_create(
                [_word(word, spellings.get(word, word), change) for word in sorted(missing)]
            )
    SearchWord.objects.filter(stories__lte=0).delete()


def _in_lots(words: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(words), _WORDS_AT_ONCE):
        yield words[start : start + _WORDS_AT_ONCE]


def _word(word: str, spelling: str, stories: int) -> SearchWord:
    return SearchWord(
        word=word, spelling=spelling, key=keys_of(spelling)[0], length=len(word), stories=stories
    )


def _settle() -> None:
    # PostgreSQL keeps new rows of a GIN index in a list beside it, which every search would have to read through.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('stories_search_lexemes')")


def _lock() -> None:
    # Two who count the same words would wait for each other for ever; SQLite lets one write at a time as it is.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
