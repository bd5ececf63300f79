"""An edition as a book: what stands around its stories, in one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID, uuid5

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest.domain.edition_prose import telling
from contest.domain.edition_stories import edition_stories
from contest.domain.edition_story import Chapter, EditionStory, chapters_of, photos_of
from stories.models import Edition, Region
from stories.text.figures import format_number
from stories.text.ordering import ordering_key

_NAMESPACE = UUID("5b0c9e0e-0b0a-5f0e-9a58-2f6d0d1f7c55")


@dataclass(frozen=True)
class Place:
    """A region with the communities of it that have stories here."""

    code: str
    name: str
    stories: tuple[EditionStory, ...]


@dataclass(frozen=True)
class EditionBook:
    """An edition with its stories. `updated` is when the youngest of them was published: the same stories, the same book."""

    slug: str
    language: str
    title: str
    summary: str
    site_name: str
    site_url: str
    figures: tuple[tuple[str, str], ...]
    organisers: tuple[tuple[str, str], ...]
    stories: tuple[EditionStory, ...]
    places: tuple[Place, ...]
    updated: datetime | None

    @cached_property
    def chapters(self) -> list[Chapter]:
        """The stories by chapters."""
        return chapters_of(self.stories)

    @property
    def identifier(self) -> str:
        """The name of the book for catalogues of books: the same for every version of it."""
        return f"urn:uuid:{uuid5(_NAMESPACE, f'{self.site_url} {self.slug} {self.language}')}"

    @property
    def revisions(self) -> dict[int, int]:
        """Of which revision of which story the book is made."""
        return {story.key: story.revision for story in self.stories}

    @property
    def photos(self) -> frozenset[int]:
        """The keys of the photos that the book may show."""
        return photos_of(self.stories)

    @property
    def year(self) -> int | None:
        """The year of the youngest text."""
        return timezone.localtime(self.updated).year if self.updated else None


def read_book(edition: Edition, *, language: str) -> EditionBook:
    """Read the edition with its published stories; the number of queries is the same for any number of them."""
    stories = tuple(edition_stories(edition, language=language))
    with translation.override(language):
        return EditionBook(
            slug=edition.slug, language=language, title=telling(edition.name), summary=telling(edition.summary),
            site_name=_("Resilient Communities"), site_url=settings.SITE_URL.rstrip("/"),
            figures=_figures(edition, honoured=len(stories)), organisers=_organisers(edition), stories=stories,
            places=_places(stories, language=language),
            updated=max((story.published for story in stories if story.published), default=None),
        )  # fmt: skip


def citation_of(story: EditionStory) -> str:
    """How to cite the story, as its page says it."""
    published = timezone.localtime(story.published).year if story.published else ""
    return _("%(community)s. %(title)s // Resilient Communities: catalogue of stories. %(year)s. %(url)s") % {
        "community": story.community,
        "title": story.title,
        "year": published,
        "url": story.url,
    }


def _figures(edition: Edition, *, honoured: int) -> tuple[tuple[str, str], ...]:
    """How the contest went: numbers with the words that follow them."""
    applications, communities = edition.applications or 0, edition.communities or 0
    told = (
        (applications, ngettext("application came in", "applications came in", applications)),
        (communities, ngettext("community took part", "communities took part", communities)),
        (honoured, ngettext("story was honoured", "stories were honoured", honoured)),
    )
    return tuple((format_number(number), words) for number, words in told if number)


def _organisers(edition: Edition) -> tuple[tuple[str, str], ...]:
    rows = edition.organisers.select_related("organisation")
    return tuple((telling(row.organisation.name), str(row.get_role_display())) for row in rows)


def _places(stories: Sequence[EditionStory], *, language: str) -> tuple[Place, ...]:
    """Regions in the order of the language's alphabet, their communities too."""
    by_region: dict[str, list[EditionStory]] = {}
    for story in stories:
        by_region.setdefault(story.region_code, []).append(story)
    regions = Region.objects.filter(code__in=by_region)
    ordered = sorted(regions, key=lambda row: row.ordering if language == "uk" else row.name_en.casefold())
    return tuple(
        Place(
            row.code,
            row.name,
            tuple(sorted(by_region[row.code], key=lambda story: ordering_key(story.community))),
        )
        for row in ordered
    )
