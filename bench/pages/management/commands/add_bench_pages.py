"""Put the two stock pages under the front page."""

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Page, Site

from bench.pages.models import EmptyPage, StreamPage
from stories.domain.sample_pictures import ensure_sample_pictures
from stories.models import StoryPage

PARAGRAPHS = 24
LINKS = 12
PICTURES = 5


class Command(BaseCommand):
    help = "Add an empty stock page and one with 20 KB of text, 12 links and five pictures, where they are missing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        home = Site.objects.get(is_default_site=True).root_page
        if not home.get_children().filter(slug="bench-empty").exists():
            home.add_child(instance=EmptyPage(title="Empty", slug="bench-empty"))
            home.add_child(instance=StreamPage(title="Stream", slug="bench-stream", body=_body(home)))


def _body(home: Page) -> list[tuple[str, Any] | dict[str, Any]]:
    targets = list(StoryPage.objects.live().order_by("pk").values_list("pk", flat=True)[:LINKS])
    texts = [block.value.source for story in StoryPage.objects.live()[:11] for block in story.challenge]
    blocks: list[Any] = []
    for position in range(PARAGRAPHS):
        text = texts[position % len(texts)]
        if position < LINKS and targets:
            target = targets[position % len(targets)]
            text += f'<p><a linktype="page" id="{target}">{home.title}</a></p>'
        blocks.append({"type": "text", "value": text})
    for position, image in enumerate(ensure_sample_pictures()[:PICTURES]):
        blocks.insert(position * 4, {"type": "picture", "value": image})
    return blocks
