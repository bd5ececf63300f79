"""What becomes of pictures that move."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from stories.files import pictures
from stories.files.pictures import clean_picture, has_metadata

from .picture_samples import MARKER, XMP_PACKET, opened, quarters, saved

Moving = list[tuple[int, bytes]]


def moving(content: bytes) -> Moving:
    """The (duration, visible pixels) of each frame; invisible pixels have no colour."""
    image = opened(content)
    frames = []
    for index in range(getattr(image, "n_frames", 1)):
        image.seek(index)
        colours = image.convert("RGBA")
        shown = Image.composite(colours, Image.new("RGBA", colours.size), colours.getchannel("A"))
        frames.append((image.info.get("duration", 0), shown.tobytes()))
    return frames


def walking_spot(frames: int, *, background: tuple[int, ...] = (250, 250, 240, 255)) -> list[Image.Image]:
    pictures_of_it = []
    for index in range(frames):
        frame = Image.new("RGBA", (60, 40), background)
        ImageDraw.Draw(frame).rectangle((index * 4, 10, index * 4 + 9, 19), fill=(200, 20 * index, 90, 255))
        pictures_of_it.append(frame)
    return pictures_of_it


def animated(kind: str, frames: list[Image.Image], **options: object) -> bytes:
    options = {"duration": [100 + 20 * index for index in range(len(frames))], "loop": 0, **options}
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], **options)


def test_animated_gif_keeps_every_frame_and_its_time():
    content = animated("GIF", walking_spot(6), comment=MARKER)
    cleaned = clean_picture(BytesIO(content), name="spot.gif")
    assert has_metadata(content) == ["comment"]
    assert has_metadata(cleaned.content) == []
    assert moving(cleaned.content) == moving(content)
    assert opened(cleaned.content).info["loop"] == 0


def test_animated_gif_with_see_through_frames_leaves_no_trail():
    content = animated("GIF", walking_spot(5, background=(0, 0, 0, 0)), disposal=2)
    assert moving(clean_picture(BytesIO(content), name="spot.gif").content) == moving(content)


@pytest.mark.parametrize("loop", [None, 3])
def test_number_of_repetitions_is_kept(loop):
    frames = walking_spot(3)
    content = saved(
        frames[0], "GIF", save_all=True, append_images=frames[1:], **({"loop": loop} if loop else {})
    )
    assert opened(clean_picture(BytesIO(content), name="spot.gif").content).info.get("loop") == loop


def test_lossless_animated_webp_keeps_every_pixel():
    content = animated("WEBP", walking_spot(5, background=(0, 0, 0, 0)), lossless=True, xmp=XMP_PACKET)
    cleaned = clean_picture(BytesIO(content), name="spot.webp")
    assert has_metadata(content) == ["XMP"]
    assert has_metadata(cleaned.content) == []
    assert moving(cleaned.content) == moving(content)


def test_lossy_animated_webp_keeps_its_frames():
    content = animated("WEBP", walking_spot(4))
    cleaned = clean_picture(BytesIO(content), name="spot.webp")
    assert [duration for duration, _pixels in moving(cleaned.content)] == [100, 120, 140, 160]


def test_animation_with_too_many_frames_becomes_its_first(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_FRAMES", 4)
    content = animated("GIF", walking_spot(5))
    assert moving(clean_picture(BytesIO(content), name="spot.gif").content) == [(0, moving(content)[0][1])]


def test_animation_with_too_many_pixels_in_all_becomes_its_first(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 60 * 40 * 5 - 1)
    content = animated("GIF", walking_spot(5))
    assert len(moving(clean_picture(BytesIO(content), name="spot.gif").content)) == 1


def test_animation_at_the_bounds_still_moves(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_FRAMES", 5)
    monkeypatch.setattr(pictures, "MAX_PIXELS", 60 * 40 * 5)
    content = animated("GIF", walking_spot(5))
    assert moving(clean_picture(BytesIO(content), name="spot.gif").content) == moving(content)


def test_first_frame_of_an_avif_sequence_is_kept():
    content = animated("AVIF", [quarters(), quarters().rotate(180)])
    cleaned = opened(clean_picture(BytesIO(content), name="spot.avif").content)
    assert (cleaned.format, getattr(cleaned, "n_frames", 1), cleaned.size) == ("AVIF", 1, (64, 48))


def test_main_picture_of_a_heic_with_several_is_kept():
    content = saved(quarters(), "HEIF", save_all=True, append_images=[quarters((32, 24))], primary_index=0)
    assert opened(clean_picture(BytesIO(content), name="burst.heic").content).size == (64, 48)
