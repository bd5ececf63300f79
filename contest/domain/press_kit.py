"""The press kit of an edition: texts in both languages, photos that may be reused, ornaments and data in one ZIP.

Its names are numbers and romanised names of communities: nothing that somebody typed becomes a path.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from contest.domain.edition_book import EditionBook, citation_of, read_book
from contest.domain.edition_makers import Made
from contest.domain.edition_photos import Photo, PhotoMaker, made_ahead, small_photo
from contest.domain.edition_plain import join_lines, plain_story
from contest.domain.edition_story import EditionStory
from contest.domain.steady_zip import SteadyZip
from contest.models import EditionFile
from contest.typesetting.covers import ornament_png
from stories.domain.exchange.bundles import full_address, read_bundles
from stories.domain.exchange.export import dataset_title
from stories.domain.exchange.files import csv_pieces, json_pieces
from stories.domain.exchange.story_columns import record_of
from stories.enums import LICENCE_URLS, Language, Licence
from stories.text.romanisation import slug_of

_PHOTO_SIDE, _QUALITY = 2_400, 88
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Entry:
    """A story in every language that has it, under the name that its files begin with."""

    name: str
    told: dict[str, EditionStory]

    @property
    def story(self) -> EditionStory:
        """The story in the kit's own language, or else in the other."""
        return next(iter(self.told.values()))


def make_press_kit(file: EditionFile, told: Callable[[], None]) -> Made:
    """Make the edition's press kit, whose own words are in the file's language; `told` is called after each story."""
    languages = sorted(Language.values, key=lambda language: language != file.language)
    books = {language: read_book(file.edition, language=language) for language in languages}
    with translation.override(file.language):
        content = write_press_kit(books, told=told)
    revisions = {key: revision for book in books.values() for key, revision in book.revisions.items()}
    photos = frozenset(key for book in books.values() for key in book.photos)
    return Made(content, revisions, photos, "application/zip", "zip")


def write_press_kit(books: dict[str, EditionBook], *, told: Callable[[], None]) -> bytes:
    """Return the kit; the first of the books is in the kit's own language. The same stories always give the same bytes."""
    book = next(iter(books.values()))
    archive = SteadyZip()
    entries = _entries(books)
    photo_lines: list[str] = []
    archive.add("README.txt", _readme(book, entries))
    photos = (photo for entry in entries for photo in _reusable(entry))
    with made_ahead(
        photos, make=lambda photo: small_photo(photo, side=_PHOTO_SIDE, quality=_QUALITY)
    ) as made:
        for entry in entries:
            for language, story in entry.told.items():
                _add_texts(archive, entry, story, language=language)
            photo_lines += _add_photos(archive, entry, made=made)
            archive.add(f"ornaments/{entry.name}.svg", entry.story.ornament)
            archive.add(f"ornaments/{entry.name}.png", ornament_png(entry.story.community_code))
            told()
    archive.add("photos/credits.txt", _credits(photo_lines))
    _add_data(archive, entries)
    return archive.finished()


def _entries(books: dict[str, EditionBook]) -> list[Entry]:
    """The stories of all languages side by side, in the order of the first."""
    found: dict[str, dict[str, EditionStory]] = {}
    for language, book in books.items():
        for story in book.stories:
            found.setdefault(story.translation, {})[language] = story
    return [Entry(_name(number, told), told) for number, told in enumerate(found.values(), 1)]


def _name(number: int, told: dict[str, EditionStory]) -> str:
    story = told.get(Language.EN) or next(iter(told.values()))
    words = slug_of(story.community, max_length=_LONGEST_NAME).removesuffix("-community")
    return f"{number:02d}-{words}".rstrip("-")


def _add_texts(archive: SteadyZip, entry: Entry, story: EditionStory, *, language: str) -> None:
    with translation.override(language):
        archive.add(f"texts/{language}/{entry.name}.txt", plain_story(story))
        context = {"story": story, "citation": citation_of(story)}
        page = render_to_string("contest/offline/press_story.html", context)
        archive.add(f"texts/{language}/{entry.name}.html", page)


def _reusable(entry: Entry) -> list[Photo]:
    return [photo for photo in entry.story.photos if photo.may_be_reused]


def _add_photos(archive: SteadyZip, entry: Entry, *, made: PhotoMaker) -> Iterator[str]:
    """Put the photos in that others may use; yields what to write beside each."""
    shown = [(photo, small) for photo in _reusable(entry) if (small := made(photo))]
    for number, (photo, small) in enumerate(shown, 1):
        name = f"{entry.name}-{number}.jpg"
        archive.add(f"photos/{name}", small.content)
        yield from _credit_lines(name, photo, entry.story)


def _credit_lines(name: str, photo: Photo, story: EditionStory) -> list[str]:
    licence = f"{photo.licence_name}, {photo.licence_url}"
    told = [photo.caption, photo.alt]
    return [name, f"© {photo.credit}. {licence}", *(line for line in told if line), story.url, ""]


def _credits(lines: list[str]) -> str:
    if not lines:
        return join_lines([_("No photo of this edition may be reused.")])
    rule = _("Name whoever made the photo and its licence. CC BY-NC means: not for money.")
    return join_lines([_("Whose photos these are"), "", rule, "", *lines])


def _readme(book: EditionBook, entries: list[Entry]) -> str:
    lines = [book.title, book.site_name, f"{book.site_url}/{book.language}/contest/{book.slug}/", ""]
    lines += [book.summary, "", *(f"{number} {words}" for number, words in book.figures), ""]
    lines += [_("What is in here").upper(), "", *_folders(), "", _("The stories").upper()]
    names = {entry.told[book.language].key: entry.name for entry in entries if book.language in entry.told}
    for chapter in book.chapters:
        lines += ["", f"{chapter.heading}:"]
        lines += [f"- {names[story.key]}: {story.community}. {story.title}" for story in chapter.stories]
    lines += ["", _("How to use it").upper(), "", *_terms(book)]
    return join_lines(lines)


def _folders() -> list[str]:
    return [
        "texts/ — " + _("each story in Ukrainian and English, as plain text and as HTML"),
        "photos/ — "
        + _(
            "photos whose people agreed and whose licence lets you use them; credits.txt says whose they are"
        ),
        "ornaments/ — " + _("the embroidery of each community, drawn from its code; free to use"),
        "data/ — " + _("the same stories as a table (CSV) and for programs (JSON)"),
    ]


def _terms(book: EditionBook) -> list[str]:
    lines = [
        _("The texts may be used by anyone who names the source, under the licence at the end of each."),
        _(
            "A story that is corrected or taken down later stays in this file as it was. What holds is its page on the site."
        ),
    ]
    if book.updated:
        day = date_format(localtime(book.updated), "j E Y")
        lines.append(_("State of the stories: %(day)s.") % {"day": day})
    return [*lines, _("Questions: %(address)s") % {"address": settings.CONTACT_EMAIL}]


def _add_data(archive: SteadyZip, entries: list[Entry]) -> None:
    """The stories as the site's open data has them, text that a spreadsheet might calculate made harmless."""
    keys = [UUID(entry.story.translation) for entry in entries]
    records: list[dict[str, Any]] = [record_of(bundle) for bundle in read_bundles(keys)]
    about = {
        "title": dataset_title(), "licence": LICENCE_URLS[Licence.CC_BY],
        "source": full_address("/data/catalogue.jsonld"), "fields": full_address("/data/fields.json"),
        "count": len(records),
    }  # fmt: skip
    archive.add("data/stories.csv", b"".join(csv_pieces(records)))
    archive.add("data/stories.json", b"".join(json_pieces(records, about=about)))
