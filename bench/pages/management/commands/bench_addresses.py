"""Which addresses are measured; they are chosen from what the database holds."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count

from stories.models import StoryPage

PHOTOS = 3


class Command(BaseCommand):
    help = "Print, as JSON, the addresses that `make bench` measures, by the name of the page."

    def handle(self, *_args: Any, **_options: Any) -> None:
        addresses = {
            "home": "/uk/",
            "list": "/uk/stories/",
            "list, three filters": "/uk/stories/?category=recovery-and-development&group=residents&status=ended",
            "search": "/uk/stories/?q=%D0%BC%D0%BE%D0%BB%D0%BE%D0%B4%D1%8C",
            "story": "/uk/stories/shpola-veteran-hub/",
        }
        with_photos = (
            StoryPage.objects.live()
            .filter(locale__language_code="uk")
            .annotate(photo_count=Count("photos"))
            .filter(photo_count__gte=PHOTOS)
            .order_by("pk")
            .first()
        )
        if with_photos:
            addresses["story, photos"] = f"/uk/stories/{with_photos.slug}/"
        addresses["API"] = "/api/v1/stories"
        self.stdout.write(json.dumps(addresses))
