"""The booklet of an edition: its honoured stories set in type, from the same revisions as their pages."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from contest.domain.booklet_stories import Pictures, cut, story_data, version_line
from contest.domain.edition_makers import Made
from contest.domain.edition_photos import PhotoMaker, made_ahead, small_photo
from contest.domain.edition_stories import edition_stories
from contest.domain.edition_story import Chapter, EditionStory, chapters_of, photos_of
from contest.enums import Paper, PrintPurpose
from contest.models import EditionFile
from contest.typesetting.documents import make_pdf
from contest.typesetting.drawings import frieze
from contest.typesetting.legible import paragraphs_of
from stories.enums import OrganiserRole
from stories.models import Edition
from stories.text.ordering import ordering_key

# Five hundred long stories.
MOST_CHARACTERS = 30_000_000
# The longer side of a photo, in pixels.
_SIDES = {
    (Paper.A4, PrintPurpose.SCREEN): 1200, (Paper.A4, PrintPurpose.PRINT): 2000,
    (Paper.A5, PrintPurpose.SCREEN): 1000, (Paper.A5, PrintPurpose.PRINT): 1600,
}  # fmt: skip
# From so many stories on photos are smaller and codes made without choice, or the book would take minutes and a disk.
_MANY, _SMALL_SIDE, _MASK = 100, 800, 2
_TILES = 12
_FRIEZE = "frieze.svg"
_REPEATS = 12
_LONGEST_NAME = 90


def make_booklet(file: EditionFile, told: Callable[[], None]) -> Made:
    """Make the booklet in the active language, which is the file's; `told` is called after each story."""
    stories = edition_stories(file.edition, language=file.language)
    is_thick = len(stories) > _MANY
    side = _SIDES[Paper(file.paper), PrintPurpose(file.purpose)]
    pictures: Pictures = {_FRIEZE: frieze(stories[0].community_code, repeats=_REPEATS)}
    chapters = []
    with _printed_photos(stories, side=min(side, _SMALL_SIDE) if is_thick else side) as printed:
        for chapter in chapters_of(stories):
            own = []
            for story in chapter.stories:
                own.append(
                    story_data(story, pictures=pictures, printed=printed, mask=_MASK if is_thick else None)
                )
                told()
            chapters.append(_chapter(chapter, own))
    data = {
        **_cover(file.edition, stories), "paper": file.paper, "purpose": file.purpose, "chapters": chapters,
        "index": _index(stories), "imprint": _imprint(file, stories), "words": _words(),
    }  # fmt: skip
    content = make_pdf(
        "booklet", data, language=file.language, at=_newest(stories), pictures=pictures, most_characters=MOST_CHARACTERS,
    )  # fmt: skip
    revisions = {story.key: story.revision for story in stories}
    return Made(content, revisions, photos_of(stories), "application/pdf", "pdf")


