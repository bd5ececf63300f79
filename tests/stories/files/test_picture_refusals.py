"""Files that are not taken: each with its own reason, quickly, and never with another kind of exception."""

import gzip
import struct
import time
from io import BytesIO
from pathlib import PurePath

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stories.files.picture_kinds import is_svg
from stories.files.pictures import PictureRefused, clean_picture

from .picture_samples import CLEAN, opened, png_chunk, quarters, saved

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
FILES = {name: make() for name, make in CLEAN.items()}


def refusal(content: bytes, **options: int) -> str | None:
    """The code of the refusal; None when the picture is taken."""
    code: str | None = None
    try:
        clean_picture(BytesIO(content), name="photo.jpg", **options)
    except PictureRefused as refused:
        code = refused.code
    return code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" ", "not_a_picture"),
        (b"MZ\x90\0\x03\0\0\0" + bytes(200), "not_a_picture"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "not_a_picture"),
        (b"<!doctype html><html><body><svg></svg><script>alert(1)</script>", "not_a_picture"),
        (b"%PDF-1.7\n%%EOF", "not_a_picture"),
        ("Просто текст".encode(), "not_a_picture"),
        (b"PK\x03\x04" + bytes(60), "not_a_picture"),
        (gzip.compress(b"plain text", mtime=0), "not_a_picture"),
        (b"\x1f\x8b damaged", "not_a_picture"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(30), "not_a_picture"),
        (SVG, "svg"),
        (b'<?xml version="1.0" encoding="UTF-8"?>\n' + SVG, "svg"),
        (b"\xef\xbb\xbf  \n<!-- made by <html> hand -->" + SVG, "svg"),
        (b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd" [<!ENTITY a "b">]>' + SVG, "svg"),
        (b'<s:SVG xmlns:s="http://www.w3.org/2000/svg"/>', "svg"),
        (SVG.decode().encode("utf-16"), "svg"),
        (gzip.compress(b'<?xml version="1.0"?>' + SVG, mtime=0), "svg"),
        (saved(quarters(), "TIFF"), "unsupported_format"),
        (saved(quarters(), "BMP"), "unsupported_format"),
        (saved(quarters(), "ICO"), "unsupported_format"),
        (saved(quarters(), "JPEG2000"), "unsupported_format"),
        (saved(quarters(), "PPM"), "unsupported_format"),
        (saved(quarters(), "QOI"), "unsupported_format"),
        (b"8BPS\0\x01" + bytes(40), "unsupported_format"),
        (b"\xff\xd8\xff\xe0", "truncated"),
        (b"\x89PNG\r\n\x1a\n", "truncated"),
        (b"GIF89a", "truncated"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "truncated"),
        (b"\0\0\0\x10ftypavif\0\0\0\0", "truncated"),
        (b"\0\0\0\x10ftypheic\0\0\0\0", "truncated"),
    ],
)
def test_refusal_says_what_the_file_is(content, code):
    assert refusal(content) == code


@override("en")
def test_refusal_of_an_unaccepted_format_names_it_and_those_that_are():
    with pytest.raises(PictureRefused) as refused:
        clean_picture(BytesIO(saved(quarters(), "TIFF")), name="scan.jpg")
    assert refused.value.messages[0] == (
        "Pictures in the TIFF format are not accepted. "
        "Save the picture as JPEG, PNG, WebP, AVIF, GIF or HEIC."
    )


def test_file_larger_than_the_limit_is_refused_and_one_at_the_limit_is_not():
    content = FILES["jpeg"]
    assert refusal(content, max_bytes=len(content) - 1) == "too_large_file"
    assert refusal(content, max_bytes=len(content)) is None


def bomb_jpeg(width: int, height: int) -> bytes:
    content = bytearray(FILES["jpeg"])
    header = content.index(b"\xff\xc0")
    struct.pack_into(">HH", content, header + 5, height, width)
    return bytes(content)


def bomb_png(width: int, height: int) -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + FILES["png"][33:]


def bomb_gif(width: int, height: int) -> bytes:
    return FILES["gif"][:6] + struct.pack("<HH", width, height) + FILES["gif"][10:]


def bomb_gif_frame(width: int, height: int) -> bytes:
    content = bytearray(FILES["gif"])
    frame = 13 + (3 << (content[10] & 7) + 1)
    assert content[frame] == 0x2C
    struct.pack_into("<HH", content, frame + 5, width, height)
    return bytes(content)


