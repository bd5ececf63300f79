"""Pictures of embroidery that stand alone."""

from io import BytesIO

import pytest
from PIL import Image

from contest.typesetting.covers import COVER_SIZE, CoverWords, book_cover, ornament_png


@pytest.mark.parametrize(
    ("title", "codes"), [("", []), ("Слово " * 33, [f"UA{n}" for n in range(40)]), ("שלום", ["UA1"])]
)
def test_cover_has_its_size_and_is_the_same_each_time(title, codes):
    words = CoverWords("Стійкі громади", title, "2026")
    cover = book_cover(words, codes=codes)
    with Image.open(BytesIO(cover)) as picture:
        assert (picture.format, picture.size) == ("PNG", COVER_SIZE)
    assert cover == book_cover(words, codes=codes)


def test_ornament_has_a_stitch_of_cloth_around_it():
    with Image.open(BytesIO(ornament_png("UA61040490000035010", stitch=10))) as picture:
        assert picture.size == (210, 210)
