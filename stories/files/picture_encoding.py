"""Write clean pixels as a file: nothing but what the picture needs to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops

from stories.files.picture_kinds import PictureKind

_QUALITY = 90
# Above this many pixels the thorough settings of WebP and AVIF take many seconds: lighter ones are used.
_LARGE = 4_000_000
_OPAQUE_FROM = 128
_INVISIBLE_INDEX = 255
_RESTORE_TO_BACKGROUND = 2
_KEEP = 1


@dataclass(frozen=True)
class Animation:
    """Complete frames of one size; durations in milliseconds; `loop` None plays once, 0 for ever."""

    frames: Sequence[Image.Image]
    durations: Sequence[int]
    loop: int | None


def without_side_data(image: Image.Image) -> Image.Image:
    """Return a copy with nothing but pixels, palette and, for a palette, what is see-through in it."""
    plain = image.copy()
    transparency = image.info.get("transparency") if image.mode == "P" else None
    plain.info = {} if transparency is None else {"transparency": transparency}
    return plain


def encode_still(
    image: Image.Image, kind: PictureKind, *, subsampling: int = 2, is_lossless: bool = False
) -> bytes:
    """Return the picture as a file. `subsampling` is JPEG's: 0 is 4:4:4, 1 is 4:2:2, 2 is 4:2:0."""
    is_large = image.width * image.height > _LARGE
    options: dict[str, Any] = {}
    if kind == PictureKind.JPEG:
        image = _on_white(image)
        options = {"quality": _QUALITY, "optimize": True, "progressive": True, "subsampling": subsampling}
    elif kind in (PictureKind.PNG, PictureKind.GIF):
        options = {"optimize": True}
    elif kind == PictureKind.WEBP:
        options = _webp_options(is_lossless=is_lossless, is_large=is_large)
    elif kind == PictureKind.AVIF:
        options = {"quality": _QUALITY, "speed": 9 if is_large else 6}
    return _saved(image, kind, options)


def encode_animation(animation: Animation, kind: PictureKind, *, is_lossless: bool = False) -> bytes:
    """Return the animation as GIF or WebP."""
    frames = list(animation.frames)
    options: dict[str, Any] = {"save_all": True, "duration": list(animation.durations)}
    if kind == PictureKind.GIF:
        frames = [_with_palette(frame) for frame in frames]
        see_through = any("transparency" in frame.info for frame in frames)
        options["disposal"] = _RESTORE_TO_BACKGROUND if see_through else _KEEP
        if animation.loop is not None:
            options["loop"] = animation.loop
    else:
        is_large = sum(frame.width * frame.height for frame in frames) > _LARGE
        options |= _webp_options(is_lossless=is_lossless, is_large=is_large)
        options["loop"] = animation.loop or 0
    return _saved(frames[0], kind, {**options, "append_images": frames[1:]})


def _webp_options(*, is_lossless: bool, is_large: bool) -> dict[str, Any]:
    if is_lossless:  # quality is then effort, and the pixels are always exact
        return {
            "lossless": True,
            "exact": True,
            "quality": 40 if is_large else 75,
            "method": 0 if is_large else 4,
        }
    return {"quality": _QUALITY, "method": 2 if is_large else 4}


def _saved(image: Image.Image, kind: PictureKind, options: dict[str, Any]) -> bytes:
    output = BytesIO()
    image.save(output, kind.value, **options)
    return output.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("L", "RGB"):
        return image
    colours = image.convert("RGBA")
    white = Image.new("RGBA", colours.size, "white")
    return Image.alpha_composite(white, colours).convert("RGB")


def _with_palette(frame: Image.Image) -> Image.Image:
    """Return the frame in at most 256 colours, exact when it has no more; pixels are visible or not."""
    if frame.mode in ("1", "L", "P"):
        return frame
    if frame.mode == "RGB":
        return frame.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    alpha = (
        frame.convert("RGBA").getchannel("A").point([255 * (value >= _OPAQUE_FROM) for value in range(256)])
    )
    colours = frame.convert("RGBA").convert("RGB")
    indexed = colours.quantize(_INVISIBLE_INDEX, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    indexed.paste(_INVISIBLE_INDEX, mask=ImageChops.invert(alpha))
    indexed.info["transparency"] = _INVISIBLE_INDEX
    return indexed
