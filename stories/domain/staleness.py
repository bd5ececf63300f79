"""Whether a story was told so long ago that its readers, and the community, should be told."""

from datetime import datetime

from django.utils import timezone

from freshness import reads
from stories.domain.months import months_after
from stories.models import StoryPage

# Calendar months after which much may have changed.
LASTS_MONTHS = 18


def last_told(page: StoryPage) -> datetime | None:
    """Return when readers were last told something: when the page was published, or published anew with changes."""
    told: datetime | None = page.last_published_at
    return told


def needs_look_from(page: StoryPage) -> datetime | None:
    """Return the moment from which the story needs a look; None for one that was never published."""
    told = last_told(page)
    zone = timezone.get_default_timezone()
    return months_after(told, months=LASTS_MONTHS, zone=zone) if told else None


def needs_look(page: StoryPage, *, at: datetime) -> bool:
    """Whether so long has passed that the story may no longer be true.

    Whoever keeps a page with the answer is told until when it holds.
    """
    moment = needs_look_from(page)
    if moment is None or moment <= at:
        return moment is not None
    reads.until(moment)
    return False
