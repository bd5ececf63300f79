"""Reads of the full-text index, the same on every database.

SQLite answers from an FTS5 table, PostgreSQL from a column of lexemes; both are kept by the database itself from the
columns `words` and `keys` of each document (migration 0003). Either is only asked which documents hold which tokens:
what a match is worth is counted in Python, so the order cannot differ.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from django.db import connections, models
from django.db.models.functions import Length

from stories.text.lookups import Lookup, as_fts5, as_tsquery

if TYPE_CHECKING:
    from stories.models import SearchDocument, SearchWord  # noqa: F401 - named in annotations as text

# More documents than these are read as a whole rather than named one by one.
_NAMED = 500
_LETTERS_OFF = 1

# A word, its spelling, its key, in how many stories it stands.
WordRow = tuple[str, str, str, int]


class Placed(NamedTuple):
    """A document in its place; `work` is what the translations of one story share."""

    story_id: int
    language: str
    work: str


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    """Published stories, as the index knows them."""

    def holding(self, lookups: Sequence[Lookup]) -> list[list[int]]:
        """For each lookup the keys of the stories that match it, in no order; one query for all."""
        if not lookups:
            return []
        connection = connections[self.db]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT stories_search(asked.lookup::tsquery) "
                    "FROM unnest(%s::text[]) WITH ORDINALITY AS asked(lookup, place) ORDER BY asked.place",
                    [[as_tsquery(lookup) for lookup in lookups]],
                )
                return [ids for (ids,) in cursor.fetchall()]
            one = "(SELECT group_concat(rowid) FROM stories_search WHERE stories_search MATCH %s)"
            # No value of a reader's stands in the statement: the number of lookups alone makes it.
            statement = "SELECT " + ", ".join([one] * len(lookups))
            cursor.execute(statement, [as_fts5(lookup) for lookup in lookups])
            return [list(map(int, row.split(","))) if row else [] for row in cursor.fetchone()]

    def with_phrase(self, words: Sequence[str], *, among: Collection[int]) -> set[int]:
        """Those of the stories in which the folded words stand one after another."""
        documents = self.filter(words__contains=f" {' '.join(words)} ")
        if len(among) <= _NAMED:
            documents = documents.filter(pk__in=among)
        return set(documents.values_list("pk", flat=True)).intersection(among)

    def first_of(self, story_ids: Collection[int], *, language: str, most: int) -> list[int]:
        """The first of these stories in the language, the newest start first; at most `most`."""
        documents = self.filter(language=language).order_by("-start_month", "ordering", "pk")
        if len(story_ids) <= _NAMED:
            documents = documents.filter(pk__in=story_ids)
        ids = documents.values_list("pk", flat=True).iterator()
        return list(islice((pk for pk in ids if pk in story_ids), most))

    def placed(self, story_ids: Collection[int] | None) -> list[Placed]:
        """The stories, at least these and their translations, the newest start first, then by title; None for all."""
        documents = self.order_by("-start_month", "ordering", "pk")
        if story_ids is not None and len(story_ids) <= _NAMED:
            works = self.filter(pk__in=story_ids).values("work")
            documents = documents.filter(work__in=works)
        return [Placed(*row) for row in documents.values_list("pk", "language", "work").iterator()]


class NamedRow(NamedTuple):
    """A value of one of the catalogue's filters and how many stories have it."""

    facet: str
    key: str
    name_uk: str
    name_en: str
    stories: int


# For each filter its key, its two names, and how its rows lead to stories.
_VALUES = {
    "category": ("slug", "name_uk", "name_en", "stories"),
    "challenge": ("slug", "name_uk", "name_en", "stories"),
    "group": ("slug", "name_uk", "name_en", "stories"),
    "region": ("code", "name_uk", "name_en", "communities__led_stories"),
    "tag": ("slug", "name", "name_en", "tagged_stories__content_object"),
}


def named_rows(models_by_facet: Mapping[str, type[models.Model]], *, language: str) -> Iterator[NamedRow]:
    """The values that published stories of the language have; one query for each filter."""
    for facet, model in models_by_facet.items():
        *columns, stories = _VALUES[facet]
        document = f"{stories}__search_document"
        rows = model._default_manager.filter(**{f"{document}__language": language})
        counted = rows.annotate(n=models.Count(document, distinct=True)).order_by("pk")
        for row in counted.values_list(*columns, "n"):
            yield NamedRow(facet, *row)


class SearchWordQuerySet(models.QuerySet["SearchWord"]):
    """The words of all documents."""

    def about_as_long_as(self, word: str) -> list[WordRow]:
        """Words that differ from `word` by at most one letter in length."""
        return _of_length(self, "length", len(word))

    def with_key_about_as_long_as(self, key: str) -> list[WordRow]:
        """Words whose keys differ from `key` by at most one letter in length."""
        return _of_length(self.annotate(key_length=Length("key")), "key_length", len(key))


def _of_length(words: models.QuerySet["SearchWord"], column: str, length: int) -> list[WordRow]:
    shortest, longest = length - _LETTERS_OFF, length + _LETTERS_OFF
    rows = words.filter(**{f"{column}__gte": shortest, f"{column}__lte": longest}, stories__gt=0)
    return list(rows.values_list("word", "spelling", "key", "stories"))