def _printed_photos(stories: Sequence[EditionStory], *, side: int) -> AbstractContextManager[PhotoMaker]:
    """The photos of the stories as they are printed. The first of a story is the large one."""
    sides = {photo.key: side // 2 for story in stories for photo in story.photos[1:]}
    sides |= {photo.key: side for story in stories for photo in story.photos[:1]}
    photos = [photo for story in stories for photo in story.photos]
    return made_ahead(photos, make=lambda photo: small_photo(photo, side=sides[photo.key]))


def _newest(stories: Sequence[EditionStory]) -> datetime:
    """When the newest of the stories was published: the same stories always give the same bytes."""
    return max((story.published for story in stories if story.published), default=timezone.now())


def _cover(edition: Edition, stories: Sequence[EditionStory]) -> dict[str, Any]:
    codes = [story.community_code for story in stories]
    return {
        "title": edition.name,
        "description": _("Booklet of stories honoured in the contest"),
        "author": str(settings.WAGTAIL_SITE_NAME),
        "cover_kicker": _("Stories of communities in a time of war"),
        "site": settings.SITE_URL.rstrip("/").partition("//")[2],
        "tiles": [f"ornament-{code}.svg" for code in _tiles(codes)],
        "frieze": _FRIEZE,
        "running": cut(edition.name, _LONGEST_NAME),
        "organisers": _organisers(edition),
        "preface": paragraphs_of(edition.summary),
        "figures": _figures(edition, stories),
    }


def _tiles(codes: Sequence[str]) -> list[str]:
    """Ornaments of a cover's quilt: all communities in turn, spread over the whole book where there are many."""
    kinds = list(dict.fromkeys(codes))
    if len(kinds) > _TILES:
        return [kinds[place * len(kinds) // _TILES] for place in range(_TILES)]
    return [kinds[place % len(kinds)] for place in range(_TILES)] if len(kinds) > 2 else kinds[:1]  # noqa: PLR2004


def _figures(edition: Edition, stories: Sequence[EditionStory]) -> list[tuple[str, str]]:
    """How the contest went, each number with its word."""
    regions = len({story.region_code for story in stories})
    counted = [
        (edition.applications, ngettext("application received", "applications received", edition.applications or 0)),
        (edition.communities, ngettext("community took part", "communities took part", edition.communities or 0)),
        (len(stories), ngettext("story honoured", "stories honoured", len(stories))),
        (regions, ngettext("region of Ukraine", "regions of Ukraine", regions)),
    ]  # fmt: skip
    return [(str(number), words) for number, words in counted if number]


def _organisers(edition: Edition) -> list[dict[str, Any]]:
    """Who held the edition, by what they did for it."""
    rows = list(edition.organisers.select_related("organisation"))
    groups = [
        (str(label), [row.organisation.name for row in rows if row.role == role])
        for role, label in OrganiserRole.choices
    ]
    return [{"role": label, "names": names} for label, names in groups if names]


def _chapter(chapter: Chapter, stories: list[dict[str, Any]]) -> dict[str, Any]:
    number = len(stories)
    return {
        "heading": chapter.heading, "description": paragraphs_of(chapter.description), "special": chapter.special,
        "kicker": _("Special award") if chapter.special else _("Category"),
        "running": cut(chapter.heading, _LONGEST_NAME), "stories": stories,
        "count": ngettext("%(count)s story", "%(count)s stories", number) % {"count": number},
    }  # fmt: skip


def _index(stories: Sequence[EditionStory]) -> list[dict[str, Any]]:
    """Every community with its region and the stories it leads, in the order of the Ukrainian alphabet."""
    rows: dict[tuple[str, str], list[str]] = {}
    for story in stories:
        rows.setdefault((story.community, story.region), []).append(f"story-{story.key}")
    ordered = sorted(rows, key=lambda row: (ordering_key(row[0]), row[1]))
    return [
        {"letter": name[:1].upper(), "community": name, "region": region, "stories": rows[name, region]}
        for name, region in ordered
    ]


def _imprint(file: EditionFile, stories: Sequence[EditionStory]) -> dict[str, Any]:
    licence = next(
        ((story.licence_name, story.licence_url) for story in stories if story.licence_name), ("", "")
    )
    made = date_format(timezone.localtime(file.asked_at), "j E Y")
    return {
        "facts": [
            (pgettext("booklet", "Contest"), file.edition.name),
            (pgettext("booklet", "Published by"), str(settings.WAGTAIL_SITE_NAME)),
            (pgettext("booklet", "Set on"), made),
            (pgettext("booklet", "Texts"), licence[0]),
        ],
        "notes": [
            _(
                "Every story here is the text of its page in the catalogue. Scan the code beside it to read the newest version."
            ),
            _(
                "The list says which version of each page was set: its number, the day it was published "
                "and the beginning of its fingerprint (SHA-256)."
            ),
            _(
                "Photos are shown with the consent of those who took them and of those they show; "
                "each has its own credit and licence."
            ),
        ],
        "links": [url for url in (settings.SITE_URL.rstrip("/"), licence[1]) if url],
        "versions": [
            {"community": story.community, "version": version_line(story), "key": f"story-{story.key}"}
            for story in stories
        ],
    }  # fmt: skip


def _words() -> dict[str, str]:
    """The booklet's own words, beside those of the stories."""
    return {
        "preface": _("Preface"), "contents": _("Contents"), "index": _("Index of communities"), "imprint": _("Imprint"),
        "partners": _("Partners"), "links": _("Links"), "citation": _("The jury’s citation"),
        "versions": _("Versions of the stories"), "read_on": _("This story in the catalogue"),
    }  # fmt: skip
