"""has_metadata must find every kind that the tests can plant, or "clean" would mean nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.files.picture_metadata import has_metadata

from .picture_samples import CLEAN, MARKER, PLANTED, quarters, saved, with_gif_extension


@pytest.mark.parametrize("planted", PLANTED)
def test_metadata_planted_in_a_file_is_found_by_name(planted):
    make, names = PLANTED[planted]
    assert has_metadata(make()) == names


@pytest.mark.parametrize("clean", CLEAN)
def test_file_with_only_pixels_has_no_metadata(clean):
    assert has_metadata(CLEAN[clean]()) == []


def test_animation_is_not_metadata():
    frames = [quarters(), quarters().rotate(180)]
    for kind in ("GIF", "WEBP", "PNG"):
        animated = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100, loop=0)
        assert has_metadata(animated) == []


def test_text_hidden_in_a_gif_loop_block_is_found():
    hidden = with_gif_extension(saved(quarters(), "GIF"), 0xFF, [b"NETSCAPE2.0", b"\x01\0\0", MARKER])
    assert has_metadata(hidden) == ["block NETSCAPE2.0"]


def test_alpha_channel_of_avif_is_not_a_second_picture():
    assert has_metadata(saved(quarters(mode="RGBA"), "AVIF")) == []


@pytest.mark.parametrize("clean", CLEAN)
def test_cut_file_is_unreadable(clean):
    content = CLEAN[clean]()
    assert has_metadata(content[: len(content) * 2 // 3]) == ["unreadable structure"]


def test_metadata_before_the_break_is_still_named():
    make, _names = PLANTED["jpeg-comment"]
    assert has_metadata(make()[:-2]) == ["comment", "unreadable structure"]


@given(
    start=st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x20\0\0\0WEBP"]),
    rest=st.binary(),
)
def test_any_bytes_get_an_answer(start, rest):
    found = has_metadata(start + rest)
    assert found == sorted(set(found))


@given(st.binary(max_size=200), st.sampled_from(["ftypavif", "ftypheic"]))
def test_any_boxes_get_an_answer(rest, start):
    content = b"\0\0\0\x10" + start.encode() + b"\0\0\0\0" + rest
    assert has_metadata(content) != [""]


@given(cut=st.integers(min_value=0, max_value=600), value=st.integers(0, 255))
def test_any_changed_byte_in_an_iso_file_gets_an_answer(cut, value):
    content = bytearray(_AVIF)
    content[cut % len(content)] = value
    found = has_metadata(bytes(content))
    assert found == sorted(set(found))


_AVIF = PLANTED["avif-exif"][0]()
