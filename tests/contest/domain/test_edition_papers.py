"""The booklet and the book for phones as other programs read them: their text, and whether they are sound."""

import shutil
import subprocess
import zipfile

import pytest
from django.utils import timezone, translation

from contest.domain.booklet import make_booklet
from contest.domain.epub import make_epub
from contest.models import EditionFile
from tests.contest.edition_books import make_told_edition

PROGRAMS = ["pdftotext", "qpdf", "epubcheck"]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not all(map(shutil.which, PROGRAMS)), reason=f"{', '.join(PROGRAMS)} are not all installed (CI installs them)"
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


def test_booklet_is_sound_and_its_text_comes_out_as_it_was_written(edition, tmp_path):
    place = made(
        make_booklet, edition, tmp_path / "booklet.pdf", kind="booklet", paper="a4", purpose="screen"
    )
    # It leaves with an error for a file that is damaged.
    subprocess.run(["qpdf", "--check", place], capture_output=True, check=True)  # noqa: S607 - where CI put it
    told = subprocess.run(["pdftotext", "-raw", place, "-"], capture_output=True, check=True)  # noqa: S607 - the same
    # Blanks, and hyphens at line ends, joined.
    text = " ".join(told.stdout.decode().replace("\u00ad\n", "").replace("-\n", "").split())
    special, other = text.rindex("Полагодили"), text.rindex("Хаб у Шполі")
    assert special < other
    wanted = [
        "112", "82", "Його провели 2023 року.", '#read("settings.py")', "$x$", "@ref", "<script>alert(1)</script>", "кінець",
        "Разом легше", "Ремонт даху", "1 234", "людей", "Спілка партнерів", "Ґ. Їжак", "Шполянська", "липень 2023 — триває",
        "Покажчик громад", "Вихідні відомості",
    ]  # fmt: skip
    assert [word for word in wanted if word not in text] == []
    assert "Не відзначена" not in text


def test_checker_of_the_format_finds_no_fault_in_the_book(edition, tmp_path):
    place = made(make_epub, edition, tmp_path / "book.epub", kind="epub")
    checker = shutil.which("epubcheck")
    # Debian's is the Java archive itself.
    command = ["java", "-jar", checker] if zipfile.is_zipfile(checker) else [checker]
    done = subprocess.run([*command, "--failonwarnings", place], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
