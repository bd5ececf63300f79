"""The pictures for links: their size, their weight, and text that never leaves its place."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from stories.drawing.share_image import PAPER, ShareWords, site_share_image, story_share_image
from stories.drawing.text_setting import face, set_text

WORDS = ShareWords(
    "Хаб у громаді", "Тернопільська громада", "Тернопільська область", "Молодь", "", "Стійкі громади"
)
CODE = "UA61040490010069060"


def drawn(title="Хаб", **changes):
    words = ShareWords(**{**WORDS.__dict__, "title": title, **changes})
    return Image.open(BytesIO(story_share_image(words, code=CODE))).convert("RGB")


def marks(picture, box):
    """Whether anything but paper is drawn inside the box."""
    part = picture.crop(box)
    return ImageChops.difference(part, Image.new("RGB", part.size, PAPER)).getbbox() is not None


TITLES = [
    "Х", "Хаб у громаді", "Книга, що лікує: " * 16, "Найдовшеслово" * 20, "Ґанок, єдність, їжа, ʼ — №", "", "👩‍👩‍👧 родина",
    "\u202eназад", "<b>розмітка</b> & решта",
]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_text_stays_in_its_column(title):
    picture = drawn(title, award="Спеціальна відзнака" if len(title) > 100 else "")
    assert picture.size == (1200, 630)
    margins = [(0, 0, 60, 630), (672, 0, 728, 630), (0, 0, 728, 50), (0, 620, 728, 630)]
    assert [marks(picture, box) for box in margins] == [False] * 4


@pytest.mark.parametrize("title", TITLES)
def test_picture_is_light_enough_for_messengers(title):
    assert len(story_share_image(ShareWords(**{**WORDS.__dict__, "title": title}), code=CODE)) < 120_000


def test_same_words_make_the_same_picture_and_other_words_another():
    again = story_share_image(WORDS, code=CODE)
    assert story_share_image(WORDS, code=CODE) == again
    assert story_share_image(WORDS, code="UA12") != again
    assert story_share_image(ShareWords(**{**WORDS.__dict__, "award": "Переможниця"}), code=CODE) != again


def test_picture_of_the_site_has_friezes_above_and_below():
    picture = Image.open(BytesIO(site_share_image(title="Стійкі громади", lead="Історії громад."))).convert(
        "RGB"
    )
    assert (picture.size, marks(picture, (0, 0, 1200, 100)), marks(picture, (0, 530, 1200, 630))) == (
        (1200, 630), True, True,
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(max_size=280), width=st.integers(120, 600), height=st.integers(60, 400),
    largest=st.integers(30, 76), smallest=st.integers(20, 28),
)  # fmt: skip
def test_lines_fit_their_box(text, width, height, largest, smallest):
    found = set_text(text, face_name="serif", width=width, height=height, largest=largest, smallest=smallest)
    assert found.height <= height
    assert smallest <= found.size <= largest
    assert all(face("serif", found.size).getlength(line) <= width for line in found.lines)


def test_text_too_long_for_the_smallest_size_says_so():
    found = set_text("слово " * 100, face_name="sans", width=200, height=60, largest=30, smallest=24)
    assert found.lines[-1].endswith("…")


def test_bound_words_stay_together():
    found = set_text("Хаб у\u00a0громаді", face_name="serif", width=200, height=300, largest=40, smallest=40)
    assert found.lines == ("Хаб", "у\u00a0громаді")


def test_text_grows_into_the_room_it_has():
    small = set_text("Хаб " * 30, face_name="serif", width=400, height=200, largest=76, smallest=20)
    large = set_text("Хаб", face_name="serif", width=400, height=200, largest=76, smallest=20)
    assert (large.size, small.size < large.size) == (76, True)
