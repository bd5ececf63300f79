"""Photos of an edition's stories, made small and written anew for whatever takes them along."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from stories.enums import Licence

_QUALITY = 82
# Photos are most of the work on a file: they are made beside the rest, so many ahead of it, whatever an edition holds.
_WORKERS, _AHEAD = 2, 24


@dataclass(frozen=True)
class Photo:
    """A photo with what stands beside it. `load` reads its cleaned file, None where the storage has lost it."""

    key: int
    alt: str
    caption: str
    credit: str
    licence: str
    licence_name: str
    licence_url: str
    width: int
    height: int
    load: Callable[[], bytes | None]

    @property
    def may_be_reused(self) -> bool:
        """Whether its licence lets others use it."""
        return self.licence in (Licence.CC_BY, Licence.CC_BY_NC, Licence.CC0)


@dataclass(frozen=True)
class SmallPhoto:
    """A photo as a JPEG without anything but its pixels."""

    content: bytes
    width: int
    height: int


# Gives a photo as it is to stand in a file, None where it cannot.
PhotoMaker = Callable[[Photo], SmallPhoto | None]


def small_photo(photo: Photo, *, side: int, quality: int = _QUALITY) -> SmallPhoto | None:
    """Return the photo with its longer side no longer than `side`; None if its file is lost or cannot be read.

    The file was written anew and bounded when it came, so the decoder meets nothing hostile.
    """
    content = photo.load()
    if content is None:
        return None
    try:
        with Image.open(BytesIO(content)) as image:
            # A JPEG is read at a half or a quarter of its size at once. What counts is the longer side: asked for a square,
            # the decoder would look at the shorter one.
            image.draft("RGB", _fitted(image.size, side))
            picture = _on_white(image)
    except OSError:
        return None
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return SmallPhoto(out.getvalue(), picture.width, picture.height)


@contextmanager
def made_ahead(photos: Iterable[Photo], *, make: PhotoMaker) -> Iterator[PhotoMaker]:
    """Have the photos made small beside the work on the texts; gives what is to be asked for each, in about this order."""
    coming = list(photos)
    left = Counter(photo.key for photo in coming)
    waiting = iter({photo.key: photo for photo in coming}.values())
    made: dict[int, Future[SmallPhoto | None]] = {}
    # Photos that are asked for again: several stories may show the same one.
    kept: dict[int, Future[SmallPhoto | None]] = {}
    pool = ThreadPoolExecutor(_WORKERS)

    def go_on() -> None:
        while len(made) < _AHEAD and (photo := next(waiting, None)):
            made[photo.key] = pool.submit(make, photo)

    def taken(photo: Photo) -> SmallPhoto | None:
        future = kept.pop(photo.key, None) or made.pop(photo.key, None) or pool.submit(make, photo)
        left[photo.key] -= 1
        if left[photo.key] > 0:
            kept[photo.key] = future
        go_on()
        return future.result()

    try:
        go_on()
        yield taken
    finally:
        pool.shutdown(cancel_futures=True)


def _fitted(size: tuple[int, int], side: int) -> tuple[int, int]:
    """The size of the picture once its longer side is no longer than `side`; rounded down, or a half would be missed."""
    width, height = (max(1, length * side // max(size)) for length in size)
    return width, height


def _on_white(image: Image.Image) -> Image.Image:
    """The picture without transparency, and without anything that came with it."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        plain = image.convert("RGB")
    else:
        layer = image.convert("RGBA")
        plain = Image.new("RGB", layer.size, "white")
        plain.paste(layer, mask=layer.getchannel("A"))
    plain.info = {}
    return plain
