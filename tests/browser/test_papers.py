"""Receipts and applications as PDF readers take them: their text, their structure, how they print."""

import shutil
import subprocess
from datetime import UTC, datetime

import pytest

from contest.typesetting.documents import make_pdf
from contest.typesetting.drawings import frieze, ornament, qr_code

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (shutil.which("pdftotext") and shutil.which("qpdf")),
        reason="needs Debian's poppler-utils and qpdf (run in CI)",
    ),
]

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
CODE = "UA61040490000069060"
HOSTILE = '#read("settings.py") $x^2$ \\ @ref *b* <script>alert(1)</script> ґЄїІ «’» — ₴ № {{ 7 }}'


def run(program, *arguments, document, tmp_path):
    """What the program prints about the document."""
    place = tmp_path / "x.pdf"
    place.write_bytes(document)
    named = [str(place) if argument == "PDF" else argument for argument in arguments]
    done = subprocess.run([program, *named], capture_output=True, check=True, timeout=60)
    return done.stdout.decode(errors="replace")


@pytest.fixture(scope="module")
def receipt():
    pictures = {
        "ornament.svg": ornament(CODE), "frieze.svg": frieze(CODE, repeats=9), "qr.svg": qr_code("https://x.example"),
    }  # fmt: skip
    data = {
        "title": "Квитанція 2026-YE-0042", "description": "Конкурс", "author": "Громади", "edition": "Третій конкурс",
        "heading": "Квитанція", "reference": "2026-YE-0042", "facts": [["Назва", HOSTILE], ["Подано", "1 березня"]],
        "hash_heading": "Відбиток", "hash": ["01234567"] * 8, "check_heading": "Як перевірити", "check": ["Увійдіть."],
        "commands": [["Linux", "sha256sum x.json"]], "link": "https://x.example", "qr_alt": "Код", "foot": "Громади",
    }  # fmt: skip
    return make_pdf("receipt", data, language="uk", at=AT, pictures=pictures)


def test_text_comes_out_as_it_was_typed(receipt, tmp_path):
    text = " ".join(run("pdftotext", "-layout", "PDF", "-", document=receipt, tmp_path=tmp_path).split())
    words = [word in text for word in HOSTILE.split()]
    assert (words, "2026-YE-0042" in text, text.count("01234567")) == ([True] * len(words), True, 8)


def test_file_is_sound_tagged_and_one_page(receipt, tmp_path):
    # It leaves with an error for a file that is damaged.
    run("qpdf", "--check", "PDF", document=receipt, tmp_path=tmp_path)
    told = run("pdfinfo", "PDF", document=receipt, tmp_path=tmp_path)
    facts = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    assert {name: facts[name].strip() for name in ("Title", "Tagged", "Pages", "JavaScript", "Encrypted")} == {
        "Title": "Квитанція 2026-YE-0042", "Tagged": "yes", "Pages": "1", "JavaScript": "no", "Encrypted": "no",
    }  # fmt: skip


def test_reading_order_begins_with_the_heading(receipt, tmp_path):
    structure = run("pdfinfo", "-struct-text", "PDF", document=receipt, tmp_path=tmp_path)
    kinds = [line.split()[0] for line in structure.splitlines() if line.strip() and line.strip()[0].isupper()]
    assert [kind for kind in kinds if kind in {"H1", "H2", "Figure"}][:3] == ["H1", "H2", "H2"]


def test_pictures_and_faces_are_inside(receipt, tmp_path):
    lines = run("pdffonts", "PDF", document=receipt, tmp_path=tmp_path).splitlines()[2:]
    # Columns from the right: object, its number, Unicode, subset, embedded.
    assert {tuple(line.split()[-5:-2]) for line in lines} == {("yes", "yes", "yes")}
