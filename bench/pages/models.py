"""Two pages as plain Wagtail makes them, to compare ours with. Installed by the settings of `make bench` alone."""

from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from stories.blocks import ProseBlock


class EmptyPage(Page):
    """A page with nothing on it."""

    template = "bench_pages/empty.html"


class BodyBlock(ProseBlock):
    """The running text of a story, and pictures in between."""

    picture = ImageChooserBlock()


class StreamPage(Page):
    """A page that shows a StreamField the way Wagtail's documentation does."""

    body = StreamField(BodyBlock())
    template = "bench_pages/stream.html"
