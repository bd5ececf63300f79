"""Make the sizes of photos that are missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from stories.domain.renditions import make_renditions
from stories.models import StoryImage


class Command(BaseCommand):
    help = (
        "Make every size of every photo that is missing: after the sizes of the site have changed, or after photos were "
        "brought in past the site. Can be run again; what is there stays."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        photos = StoryImage.objects.order_by("pk")
        made, faults = 0, []
        for image in tqdm(photos.iterator(), total=photos.count(), unit=" photos", disable=None):
            try:
                made += make_renditions(image)
            except (OSError, ValueError) as fault:
                faults.append(f"{image.pk} “{image.title}”: {fault}")
        self.stdout.write(f"{made} sizes made for {photos.count()} photos.")
        if faults:
            raise CommandError("These photos could not be read:\n" + "\n".join(faults))