def bomb_webp(width: int, height: int) -> bytes:
    extended = (
        b"VP8X"
        + struct.pack("<II", 10, 0)
        + (width - 1).to_bytes(3, "little")
        + (height - 1).to_bytes(3, "little")
    )
    body = b"WEBP" + extended + FILES["webp"][12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def bomb_iso(sample: str, width: int, height: int) -> bytes:
    content = bytearray(FILES[sample])
    struct.pack_into(">II", content, content.index(b"ispe") + 8, width, height)
    return bytes(content)


BOMBS = {
    "jpeg": bomb_jpeg,
    "png": bomb_png,
    "gif": bomb_gif,
    "gif-frame": bomb_gif_frame,
    "webp": bomb_webp,
    "avif": lambda width, height: bomb_iso("avif", width, height),
    "heic": lambda width, height: bomb_iso("heic", width, height),
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (30_001, 1), (8_000, 7_501)])
def test_header_with_too_many_pixels_is_refused_before_decoding(bomb, width, height):
    content = BOMBS[bomb](width, height)
    began = time.perf_counter()
    assert refusal(content) == "too_many_pixels"
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("bomb", ["jpeg", "png", "gif", "webp"])
def test_too_many_pixels_are_named_even_when_the_rest_is_missing(bomb):
    content = BOMBS[bomb](50_000, 50_000)
    assert refusal(content[:-10]) == "too_many_pixels"


def test_one_small_tile_named_thousands_of_times_is_refused():
    def box(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(data), kind) + data

    tile = box(b"ispe", struct.pack(">III", 0, 512, 512))
    associations = box(b"ipma", struct.pack(">IIHBB", 0, 1, 1, 1, 1))
    uses = box(b"dimg", struct.pack(">HH", 2, 1000) + struct.pack(">H", 1) * 1000)
    meta = box(b"iprp", box(b"ipco", tile) + associations) + box(b"iref", bytes(4) + uses)
    content = box(b"ftyp", b"heic\0\0\0\0") + box(b"meta", bytes(4) + meta)
    assert refusal(content) == "too_many_pixels"


def test_heic_made_of_tiles_as_phones_write_it_is_taken():
    tiled = saved(quarters((1024, 768)), "HEIF", tile_size=256)
    assert tiled.count(b"grid") == 1
    assert refusal(tiled) is None


@pytest.mark.parametrize("sample", FILES)
def test_cut_picture_is_refused_or_complete(sample):
    content = FILES[sample]
    whole = opened(clean_picture(BytesIO(content), name="a").content).tobytes()
    for length in {
        *range(1, 60),
        *range(60, len(content), max(1, len(content) // 60)),
        *range(len(content) - 20, len(content)),
    }:
        try:
            cleaned = clean_picture(BytesIO(content[:length]), name="a").content
        except PictureRefused:
            continue
        assert opened(cleaned).tobytes() == whole


@given(st.binary(max_size=400))
def test_random_bytes_are_refused(content):
    assert refusal(content) is not None


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    sample=st.sampled_from(sorted(FILES)),
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6),
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_damaged_bytes_never_raise_anything_else(sample, changes):
    content = bytearray(FILES[sample])
    for position, value in changes:
        content[position % len(content)] = value
    assert refusal(bytes(content)) in {
        None,
        "truncated",
        "not_a_picture",
        "unsupported_format",
        "too_many_pixels",
    }


@settings(deadline=None, max_examples=80)
@given(
    start=st.sampled_from(sorted({content[:16] for content in FILES.values()})), rest=st.binary(max_size=300)
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_right_beginning_with_random_rest_is_refused(start, rest):
    assert refusal(start + rest) is not None


def test_a_hundred_megabytes_of_packed_spaces_are_not_unpacked():
    bomb = gzip.compress(b" " * 100_000_000, mtime=0)
    began = time.perf_counter()
    assert is_svg(bomb) is False
    assert time.perf_counter() - began < 1


def test_padding_of_a_jpeg_is_read_in_linear_time():
    began = time.perf_counter()
    assert refusal(b"\xff\xd8" + b"\xff" * 10_000_000) == "truncated"
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("IMG_2024.JPEG", "IMG_2024.jpg"),
        ("Фото громади, травень 2024.png", "Foto-hromady-traven-2024.jpg"),
        ("C:\\Users\\olena\\укриття.jpg", "ukryttia.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("shell.php.jpg", "shell-php.jpg"),
        ("photo\u202egpj.exe", "photogpj.jpg"),
        ("a\x00b.jpg", "a-b.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("写真.jpg", "picture.jpg"),
        ("", "picture.jpg"),
        ("con.jpg", "picture-con.jpg"),
        ("x" * 300 + ".jpg", "x" * 80 + ".jpg"),
    ],
)
def test_name_is_safe_and_its_extension_true(name, expected):
    assert clean_picture(BytesIO(FILES["jpeg"]), name=name).name == expected
    assert PurePath(expected).name == expected
