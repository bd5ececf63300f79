"""In which order stories of equal worth stand, and which are translations of each other."""

from collections.abc import Collection
from dataclasses import dataclass

from freshness.versions import token
from stories.models import SearchDocument

_TABLE = SearchDocument._meta.db_table
# Fewer stories are named in the query; of more the whole order is read, and kept until a story is published.
_FEW = 200


@dataclass(frozen=True)
class StoryOrder:
    """`place` of each story, the newest start first, then by title. `members` are the stories of a language."""

    place: dict[int, int]
    members: dict[str, frozenset[int]]
    work: dict[int, str]
    of_work: dict[str, dict[str, int]]

    def translation(self, story: int, *, language: str) -> int | None:
        """The story's page in the language, which may be itself; None if it has none there."""
        return self.of_work.get(language, {}).get(self.work[story])


_kept: list[tuple[str, StoryOrder]] = []


def order_of(story_ids: Collection[int]) -> StoryOrder:
    """The order of at least these stories and their translations: the kept one, or one query."""
    version = token(_TABLE)
    if version is not None and _kept and _kept[0][0] == version:
        return _kept[0][1]
    if version is None or len(story_ids) <= _FEW:
        return _read(story_ids)
    order = _read(None)
    _kept[:] = [(version, order)]
    return order


def _read(story_ids: Collection[int] | None) -> StoryOrder:
    rows = SearchDocument.objects.placed(story_ids)
    languages = {row.language for row in rows}
    return StoryOrder(
        place={row.story_id: number for number, row in enumerate(rows)},
        members={
            language: frozenset(row.story_id for row in rows if row.language == language)
            for language in languages
        },
        work={row.story_id: row.work for row in rows},
        of_work={
            language: {row.work: row.story_id for row in rows if row.language == language}
            for language in languages
        },
    )
