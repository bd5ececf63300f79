"""The versions of database tables, shared by all processes of the site.

    token = versions.token("stories_category", "stories_region")
    if token is None or token != kept.token:
        kept = Kept(token, make_anew())

A token is taken before the reading, never after it; and what was made under None is not kept.
"""

from freshness import reads, watch
from freshness.place import store
from freshness.snapshot import Snapshot
from freshness.statements import EVERYTHING


def token(*tables: str) -> str | None:
    """A text that changes as soon as any process has committed a write to one of these tables.

    None means that nothing may be kept: this thread is inside a transaction that has itself written to one of them,
    or the versions cannot be reached. Whatever page is being made counts as made from these tables.
    """
    reads.note(*tables)
    if watch.has_written(tables):
        return None
    start = reads.start()
    return store().token(tables) if start is None else start.token(tables)


def generation() -> str | None:
    """A text that changes with every write to any table; None while that cannot be told."""
    return store().generation()


def snapshot() -> Snapshot | None:
    """The versions of all tables now; None while they cannot be told."""
    return store().snapshot()


def forget(*tables: str) -> None:
    """Give these tables new versions, or all of them: for whoever changes the database past the site."""
    place = store()
    place.end_write(place.begin_write(), tables=tables or (EVERYTHING,))
