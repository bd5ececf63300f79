"""An edition as an EPUB 3 book for phones.

It is written with templates and the standard library: what libraries there are for it are under the AGPL or no longer kept, and
a book is a ZIP of pages with a list of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from contest.domain.edition_book import EditionBook, citation_of, read_book
from contest.domain.edition_makers import Made
from contest.domain.edition_photos import Photo, PhotoMaker, made_ahead, small_photo
from contest.domain.edition_story import Chapter, EditionStory
from contest.domain.steady_zip import SteadyZip
from contest.models import EditionFile
from contest.typesetting.covers import CoverWords, book_cover
from contest.typesetting.legible import paragraphs_of

MEDIA_TYPE = "application/epub+zip"
_PHOTO_SIDE = 1_200
_XHTML, _JPEG, _PNG, _SVG = "application/xhtml+xml", "image/jpeg", "image/png", "image/svg+xml"
_FOLDER = "book"
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
  <rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True)
class Item:
    """A file of the book as its list names it."""

    id: str
    href: str
    media_type: str
    content: bytes | str
    properties: str = ""

    @property
    def in_spine(self) -> bool:
        """Whether it is a page that is read in turn."""
        return self.media_type == _XHTML


@dataclass(frozen=True)
class Page:
    """A story and the file that tells it."""

    story: EditionStory
    href: str


@dataclass(frozen=True)
class Part:
    """A chapter, the file that opens it, and its stories."""

    chapter: Chapter
    href: str
    pages: tuple[Page, ...]


@dataclass
class _Binder:
    """Gathers the files of the book."""

    book: EditionBook
    made: PhotoMaker
    items: dict[str, Item] = field(default_factory=dict)

    def add(self, href: str, media_type: str, content: bytes | str, properties: str = "") -> str:
        name = "cover-image" if properties == "cover-image" else href.replace(".", "-")
        self.items.setdefault(href, Item(name, href, media_type, content, properties))
        return href

    def add_page(self, href: str, title: str, *, properties: str = "", **context: Any) -> None:
        told = {"book": self.book, "title": title, **context}
        template = f"contest/epub/{href.split('-', maxsplit=1)[0].removesuffix('.xhtml')}.html"
        self.add(href, _XHTML, render_to_string(template, told), properties)

    def add_photo(self, photo: Photo) -> dict[str, Any] | None:
        """Put the photo in, once however many stories show it; None where its file is lost."""
        made = self.made(photo)
        if made is None:
            return None
        return {
            "src": self.add(f"photo-{photo.key}.jpg", _JPEG, made.content), "alt": photo.alt,
            "caption": photo.caption, "credit": photo.credit, "licence": photo.licence_name, "width": made.width,
            "height": made.height,
        }  # fmt: skip


def make_epub(file: EditionFile, told: Callable[[], None]) -> Made:
    """Make the edition's book in the file's language; `told` is called after each story."""
    book = read_book(file.edition, language=file.language)
    with translation.override(file.language):
        content = write_epub(book, told=told)
    return Made(content, book.revisions, book.photos, MEDIA_TYPE, "epub")


def write_epub(book: EditionBook, *, told: Callable[[], None]) -> bytes:
    """Return the book as an EPUB in the active language. The same stories always give the same bytes."""
    parts = _parts(book)
    photos = (photo for part in parts for page in part.pages for photo in page.story.photos)
    with made_ahead(photos, make=lambda photo: small_photo(photo, side=_PHOTO_SIDE)) as made:
        binder = _Binder(book, made)
        _add_front(binder, parts)
        for part in parts:
            binder.add_page(part.href, part.chapter.heading, chapter=part)
            for page in part.pages:
                _add_story(binder, page)
                told()
    hrefs = {page.story.key: page for part in parts for page in part.pages}
    places = [(place, [hrefs[story.key] for story in place.stories]) for place in book.places]
    binder.add_page("communities.xhtml", _("Communities"), places=places)
    binder.add_page("about.xhtml", _("About this book"))
    return _packed(binder, parts)


def _parts(book: EditionBook) -> list[Part]:
    numbers = {story.key: number for number, story in enumerate(book.stories, 1)}
    return [
        Part(
            chapter,
            f"chapter-{number:02d}.xhtml",
            tuple(Page(story, f"story-{numbers[story.key]:03d}.xhtml") for story in chapter.stories),
        )
        for number, chapter in enumerate(book.chapters, 1)
    ]


def _add_front(binder: _Binder, parts: list[Part]) -> None:
    book = binder.book
    words = CoverWords(book.site_name, book.title, str(book.year or ""))
    cover = book_cover(words, codes=[story.community_code for story in book.stories])
    binder.add("book.css", "text/css", render_to_string("contest/epub/book.css"))
    binder.add("cover.png", _PNG, cover, "cover-image")
    binder.add_page("cover.xhtml", _("Cover"), cover_alt=f"{book.title}. {book.site_name}")
    preface = _("What this contest was")
    binder.add_page("preface.xhtml", preface, summary=paragraphs_of(book.summary))
    binder.add_page("nav.xhtml", _("Contents"), properties="nav", chapters=parts, preface_title=preface)


def _add_story(binder: _Binder, page: Page) -> None:
    story = page.story
    photos = [made for photo in story.photos if (made := binder.add_photo(photo))]
    ornament = ""
    if not photos:
        ornament = binder.add(
            page.href.replace("story", "ornament").replace("xhtml", "svg"), _SVG, story.ornament
        )
    binder.add_page(
        page.href, story.title, story=story, head=photos[0] if photos else None, photos=photos[1:],
        ornament=ornament, citation=citation_of(story),
        ornament_alt=_("Ornament drawn from the code of the %(community)s") % {"community": story.community},
    )  # fmt: skip


def _packed(binder: _Binder, parts: list[Part]) -> bytes:
    moment = (binder.book.updated or datetime(2022, 1, 1, tzinfo=UTC)).astimezone(UTC)
    items = list(binder.items.values())
    context = {
        "book": binder.book,
        "items": items,
        "chapters": parts,
        "modified": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        "rights": _("Each story and each photo names its licence."),
        "accessibility": _(
            "Everything is told in text. Photos have descriptions, headings follow one another in order, and nothing "
            "moves or flashes."
        ),
    }
    archive = SteadyZip()
    # Readers know the format by these bytes at the very beginning.
    archive.add("mimetype", MEDIA_TYPE, plain=True)
    archive.add("META-INF/container.xml", _CONTAINER)
    archive.add(f"{_FOLDER}/package.opf", render_to_string("contest/epub/package.opf", context))
    for item in items:
        archive.add(f"{_FOLDER}/{item.href}", item.content)
    return archive.finished()
