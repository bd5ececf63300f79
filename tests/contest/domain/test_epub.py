"""The book for phones: whole, readable by any reader, and text in it is only ever text."""

import zipfile
from io import BytesIO
from posixpath import basename

import pytest
from defusedxml.ElementTree import fromstring
from django.utils import translation
from PIL import Image

from contest.domain.epub import make_epub
from contest.models import EditionFile
from tests.contest.edition_books import HEBREW, HOSTILE, make_full_story, make_honoured
from tests.factories import make_community, make_edition, make_image, picture_file

pytestmark = pytest.mark.django_db

XHTML, OPF, DC = (
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.idpf.org/2007/opf}",
    "{http://purl.org/dc/elements/1.1/}",
)


@pytest.fixture
def made(uk, settings, tmp_path):
    """The book of an edition with two stories, one of them with everything that a story can have; made twice."""
    settings.MEDIA_ROOT, settings.SITE_URL = tmp_path, "https://example.org"
    edition = make_edition(applications=112, communities=82, summary_uk="Другий & <останній>.")
    make_honoured(uk, edition, title="Хаб у Шполі", community=make_community("Шполянська", "Шпола"))
    make_full_story(
        uk, edition, photo=make_image(file=picture_file(size=(1600, 400)), alt_uk='Люди "за" <столом>')
    )
    told = []
    with translation.override("uk"):
        first, second = (
            make_epub(EditionFile(edition=edition, language="uk"), lambda: told.append(1)) for _turn in "12"
        )
    assert (first.content == second.content, len(told)) == (True, 4)
    assert first.stories == {story.pk: story.live_revision_id for story in edition.stories.all()}
    return first


def opened(made):
    return zipfile.ZipFile(BytesIO(made.content))


def test_book_lists_every_file_and_leads_to_every_story(made):
    book = opened(made)
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, book.read(first)) == (
        "mimetype",
        zipfile.ZIP_STORED,
        b"application/epub+zip",
    )
    package = fromstring(book.read("book/package.opf"))
    items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    listed = [f"book/{item.get('href')}" for item in items.values()]
    assert sorted(book.namelist()) == sorted(
        ["mimetype", "META-INF/container.xml", "book/package.opf", *listed]
    )
    spine = [items[row.get("idref")].get("href") for row in package.iter(f"{OPF}itemref")]
    stories = ["chapter-01.xhtml", "story-001.xhtml", "chapter-02.xhtml", "story-002.xhtml"]
    assert spine == [
        "cover.xhtml",
        "preface.xhtml",
        "nav.xhtml",
        *stories,
        "communities.xhtml",
        "about.xhtml",
    ]
    contents, landmarks = fromstring(book.read("book/nav.xhtml")).iter(f"{XHTML}nav")
    assert [link.get("href") for link in contents.iter(f"{XHTML}a")] == [
        "preface.xhtml",
        *stories,
        "communities.xhtml",
        "about.xhtml",
    ]
    assert len(list(landmarks.iter(f"{XHTML}a"))) == 6
    assert [row.text for row in package.iter(f"{DC}language")] == ["uk"]
    modes = [row.text for row in package.iter(f"{OPF}meta") if row.get("property") == "schema:accessMode"]
    assert modes == ["textual", "visual"]


def test_text_is_only_ever_text_and_photos_are_small_and_bare(made):
    book = opened(made)
    pages = {
        basename(name): fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")
    }
    assert [page.get("lang") for page in pages.values()] == ["uk"] * len(pages)
    assert [name for name, page in pages.items() if list(page.iter(f"{XHTML}script"))] == []
    story = pages["story-001.xhtml"]
    assert ["".join(row.itertext()).strip() for row in story.iter(f"{XHTML}h1")] == [HOSTILE]
    text = " ".join("".join(story.itertext()).replace("\u00a0", " ").split())
    wanted = [
        HEBREW,
        "Слово Слово кінець",
        "Разом легше",
        "Ремонт даху",
        "1 234",
        "Спілка партнерів",
        "© Громада",
    ]
    assert [words for words in wanted if words not in text] == []
    (photo,) = [name for name in book.namelist() if name.endswith(".jpg")]
    assert [(row.get("src"), row.get("alt")) for row in story.iter(f"{XHTML}img")] == [
        (basename(photo), 'Люди "за" <столом>')
    ]
    with Image.open(BytesIO(book.read(photo))) as image:
        assert (image.size, dict(image.getexif()), image.info.keys() & {"icc_profile", "comment"}) == (
            (1200, 300),
            {},
            set(),
        )
