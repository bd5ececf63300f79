"""The sitemap: the public pages of every language."""

from typing import Any

from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page


class EveryLanguage(Sitemap):
    """Wagtail's own sitemap walks only the tree of the default language."""

    def items(self) -> Any:
        return (
            Page.objects.live().public().filter(depth__gt=1).order_by("path").defer_streamfields().specific()
        )
