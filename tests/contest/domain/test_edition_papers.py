"""The booklet and the book for phones as other programs read them: their text, and whether they are sound."""

import shutil
import subprocess
import zipfile
from collections import Counter

import pytest
from django.utils import timezone, translation

from contest.domain.booklet import make_booklet
from contest.domain.epub import make_epub
from contest.models import EditionFile
from contest.typesetting.legible import SUBSTITUTE
from tests.contest.edition_books import HEBREW, HOSTILE, make_told_edition
from tests.contest.typesetting.pdf_objects import objects_of, page_led_to, with_values

PROGRAMS = ["pdftotext", "pdffonts", "qpdf", "epubcheck"]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not all(map(shutil.which, PROGRAMS)),
        reason=f"{', '.join(PROGRAMS)} are not all installed (CI installs them)",
    ),
]


@pytest.fixture
def edition(uk, settings, tmp_path):
    settings.MEDIA_ROOT, settings.SITE_URL = tmp_path, "https://example.org"
    return make_told_edition(uk)


def made(maker, edition, place, **fields):
    """Write what the maker makes of the edition to the place."""
    file = EditionFile(edition=edition, language="uk", asked_at=timezone.now(), **fields)
    with translation.override("uk"):
        place.write_bytes(maker(file, lambda: None).content)
    return place


def told_by(program, *arguments):
    """What the program says; it leaves with an error for a file that is damaged."""
    return subprocess.run([program, *arguments], capture_output=True, check=True).stdout.decode()


@pytest.fixture
def booklet(edition, tmp_path):
    """The edition's booklet for the screen."""
    return made(make_booklet, edition, tmp_path / "booklet.pdf", kind="booklet", paper="a4", purpose="screen")


def test_booklet_is_sound_and_its_text_comes_out_as_it_was_written(booklet):
    told_by("qpdf", "--check", booklet)
    told = told_by("pdftotext", "-raw", booklet, "-")
    # Blanks, and hyphens at line ends, joined.
    text = " ".join(told.replace("\u00ad\n", "").replace("-\n", "").split())
    special, other = text.rindex("Полагодили"), text.rindex("Хаб у Шполі")
    assert special < other
    wanted = [
        "112", "82", "Його провели 2023 року.", '#read("settings.py")', "$x$", "@ref", "<script>alert(1)</script>", "кінець",
        "Разом легше", "Ремонт даху", "1 234", "людей", "Спілка партнерів", "Ґ. Їжак", "Шполянська", "липень 2023 — триває",
        "Покажчик громад", "Вихідні відомості", "Хаб у Шполі", "Ґорганська", "Напрями", "Перший", "Мешканка", *HEBREW.split(),
    ]  # fmt: skip
    assert [word for word in wanted if word not in text] == []
    # Nothing that is not in it, and no box in the place of a letter.
    assert [word for word in ("Не відзначена", SUBSTITUTE) if word in text] == []


def test_every_face_of_the_booklet_is_in_it_with_the_letters_it_stands_for(booklet):
    _head, _line, *rows = told_by("pdffonts", booklet).splitlines()
    # The last columns: embedded, a subset, how text is copied out of it, and the object's two numbers.
    assert {tuple(row.split()[-5:-2]) for row in rows} == {("yes", "yes", "yes")}
    families = {row.split()[0].partition("+")[2].partition("-")[0] for row in rows}
    assert families == {"SourceSerifPro", "SourceSansPro", "LibertinusSerif"}


def test_booklet_is_tagged_and_its_bookmarks_and_links_lead_somewhere(edition, booklet):
    objects = objects_of(booklet)
    (catalog,) = with_values(objects, Type="/Catalog")
    root = objects[catalog["/StructTreeRoot"]]
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"], root["/Type"]) == (
        "u:uk",
        True,
        "/StructTreeRoot",
    )
    tags = with_values(objects, Type="/StructElem")
    kinds = Counter(tag["/S"] for tag in tags)
    # The codes of both stories and one photo, each with its words; a heading for every part of the book and every story.
    assert [bool(tag.get("/Alt")) for tag in tags if tag["/S"] == "/Figure"] == [True] * 3
    assert (kinds["/Document"], kinds["/Title"], kinds["/H1"], kinds["/H2"]) == (1, 1, 6, 3)
    bookmarks = [
        row for row in objects.values() if isinstance(row, dict) and {"/Title", "/Parent"} <= row.keys()
    ]
    assert {row["/Title"].removeprefix("u:") for row in bookmarks} == {
        "Передмова", "Зміст", "Спеціальна відзнака", HOSTILE, "Залучення молоді", "Хаб у Шполі", "Покажчик громад",
        "Вихідні відомості",
    }  # fmt: skip
    links = with_values(objects, Subtype="/Link")
    inside = [row for row in links if "/Dest" in row]
    assert (len(inside), [row for row in [*bookmarks, *inside] if page_led_to(objects, row) is None]) == (
        11,
        [],
    )
    stories = {f"u:{story.full_url}" for story in edition.stories.exclude(award="")}
    outside = {row["/A"]["/URI"] for row in links if row not in inside}
    assert outside == stories | {"u:https://example.org", "u:https://creativecommons.org/licenses/by/4.0/"}


def test_page_of_a_printed_booklet_is_cut_out_of_a_larger_sheet(edition, tmp_path):
    place = made(make_booklet, edition, tmp_path / "small.pdf", kind="booklet", paper="a5", purpose="print")
    told_by("qpdf", "--check", place)
    boxes = {
        tuple(round(side) for side in (*page["/TrimBox"], *page["/MediaBox"]))
        for page in with_values(objects_of(place), Type="/Page")
    }
    # A5 in points, ten millimetres from the edges of the sheet.
    assert boxes == {(28, 28, 448, 624, 0, 0, 476, 652)}


def test_checker_of_the_format_finds_no_fault_in_the_book(edition, tmp_path):
    place = made(make_epub, edition, tmp_path / "book.epub", kind="epub")
    checker = shutil.which("epubcheck")
    # Debian's is the Java archive itself.
    command = ["java", "-jar", checker] if zipfile.is_zipfile(checker) else [checker]
    done = subprocess.run([*command, "--failonwarnings", place], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
