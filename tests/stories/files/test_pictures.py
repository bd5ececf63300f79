"""Cleaning a picture: nothing but pixels comes out, and they look as they did."""

import hashlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import Image, ImageFile

from stories.files.picture_kinds import PictureKind
from stories.files.pictures import MAX_PIXELS, clean_picture, has_metadata

from .picture_samples import (
    CLEAN,
    MARKER,
    PLANTED,
    QUARTERS,
    corners,
    display_p3_profile,
    exif_block,
    opened,
    png_chunk,
    profile_with_red_and_blue_swapped,
    quarters,
    saved,
    with_jpeg_segment,
    with_png_chunk,
)

LOSSY = 14  # how far a colour may move through one lossy encoding


def clean(content: bytes, name: str = "photo.jpg") -> Image.Image:
    picture = clean_picture(SimpleUploadedFile(name, content), name=name)
    return opened(picture.content)


def distance(one: list[tuple[int, ...]], other: list[tuple[int, ...]]) -> int:
    return max(
        abs(a - b) for left, right in zip(one, other, strict=True) for a, b in zip(left, right, strict=True)
    )


@pytest.mark.parametrize("planted", PLANTED)
def test_cleaned_picture_has_no_metadata_left(planted):
    content = PLANTED[planted][0]()
    picture = clean_picture(BytesIO(content), name="photo")
    assert has_metadata(picture.content) == []
    assert MARKER not in picture.content
    assert distance(corners(opened(picture.content)), list(QUARTERS)) <= LOSSY


@pytest.mark.parametrize("planted", PLANTED)
def test_decoder_finds_no_side_data_in_a_cleaned_picture(planted):
    image = clean(PLANTED[planted][0]())
    image.load()
    assert (
        sorted(image.info.keys() & {"exif", "xmp", "comment", "icc_profile", "photoshop", "thumbnails"}) == []
    )
    assert dict(image.getexif()) == {}


@pytest.mark.parametrize("sample", CLEAN)
def test_clean_picture_stays_itself(sample):
    content = CLEAN[sample]()
    picture = clean_picture(BytesIO(content), name="photo.bin")
    image = opened(picture.content)
    expected = "JPEG" if sample == "heic" else opened(content).format
    assert (picture.format, image.format) == (expected, expected)
    assert (picture.width, picture.height) == image.size == (64, 48)
    assert picture.sha256 == hashlib.sha256(picture.content).hexdigest()
    assert distance(corners(image), corners(opened(content))) <= LOSSY


