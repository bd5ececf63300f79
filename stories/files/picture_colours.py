"""Bring a picture's pixels to upright sRGB, so that orientation, profile and gamma can be dropped."""

import logging
from io import BytesIO

from PIL import ExifTags, Image, ImageChops, ImageCms

logger = logging.getLogger(__name__)

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
# The colour spaces that a profile may describe, and the modes that its numbers then stand for.
_PROFILE_MODES = {"RGB": {"RGB", "RGBA", "RGBX"}, "GRAY": {"L", "LA"}, "CMYK": {"CMYK"}}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SRGB_GAMMA = 1 / 2.2
_SAME_GAMMA = 0.02


def upright(image: Image.Image) -> Image.Image:
    """Return the picture turned as its EXIF orientation says.

    Pillow's exif_transpose does the same but also rewrites the whole EXIF block, and so fails on odd tags of
    a camera that has a valid orientation. A block that can't be read at all means no turn, and an orientation
    in XMP counts for nothing, as in browsers.
    """
    image.load()
    image.info.pop("xmp", None)
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception as error:  # noqa: BLE001 - the block is thrown away next; its parser fails in many ways
        logger.info("EXIF block ignored: %r", error)
        return image
    turn = _UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    return image if turn is None else image.transpose(turn)


def plain_mode(image: Image.Image, *, keep_palette: bool) -> Image.Image:
    """Return the picture in a mode that can be resized and stored: L, LA, RGB or RGBA.

    CMYK stays, for its profile. `keep_palette` leaves pictures of 1 bit or with a palette as they are.
    16 bits become the upper 8.
    """
    if image.mode == "CMYK" or (keep_palette and image.mode in ("1", "P")):
        return image
    if image.mode == "I;16":
        return _eight_bits(image)
    grey, with_alpha = image.mode in ("1", "L", "LA"), image.has_transparency_data
    mode = ("LA" if with_alpha else "L") if grey else ("RGBA" if with_alpha else "RGB")
    # A picture in the right mode already is not copied: a large one takes hundreds of megabytes.
    return image if image.mode == mode else image.convert(mode)


def _eight_bits(image: Image.Image) -> Image.Image:
    """16 bits of grey are stored low byte first; the high byte is the picture in 8 bits."""
    values = image.tobytes()
    high = Image.frombytes("L", image.size, values[1::2])
    invisible = image.info.get("transparency")
    if not isinstance(invisible, int):
        return high
    # Exactly one grey value of 65,536 is invisible: both of its bytes must agree.
    low = Image.frombytes("L", image.size, values[0::2])
    same_high = high.point([255 * (value == invisible >> 8) for value in range(256)])
    same_low = low.point([255 * (value == invisible & 0xFF) for value in range(256)])
    return Image.merge("LA", (high, ImageChops.invert(ImageChops.multiply(same_high, same_low))))


def to_srgb(image: Image.Image) -> Image.Image:
    """Return the picture with colours converted from its profile, or from a PNG's gamma, to sRGB.

    A broken profile, or one for another kind of colours than the picture has, is ignored as browsers do.
    Mode 1 and P come back untouched unless they have a profile. CMYK always becomes RGB.
    """
    profile = image.info.get("icc_profile")
    converted = _through_profile(image, profile) if profile else _through_gamma(image)
    return converted.convert("RGB") if converted.mode == "CMYK" else converted


def has_own_colours(image: Image.Image) -> bool:
    """Whether `to_srgb` would change the picture's values, so that a palette can't be kept."""
    return bool(image.info.get("icc_profile")) or _gamma_exponent(image) is not None


def _through_profile(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        space = source.profile.xcolor_space.strip()
        if image.mode not in _PROFILE_MODES.get(space, ()):
            return image
        if image.mode == "LA":
            grey, alpha = image.split()
            return Image.merge("LA", (_converted(grey, source, "RGB").convert("L"), alpha))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = _converted(image, source, mode)
        return converted.convert("L") if image.mode == "L" else converted
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError) as error:
        logger.info("Colour profile ignored: %r", error)
        return image


def _converted(image: Image.Image, source: ImageCms.ImageCmsProfile, mode: str) -> Image.Image:
    converted = ImageCms.profileToProfile(
        image, source, _SRGB, renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode=mode
    )
    if converted is None:
        raise ValueError("The profile could not be applied.")
    return converted


def _gamma_exponent(image: Image.Image) -> float | None:
    gamma = image.info.get("gamma")
    if not gamma or "srgb" in image.info or abs(gamma - _SRGB_GAMMA) < _SAME_GAMMA:
        return None
    return _SRGB_GAMMA / gamma


def _through_gamma(image: Image.Image) -> Image.Image:
    exponent = _gamma_exponent(image)
    if exponent is None or image.mode not in ("L", "LA", "RGB", "RGBA"):
        return image
    table = [round(255 * (value / 255) ** exponent) for value in range(256)]
    opaque = list(range(256))
    bands = len(image.getbands())
    with_alpha = image.mode in ("LA", "RGBA")
    return image.point(table * (bands - with_alpha) + opaque * with_alpha)
