"""Photos for files of an edition: how large they get, and that each is made once and ahead of the work on the texts."""

from collections import Counter
from io import BytesIO

from PIL import Image

from contest.domain.edition_photos import Photo, SmallPhoto, made_ahead, small_photo

WIDE, NARROW = (1600, 1067), (1067, 1600)


def jpeg(size):
    stream = BytesIO()
    Image.new("RGB", size, "teal").save(stream, "JPEG")
    return stream.getvalue()


def photo_of(content=None, key=1):
    words = dict.fromkeys(("alt", "caption", "credit", "licence", "licence_name", "licence_url"), "")
    return Photo(key=key, **words, width=0, height=0, load=lambda: content)


def test_longer_side_is_as_long_as_asked_and_nothing_is_made_larger():
    sides = {
        (size, side): small_photo(photo_of(jpeg(size)), side=side)
        for size in (WIDE, NARROW)
        for side in (400, 800, 1000, 2400)
    }
    assert {asked: (made.width, made.height) for asked, made in sides.items()} == {
        (WIDE, 400): (400, 267), (WIDE, 800): (800, 534), (WIDE, 1000): (1000, 667), (WIDE, 2400): WIDE,
        (NARROW, 400): (267, 400), (NARROW, 800): (534, 800), (NARROW, 1000): (667, 1000), (NARROW, 2400): NARROW,
    }  # fmt: skip


def test_photo_that_is_lost_or_broken_is_none():
    assert [small_photo(photo_of(content), side=400) for content in (None, b"", b"GIF89a")] == [None] * 3


def test_each_photo_is_made_once_however_often_and_in_whatever_order_it_is_asked_for():
    made = Counter()

    def make(photo):
        made[photo.key] += 1
        return None if photo.key == 3 else SmallPhoto(str(photo.key).encode(), 1, 1)

    photos = [photo_of(key=key) for key in [1, 2, 3, *range(10, 60), 1, 2]]
    with made_ahead(photos, make=make) as taken:
        given = [taken(photo) for photo in photos]
    assert [each and each.content.decode() for each in given] == [
        None if photo.key == 3 else str(photo.key) for photo in photos
    ]
    assert set(made.values()) == {1}
    with made_ahead(photos, make=make) as taken:
        assert [taken(photo).content for photo in photos[:2:-1]] == [
            str(photo.key).encode() for photo in photos[:2:-1]
        ]
