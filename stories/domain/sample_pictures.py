"""Draws a few photos for invented stories: hills under a sky, so that nobody takes them for a place."""

from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter

from stories.enums import Consent
from stories.models import StoryImage

PICTURES = 8
_SIZE = (1600, 1067)
_TITLE = "Sample picture"


def ensure_sample_pictures() -> list[int]:
    """Return the keys of the photos that invented stories share, made where they are missing."""
    known = dict(StoryImage.objects.filter(title__startswith=_TITLE).values_list("title", "pk"))
    for number in range(PICTURES):
        title = f"{_TITLE} {number + 1}"
        if title not in known:
            known[title] = StoryImage.objects.create(
                title=title, file=ContentFile(_landscape(number), name=f"sample-{number + 1}.jpg"),
                alt_uk="Намальовані пагорби під небом", alt_en="Drawn hills under a sky",
                caption_uk="Вигаданий краєвид", caption_en="An invented landscape", credit="make_stories",
                consent=Consent.NO_PEOPLE,
            ).pk  # fmt: skip
    return [known[title] for title in sorted(known)]


def remove_sample_pictures() -> None:
    """Delete those photos that no story shows any more."""
    for image in StoryImage.objects.filter(title__startswith=_TITLE, story_photos__isnull=True):
        image.delete()


def _landscape(number: int) -> bytes:
    lots = Random(f"landscape/{number}")  # noqa: S311 - repeatable on purpose
    width, height = _SIZE
    sky = tuple(lots.randint(120, 220) for _ in range(3))
    picture = Image.new("RGB", _SIZE, sky)
    pencil = ImageDraw.Draw(picture)
    for layer in range(6):
        level, shade = height * (3 + layer) // 10, 1 - layer / 9
        colour = tuple(int(part * shade * lots.uniform(0.5, 0.9)) for part in sky)
        points = [
            (0, height),
            *((x, level + lots.randint(-60, 60)) for x in range(0, width + 80, 80)),
            (width, height),
        ]
        pencil.polygon(points, fill=colour)
    # A photo is never flat: without grain the sizes of the files would flatter us.
    grain = Image.effect_noise(_SIZE, 40).filter(ImageFilter.GaussianBlur(0.8)).convert("RGB")
    stream = BytesIO()
    Image.blend(picture, grain, 0.18).save(stream, "JPEG", quality=88)
    return stream.getvalue()
