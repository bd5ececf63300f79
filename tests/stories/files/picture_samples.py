"""Real picture files with planted metadata, made anew for each test run."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pillow_heif
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

pillow_heif.register_heif_opener()

MARKER = b"PLANTED-SECRET-49.5535"
XMP_PACKET = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>'
    + MARKER
    + b'</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
# Red, green, blue and yellow quarters: every turn and every mirroring moves them differently.
QUARTERS = ((220, 30, 30), (30, 200, 30), (30, 30, 220), (220, 220, 30))


def quarters(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> Image.Image:
    """Top left, top right, bottom left and bottom right in the colours of QUARTERS."""
    width, height = size
    image = Image.new("RGB", size)
    for index, colour in enumerate(QUARTERS):
        left, top = index % 2 * width // 2, index // 2 * height // 2
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image.quantize(8, dither=Image.Dither.NONE) if mode == "P" else image.convert(mode)


def corners(image: Image.Image) -> list[tuple[int, int, int]]:
    """The colours near the four corners, in the order of QUARTERS."""
    colours = image.convert("RGB")
    right, bottom = image.width - 5, image.height - 5
    return [colours.getpixel(spot) for spot in ((4, 4), (right, 4), (4, bottom), (right, bottom))]


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    output = BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def exif_block(*, orientation: int | None = 1) -> bytes:
    """EXIF with a position, a description, a serial number and a thumbnail, as a TIFF without prefix."""
    exif = Image.Exif()
    if orientation is not None:
        exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.ImageDescription] = MARKER.decode()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = MARKER.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (49.0, 33.0, 12.6), 3: "E", 4: (25.0, 35.0, 5.0)})
    return _with_thumbnail(exif.tobytes().removeprefix(b"Exif\0\0"))


def _with_thumbnail(tiff: bytes) -> bytes:
    """Hang a second directory with a small JPEG on a TIFF block: Pillow writes none by itself."""
    order = "<" if tiff[:2] == b"II" else ">"
    first = struct.unpack_from(order + "I", tiff, 4)[0]
    count = struct.unpack_from(order + "H", tiff, first)[0]
    thumbnail = saved(quarters((16, 12)), "JPEG", comment=MARKER)
    second = len(tiff)
    data = second + 2 + 2 * 12 + 4
    directory = struct.pack(order + "H", 2)
    directory += struct.pack(order + "HHII", ExifTags.Base.JpegIFOffset, 4, 1, data)
    directory += struct.pack(order + "HHII", ExifTags.Base.JpegIFByteCount, 4, 1, len(thumbnail))
    directory += struct.pack(order + "I", 0)
    link = first + 2 + count * 12
    return tiff[:link] + struct.pack(order + "I", second) + tiff[link + 4 :] + directory + thumbnail


def jpeg_segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def with_jpeg_segment(content: bytes, marker: int, data: bytes) -> bytes:
    return content[:2] + jpeg_segment(marker, data) + content[2:]


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def with_png_chunk(content: bytes, kind: bytes, data: bytes) -> bytes:
    """Put a chunk right behind the header."""
    return content[:33] + png_chunk(kind, data) + content[33:]


def with_gif_extension(content: bytes, label: int, blocks: list[bytes]) -> bytes:
    """Put an extension right behind the global palette."""
    start = 13 + (3 << (content[10] & 7) + 1)
    body = b"".join(bytes([len(block)]) + block for block in blocks)
    return b"GIF89a" + content[6:start] + bytes([0x21, label]) + body + b"\0" + content[start:]


def with_riff_chunk(content: bytes, kind: bytes, data: bytes) -> bytes:
    chunk = kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return content[:4] + struct.pack("<I", len(content) - 8 + len(chunk)) + content[8:] + chunk


def iptc_block() -> bytes:
    """A Photoshop resource with an IPTC caption."""
    caption = b"\x1c\x02\x78" + struct.pack(">H", len(MARKER)) + MARKER
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(caption)) + caption


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def profile_with_red_and_blue_swapped() -> bytes:
    """An RGB profile whose red numbers mean blue: only a converted picture looks right without it."""
    profile = bytearray(srgb_profile())
    tags = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * profile[131], 12)}
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    profile[red + 4 : red + 12], profile[blue + 4 : blue + 12] = (
        profile[blue + 4 : blue + 12],
        profile[red + 4 : red + 12],
    )
    return bytes(profile)


def display_p3_profile() -> bytes:
    """The sRGB profile with the primaries of Display P3 (adapted to D50)."""
    profile = bytearray(srgb_profile())
    primaries = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    for at in range(132, 132 + 12 * profile[131], 12):
        values = primaries.get(bytes(profile[at : at + 4]))
        if values:
            start = struct.unpack_from(">I", profile, at + 4)[0] + 8
            struct.pack_into(">3i", profile, start, *(round(value * 65536) for value in values))
    return bytes(profile)


def _jpeg() -> bytes:
    return saved(quarters(), "JPEG", quality=90)


def _png() -> bytes:
    return saved(quarters(), "PNG")


def _gif() -> bytes:
    return saved(quarters(), "GIF")


def _text_chunks() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Location", MARKER.decode())
    info.add_text("Comment", MARKER.decode(), zip=True)
    info.add_itxt("Author", MARKER.decode())
    return info


def _two_heif_pictures() -> bytes:
    return saved(quarters(), "HEIF", save_all=True, append_images=[quarters((32, 24))])


# Every format with every kind of metadata that it can carry, and the names under which it must be found.
PLANTED: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "jpeg-exif": (
        lambda: saved(quarters(), "JPEG", exif=b"Exif\0\0" + exif_block()),
        ["EXIF", "GPS", "thumbnail"],
    ),
    "jpeg-xmp": (lambda: saved(quarters(), "JPEG", xmp=XMP_PACKET), ["XMP"]),
    "jpeg-long-xmp": (
        lambda: with_jpeg_segment(_jpeg(), 0xE1, b"http://ns.adobe.com/xmp/extension/\0" + MARKER),
        ["XMP"],
    ),
    "jpeg-iptc": (lambda: with_jpeg_segment(_jpeg(), 0xED, iptc_block()), ["IPTC"]),
    "jpeg-comment": (lambda: saved(quarters(), "JPEG", comment=MARKER), ["comment"]),
    "jpeg-profile": (lambda: saved(quarters(), "JPEG", icc_profile=srgb_profile() + MARKER), ["ICC profile"]),
    "jpeg-thumbnail": (lambda: with_jpeg_segment(_jpeg(), 0xE0, b"JFXX\0\x10" + MARKER), ["thumbnail"]),
    "jpeg-second-picture": (
        lambda: (
            with_jpeg_segment(_jpeg(), 0xE2, b"MPF\0" + MARKER) + saved(quarters(), "JPEG", comment=MARKER)
        ),
        ["second picture", "trailing bytes"],
    ),
    "jpeg-maker": (lambda: with_jpeg_segment(_jpeg(), 0xE9, b"MAKER" + MARKER), ["block APP9"]),
    "jpeg-zip": (lambda: _jpeg() + b"PK\x03\x04" + MARKER, ["trailing bytes"]),
    "jpeg-between": (lambda: _jpeg()[:20] + MARKER + _jpeg()[20:], ["block between segments"]),
    "png-exif": (lambda: with_png_chunk(_png(), b"eXIf", exif_block()), ["EXIF", "GPS", "thumbnail"]),
    "png-text": (lambda: saved(quarters(), "PNG", pnginfo=_text_chunks()), ["text"]),
    "png-xmp": (
        lambda: with_png_chunk(_png(), b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP_PACKET),
        ["XMP", "text"],
    ),
    "png-raw-exif": (
        lambda: with_png_chunk(_png(), b"tEXt", b"Raw profile type exif\0\nexif\n" + MARKER),
        ["EXIF", "text"],
    ),
    "png-time": (lambda: with_png_chunk(_png(), b"tIME", b"\x07\xe8\x05\x0b\x0a\0\0"), ["time"]),
    "png-profile": (lambda: saved(quarters(), "PNG", icc_profile=srgb_profile() + MARKER), ["ICC profile"]),
    "png-private": (lambda: with_png_chunk(_png(), b"caBX", MARKER), ["block caBX"]),
    "png-html": (lambda: _png() + b"<script>" + MARKER, ["trailing bytes"]),
    "gif-comment": (lambda: saved(quarters(), "GIF", comment=MARKER), ["comment"]),
    "gif-xmp": (
        lambda: with_gif_extension(_gif(), 0xFF, [b"XMP DataXMP", XMP_PACKET[:250], XMP_PACKET[250:]]),
        ["XMP"],
    ),
    "gif-profile": (
        lambda: with_gif_extension(_gif(), 0xFF, [b"ICCRGBG1012", MARKER]),
        ["block ICCRGBG1012"],
    ),
    "gif-plain-text": (lambda: with_gif_extension(_gif(), 0x01, [b"\0" * 12, MARKER]), ["text"]),
    "gif-trailing": (lambda: _gif() + MARKER, ["trailing bytes"]),
    "webp-exif": (lambda: saved(quarters(), "WEBP", exif=exif_block()), ["EXIF", "GPS", "thumbnail"]),
    "webp-xmp": (lambda: saved(quarters(), "WEBP", xmp=XMP_PACKET), ["XMP"]),
    "webp-profile": (lambda: saved(quarters(), "WEBP", icc_profile=srgb_profile() + MARKER), ["ICC profile"]),
    "webp-private": (
        lambda: with_riff_chunk(saved(quarters(), "WEBP", xmp=XMP_PACKET), b"SECR", MARKER),
        ["XMP", "block SECR"],
    ),
    "webp-trailing": (lambda: saved(quarters(), "WEBP") + MARKER, ["trailing bytes"]),
    "avif-exif": (
        lambda: saved(quarters(), "AVIF", exif=exif_block(orientation=None)),
        ["EXIF", "GPS", "thumbnail"],
    ),
    "avif-xmp": (lambda: saved(quarters(), "AVIF", xmp=XMP_PACKET), ["XMP"]),
    "avif-profile": (lambda: saved(quarters(), "AVIF", icc_profile=srgb_profile() + MARKER), ["ICC profile"]),
    "avif-free": (
        lambda: saved(quarters(), "AVIF") + struct.pack(">I4s", 8 + len(MARKER), b"free") + MARKER,
        ["block free"],
    ),
    "heic-exif": (lambda: saved(quarters(), "HEIF", exif=exif_block()), ["EXIF", "GPS", "thumbnail"]),
    "heic-xmp": (lambda: saved(quarters(), "HEIF", xmp=XMP_PACKET), ["XMP"]),
    "heic-profile": (lambda: saved(quarters(), "HEIF", icc_profile=srgb_profile() + MARKER), ["ICC profile"]),
    "heic-thumbnail": (lambda: saved(quarters((640, 480)), "HEIF", thumbnails=[256]), ["thumbnail"]),
}

CLEAN: dict[str, Callable[[], bytes]] = {
    "jpeg": _jpeg,
    "jpeg-grey": lambda: saved(quarters(mode="L"), "JPEG"),
    "jpeg-progressive": lambda: saved(quarters(), "JPEG", progressive=True),
    "jpeg-cmyk": lambda: saved(quarters(mode="CMYK"), "JPEG"),
    "png": _png,
    "png-alpha": lambda: saved(quarters(mode="RGBA"), "PNG"),
    "png-palette": lambda: saved(quarters(mode="P"), "PNG"),
    "gif": _gif,
    "webp": lambda: saved(quarters(), "WEBP"),
    "webp-lossless": lambda: saved(quarters(), "WEBP", lossless=True),
    "avif": lambda: saved(quarters(), "AVIF"),
    "heic": lambda: saved(quarters(), "HEIF"),
}
