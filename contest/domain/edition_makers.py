"""What every maker of an edition's file is and gives: the booklet, the e-book, the archive, the press kit."""

from collections.abc import Callable
from dataclasses import dataclass

from contest.models import EditionFile


@dataclass(frozen=True)
class Made:
    """A finished file, of which revision of which story it was made, and which photos it may show.

    `stories` are `{page's key: revision's key}`, `photos` the photos' keys.
    """

    content: bytes
    stories: dict[int, int]
    photos: frozenset[int]
    media_type: str
    extension: str


Maker = Callable[[EditionFile, Callable[[], None]], Made]
"""Makes a file. The second argument is to be called after each story, so that the page shows how far it is."""
