"""The booklet: what stands in it, and that text is only ever text."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from contest.domain.booklet import make_booklet
from contest.models import EditionFile
from tests.contest.edition_books import HEBREW, HOSTILE, make_told_edition
from tests.contest.typesetting.pdf_reading import everything, letters, pages, xmp

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(uk, settings, tmp_path):
    """An edition with two honoured stories, one of them with everything that a story can have."""
    settings.MEDIA_ROOT, settings.SITE_URL = tmp_path, "https://example.org"
    return make_told_edition(uk)


def booklet(edition, **fields):
    values = {"language": "uk", "paper": "a4", "purpose": "screen", "asked_at": timezone.now(), **fields}
    told = []
    with translation.override(values["language"]):
        return make_booklet(
            EditionFile(edition=edition, kind="booklet", **values), lambda: told.append(1)
        ), len(told)


def test_booklet_holds_the_honoured_stories_from_their_live_revisions(edition):
    made, told = booklet(edition)
    stories = {story.pk: story.live_revision_id for story in edition.stories.exclude(award="")}
    assert (made.stories, told, made.media_type, made.extension) == (stories, 2, "application/pdf", "pdf")
    assert made.content == booklet(edition)[0].content
    source = everything(made.content)
    # Tagged, in its language, with bookmarks, the photo, links to the pages; no mark for a printer.
    assert [
        b"/Marked true" in source, b"/Lang (uk)" in source or b"/Lang(uk)" in source, b"/Outlines" in source,
        b"/DCTDecode" in source, b"/uk/stories/" in source,
    ] == [True] * 5  # fmt: skip
    assert edition.name_uk in xmp(made.content)
    assert set("ҐґЇїЄєІі№«»—") & set(HOSTILE + HEBREW + "Ґорганська") - letters(made.content) == set()


def test_command_makes_a_small_booklet_for_the_printer(edition, tmp_path):
    place = tmp_path / "small.pdf"
    call_command(
        "make_booklet", edition.slug, lang="uk", paper="a5", purpose="print", output=place, stdout=StringIO()
    )
    made = place.read_bytes()
    source = everything(made)
    # A5 is 419.5 × 595.3 points; the sheet is a centimetre larger on every side.
    assert (b"/TrimBox" in source, b"[0 0 476.2" in source, pages(made) > 8) == (True, True, True)
    with pytest.raises(CommandError, match="no edition"):
        call_command("make_booklet", "nowhere")
    with pytest.raises(CommandError, match="No honoured story"):
        call_command("make_booklet", edition.slug, lang="en")
