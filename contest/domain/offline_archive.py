"""A whole edition as one HTML file that opens without a server: everything is in it, and it asks for nothing."""

import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest.domain.edition_book import EditionBook, citation_of, read_book
from contest.domain.edition_makers import Made
from contest.domain.edition_photos import Photo, PhotoMaker, SmallPhoto, made_ahead, small_photo
from contest.domain.edition_story import EditionStory
from contest.models import EditionFile
from contest.typesetting.legible import paragraphs_of
from stories.drawing.ornament import border_svg
from stories.drawing.region_map import MapRegion, count_steps, region_map_svg
from stories.models import Region
from stories.text.figures import format_number

_PHOTO_SIDE, _QUALITY = 900, 78
_NOWHERE = "#nowhere"
_LINK_TO_NOWHERE = re.compile(rf'<a id="[^"]*" href="{_NOWHERE}" (class="[^"]*")[^>]*>(.*?)</a>', re.DOTALL)


def make_archive(file: EditionFile, told: Callable[[], None]) -> Made:
    """Make the edition's archive in the file's language; `told` is called after each story."""
    book = read_book(file.edition, language=file.language)
    with translation.override(file.language):
        content = write_archive(book, told=told)
    return Made(content, book.revisions, book.photos, "text/html; charset=utf-8", "html")


def write_archive(book: EditionBook, *, told: Callable[[], None]) -> bytes:
    """Return the file in the active language. The same stories always give the same bytes."""
    written: dict[int, SafeString] = {}
    photos = (photo for story in book.stories for photo in story.photos)
    with made_ahead(
        photos, make=lambda photo: small_photo(photo, side=_PHOTO_SIDE, quality=_QUALITY)
    ) as made:
        for story in book.stories:
            written[story.key] = _story(story, made=made)
            told()
    context = {
        "book": book,
        "summary": paragraphs_of(book.summary),
        "chapters": [
            (chapter, [written[story.key] for story in chapter.stories]) for chapter in book.chapters
        ],
        "map": _map(book),
        "frieze": mark_safe(border_svg("UA", repeats=12)),
    }
    return render_to_string("contest/offline/edition.html", context).encode()


def _story(story: EditionStory, *, made: PhotoMaker) -> SafeString:
    photos = [_photo(photo, small) for photo in story.photos if (small := made(photo))]
    context = {
        "story": story, "head": photos[0] if photos else None, "photos": photos[1:],
        "citation": citation_of(story),
    }  # fmt: skip
    return render_to_string("contest/offline/story.html", context)


def _photo(photo: Photo, small: SmallPhoto) -> dict[str, Any]:
    return {
        "src": f"data:image/jpeg;base64,{b64encode(small.content).decode()}", "alt": photo.alt,
        "caption": photo.caption, "credit": photo.credit, "licence": photo.licence_name, "width": small.width,
        "height": small.height,
    }  # fmt: skip


def _map(book: EditionBook) -> SafeString:
    """The map, whose regions with stories lead to them; the others are shapes with a name."""
    counts = {place.code: len(place.stories) for place in book.places}
    regions = [_region(region, counts.get(region.code, 0)) for region in Region.objects.order_by("ordering")]
    drawn = region_map_svg(
        regions, title=_("Map of the regions of Ukraine"),
        description=_("Regions with stories are links. The list below the map says the same."),
        steps=count_steps(counts.values()),
    )  # fmt: skip
    return mark_safe(_LINK_TO_NOWHERE.sub(r"<g \1>\2</g>", drawn))


def _region(region: Region, count: int) -> MapRegion:
    stories = ngettext("%(count)s story", "%(count)s stories", count) % {"count": format_number(count)}
    return MapRegion(
        code=region.code, name=region.name, href=f"#region-{region.code}" if count else _NOWHERE, count=count,
        label=_("%(region)s: %(stories)s") % {"region": region.name, "stories": stories},
    )  # fmt: skip
