"""The stories that the data files give away: what a reader's choice leaves, in both languages."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from freshness import versions
from stories.domain.catalogue import choose_stories
from stories.domain.exchange.bundles import CHUNK, full_address, read_bundles
from stories.domain.exchange.story_columns import record_of
from stories.enums import LICENCE_URLS, Licence
from stories.querysets import exchange as reads
from stories.querysets.catalogue import CatalogueChoice

# Changes with the shape of the files, so that nobody keeps one of an older shape.
SHAPE = "2"


@dataclass(frozen=True)
class Export:
    """A choice of stories, ready to be written; the stories are read while they are written."""

    choice: CatalogueChoice
    language: str
    keys: Sequence[UUID]

    def records(self) -> Iterator[dict[str, Any]]:
        """The chosen stories in the order of the choice. One withdrawn a moment ago is not among them."""
        return (record_of(story) for story in read_bundles(self.keys))

    def about(self) -> dict[str, Any]:
        """What a program should know of the file as a whole."""
        return {
            "title": dataset_title(),
            "licence": LICENCE_URLS[Licence.CC_BY],
            "source": full_address("/data/catalogue.jsonld"),
            "fields": full_address("/data/fields.json"),
            "query": self.choice.with_(page=1).query(),
            "language_of_query": self.language,
            "count": len(self.keys),
        }


def choose_export(choice: CatalogueChoice, *, language: str) -> Export:
    """Find the stories of a choice; `language` is that in which its text is looked for and its places are sorted.

    Stories that exist in the other language only come after those of `language`.
    """
    chosen = choose_stories(choice, language=language)
    pks = [*chosen.ids, *chosen.elsewhere]
    keys: dict[UUID, None] = {}
    for start in range(0, len(pks), CHUNK):
        part = pks[start : start + CHUNK]
        found = reads.translation_keys(part)
        keys.update(dict.fromkeys(found[pk] for pk in part if pk in found))
    return Export(choice, language, list(keys))


def export_tag(choice: CatalogueChoice, *, language: str, kind: str) -> str | None:
    """An entity tag of a file: another as soon as anything in it has changed. None while that cannot be told."""
    token = versions.token(*reads.shown_tables())
    if token is None:
        return None
    text = "\n".join([SHAPE, kind, language, choice.query(), full_address("/"), token])
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def last_published() -> datetime | None:
    """When a story was last published, or None for an empty catalogue."""
    moment: datetime | None = reads.last_published()
    return moment


def dataset_title() -> dict[str, str]:
    """The name of the data set in both languages."""
    titles = {}
    for language in ("uk", "en"):
        with override(language):
            titles[language] = _("Resilient Communities: stories of Ukrainian communities")
    return titles
