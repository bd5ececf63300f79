"""What the full-text search knows of each published story. Written by `domain/search_index.py` alone."""

from typing import Any

from django.conf import settings
from django.db import models
from modelsearch import index

from stories.models.story import StoryPage
from stories.querysets.search import SearchDocumentQuerySet, SearchWordQuerySet
from stories.text.analysis import BREAK
from stories.text.ordering import KEY_LENGTH
from stories.text.words import LONGEST_WORD


class SearchDocument(index.Indexed, models.Model):
    """The analysed text of one published story in its language.

    The database keeps its own index of `words` and `keys` in step (migration 0003). A search engine named by
    CATALOGUE_SEARCH_BACKEND is given the same words by weight.
    """

    story = models.OneToOneField(
        StoryPage, primary_key=True, on_delete=models.CASCADE, related_name="search_document"
    )
    language = models.CharField(max_length=2)
    work = models.CharField(max_length=32)
    start_month = models.DateField()
    ordering = models.CharField(max_length=KEY_LENGTH)
    text = models.TextField()
    words = models.TextField()
    keys = models.TextField()
    focus = models.JSONField(default=list)

    objects = SearchDocumentQuerySet.as_manager()

    # Documents are written in bulk, without signals; who writes them tells the search engine too.
    search_auto_update = False
    search_fields = [
        index.SearchField("title_terms", boost=8),
        index.SearchField("name_terms", boost=4),
        index.SearchField("focus_terms", boost=2),
        index.SearchField("terms"),
        index.FilterField("language"),
    ]

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index("work", name="search_document_work"),
            # Covers the whole of what a list of results is put in order by.
            models.Index(
                models.F("start_month").desc(),
                "ordering",
                "story",
                "language",
                "work",
                name="search_document_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} ({self.language})"

    @property
    def vocabulary(self) -> frozenset[str]:
        """Its distinct words, folded."""
        return frozenset(self.words.split()) - {BREAK}

    @classmethod
    def get_indexed_objects(cls) -> Any:
        """Every document where a search engine is named, else none: the database has its own index."""
        return cls.objects.all() if settings.CATALOGUE_SEARCH_BACKEND else cls.objects.none()

    def title_terms(self) -> str:
        return self._marked("a")

    def name_terms(self) -> str:
        return self._marked("b")

    def focus_terms(self) -> str:
        return self._marked("c")

    def terms(self) -> str:
        """Every word as it stands, and the keys of all."""
        return f"{self.words.strip()} {self._marked('')}"

    def _marked(self, level: str) -> str:
        marks = (f"{level}.", f"{level}=") if level else ("=",)
        return " ".join(
            token.removeprefix(mark)
            for token in self.keys.split()
            for mark in marks
            if token.startswith(mark)
        )


class SearchWord(models.Model):
    """A word that stands in some document, folded, and in how many; what a mistyped word is compared with."""

    word = models.CharField(max_length=LONGEST_WORD, primary_key=True)
    spelling = models.CharField(max_length=LONGEST_WORD)
    key = models.CharField(max_length=LONGEST_WORD)
    length = models.PositiveSmallIntegerField()
    stories = models.IntegerField()

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index("length", "word", "spelling", "key", "stories", name="search_word_by_length")]

    def __str__(self) -> str:
        return self.word