def test_heic_is_stored_as_jpeg_under_a_jpeg_name():
    picture = clean_picture(BytesIO(CLEAN["heic"]()), name="IMG_0042.HEIC")
    assert (picture.format, picture.name) == ("JPEG", "IMG_0042.jpg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_to_the_pixels(kind, orientation):
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    stored = quarters() if undo is None else quarters().transpose(undo)
    exif = exif_block(orientation=orientation)
    image = clean(saved(stored, kind, exif=b"Exif\0\0" + exif))
    assert image.size == (64, 48)
    assert distance(corners(image), list(QUARTERS)) <= LOSSY


@pytest.mark.parametrize("kind", ["AVIF", "HEIF"])
@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_orientation_of_heic_and_avif_is_applied_once(kind, orientation):
    turn = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = clean(saved(quarters().transpose(turn[orientation]), kind, exif=exif.tobytes()))
    assert image.size == (64, 48)
    assert distance(corners(image), list(QUARTERS)) <= LOSSY


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_unreadable_exif_does_not_refuse_a_good_photo():
    broken = with_jpeg_segment(saved(quarters(), "JPEG"), 0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff" + MARKER)
    assert distance(corners(clean(broken)), list(QUARTERS)) <= LOSSY


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_colours_of_a_foreign_profile_are_converted(kind):
    swapped = Image.merge("RGB", quarters().split()[::-1])
    image = clean(saved(swapped, kind, icc_profile=profile_with_red_and_blue_swapped()))
    assert distance(corners(image), list(QUARTERS)) <= LOSSY + 4


def test_alpha_survives_a_profile_conversion():
    swapped = Image.merge("RGB", quarters().split()[::-1]).convert("RGBA")
    swapped.putalpha(Image.linear_gradient("L").resize(swapped.size))
    image = clean(saved(swapped, "PNG", icc_profile=profile_with_red_and_blue_swapped()))
    assert image.mode == "RGBA"
    assert distance(corners(image), list(QUARTERS)) <= 3
    assert image.getchannel("A").tobytes() == swapped.getchannel("A").tobytes()


def test_wide_gamut_red_becomes_the_reddest_srgb_and_grey_stays():
    wide = Image.new("RGB", (32, 32), (234, 51, 35))  # full sRGB red, in numbers of Display P3
    wide.paste((128, 128, 128), (16, 0, 32, 32))
    image = clean(saved(wide, "PNG", icc_profile=display_p3_profile()))
    red, grey = image.getpixel((4, 4)), image.getpixel((28, 4))
    assert distance([red], [(255, 0, 0)]) <= 8
    assert distance([grey], [(128, 128, 128)]) <= 2


@pytest.mark.parametrize("profile", [b"not a profile", profile_with_red_and_blue_swapped()[:200]])
def test_broken_profile_is_ignored(profile):
    assert distance(corners(clean(saved(quarters(), "PNG", icc_profile=profile))), list(QUARTERS)) == 0


def test_profile_for_other_colours_than_the_picture_has_is_ignored():
    grey = saved(quarters(mode="L"), "PNG", icc_profile=profile_with_red_and_blue_swapped())
    assert clean(grey).tobytes() == quarters(mode="L").tobytes()


def test_linear_png_keeps_its_look_without_the_gamma_chunk():
    content = with_png_chunk(
        saved(Image.new("RGB", (8, 8), (55, 55, 55)), "PNG"), b"gAMA", (100000).to_bytes(4, "big")
    )
    assert distance([clean(content).getpixel((4, 4))], [(127, 127, 127)]) <= 1


def test_cmyk_becomes_rgb():
    image = clean(saved(quarters(mode="CMYK"), "JPEG"))
    assert image.mode == "RGB"
    assert distance(corners(image), list(QUARTERS)) <= LOSSY


def test_sixteen_bit_grey_keeps_its_brightness():
    grey = Image.frombytes("I;16", (2, 1), (0x4080).to_bytes(2, "little") + (0xC0FF).to_bytes(2, "little"))
    image = clean(saved(grey, "PNG"))
    assert (image.mode, image.tobytes()) == ("L", b"\x40\xc0")


def test_one_invisible_sixteen_bit_grey_stays_invisible_alone():
    values = [0x4080, 0x4081, 0x3F80]
    grey = Image.frombytes("I;16", (3, 1), b"".join(value.to_bytes(2, "little") for value in values))
    image = clean(saved(grey, "PNG", transparency=0x4080))
    assert image.convert("LA").getchannel("A").tobytes() == b"\0\xff\xff"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_png_is_kept_to_the_last_pixel(mode):
    original = quarters(mode="RGBA" if mode == "LA" else mode)
    original = original.convert(mode)
    if mode in ("LA", "RGBA"):
        original.putalpha(Image.linear_gradient("L").resize(original.size))
    assert clean(saved(original, "PNG")).convert("RGBA").tobytes() == original.convert("RGBA").tobytes()


@pytest.mark.parametrize(
    ("mode", "transparency"), [("P", 0), ("P", b"\x00\x80\xff"), ("L", 104), ("RGB", QUARTERS[0])]
)
def test_transparency_outside_an_alpha_channel_is_kept(mode, transparency):
    content = saved(quarters(mode=mode), "PNG", transparency=transparency)
    assert clean(content).convert("RGBA").tobytes() == opened(content).convert("RGBA").tobytes()


def test_lossless_webp_is_kept_to_the_last_pixel():
    original = quarters(mode="RGBA")
    original.putalpha(Image.linear_gradient("L").resize(original.size))
    assert clean(saved(original, "WEBP", lossless=True, exact=True)).tobytes() == original.tobytes()


def test_photo_longer_than_4096_pixels_is_scaled_down():
    picture = clean_picture(BytesIO(saved(quarters((8200, 2050)), "JPEG")), name="wide.jpg")
    assert (picture.width, picture.height) == opened(picture.content).size == (4096, 1024)
    assert distance(corners(opened(picture.content)), list(QUARTERS)) <= LOSSY


def test_photo_of_exactly_4096_pixels_is_not_scaled():
    picture = clean_picture(BytesIO(saved(quarters((4096, 16)), "PNG")), name="wide.png")
    assert (picture.width, picture.height) == (4096, 16)


def test_scaled_down_picture_is_still_converted_from_its_profile():
    swapped = Image.merge("RGB", quarters((4200, 32)).split()[::-1])
    image = clean(saved(swapped, "PNG", icc_profile=profile_with_red_and_blue_swapped()))
    assert image.size == (4096, 31)
    assert distance(corners(image), list(QUARTERS)) <= 4


def test_scaled_down_palette_keeps_its_transparency():
    image = clean(
        saved(quarters((4200, 32), mode="P"), "PNG", transparency=quarters((4200, 32), "P").getpixel((0, 0)))
    )
    assert [image.convert("RGBA").getpixel(spot)[3] for spot in ((4, 4), (4090, 4))] == [0, 255]


@pytest.mark.parametrize("tail", [b"<html><script>alert(1)</script>", b"PK\x03\x04" + MARKER, b"\0" * 100])
@pytest.mark.parametrize("sample", CLEAN)
def test_bytes_after_the_end_are_left_behind(sample, tail):
    content = CLEAN[sample]()
    cleaned = clean_picture(BytesIO(content + tail), name="a").content
    assert cleaned == clean_picture(BytesIO(content), name="a").content


def test_animated_png_becomes_its_still_picture():
    animated = saved(quarters(), "PNG", save_all=True, append_images=[quarters().rotate(180)], duration=50)
    image = clean(animated)
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").tobytes() == quarters().tobytes()


def test_damaged_animation_chunks_do_not_matter_to_the_still_picture():
    hostile = with_png_chunk(saved(quarters(), "PNG"), b"acTL", b"\xff" * 8)
    assert clean(hostile).tobytes() == quarters().tobytes()


def test_cleaning_leaves_the_file_at_its_start():
    file = BytesIO(CLEAN["png"]())
    clean_picture(file, name="a.png")
    assert file.tell() == 0


def test_cleaning_a_file_that_was_read_already_starts_anew():
    file = SimpleUploadedFile("a.png", CLEAN["png"]())
    file.read()
    assert clean_picture(file, name="a.png").format == "PNG"


@override("en")
def test_refusal_is_a_validation_error_with_a_code():
    with pytest.raises(ValidationError) as refusal:
        clean_picture(BytesIO(b""), name="a.jpg")
    assert (refusal.value.code, refusal.value.messages) == (
        "empty",
        ["The file is empty. Choose the picture again."],
    )


def test_truncated_pictures_are_never_half_decoded():
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_pixel_bound_is_below_the_one_where_pillow_begins_to_warn():
    assert Image.MAX_IMAGE_PIXELS is not None
    assert MAX_PIXELS < Image.MAX_IMAGE_PIXELS


def test_every_readable_format_has_a_sample_here():
    assert {sample.split("-")[0].replace("heic", "heif").upper() for sample in CLEAN} == set(PictureKind)


def test_second_cleaning_of_a_lossless_picture_changes_nothing():
    once = clean_picture(BytesIO(CLEAN["png"]() + png_chunk(b"tEXt", MARKER)), name="a.png")
    assert clean_picture(BytesIO(once.content), name=once.name) == once
