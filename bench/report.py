"""The whole run as a text with tables."""

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.metadata import version

from bench.measuring import BARE, EMPTY, STOCK, Round, Row
from bench.targets import targets

_HEAD = (
    "page", "served by", "connections", "req/s", "p50 ms", "p95 ms", "CPU ms", "queries", "bytes", "compressed",
    "× bare req/s", "× empty CPU",
)  # fmt: skip


def report(rounds: Sequence[Round], *, at: datetime, further: Sequence[str] = ()) -> str:
    """The whole run as Markdown: the machine, a table for each database, the targets, and what else was measured."""
    parts = [f"# make bench, {at:%Y-%m-%d %H:%M}", "", machine(), ""]
    for each in rounds:
        parts += [f"## {each.engine}, {each.stories:,} stories", "", *_table(each), ""]
    parts += ["## Targets", "", *targets(rounds), "", *further, ""]
    return "\n".join(parts)


def machine() -> str:
    """The machine and what runs on it, in a paragraph."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "wagtail", "gunicorn"))
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {packages}. One gunicorn "
        "worker, a new connection for each request, compressed answers. CPU is the worker's user and system time. "
        "“× bare” compares requests a second with a bare Django view that returns the same bytes, “× empty” the "
        "CPU with an empty stock Wagtail page on the same database."
    )


def _table(each: Round) -> Iterator[str]:
    yield f"| {' | '.join(_HEAD)} |"
    yield f"|{'---|' * 2}{'---:|' * (len(_HEAD) - 2)}"
    for row in each.rows:
        yield f"| {' | '.join(_cells(row, each))} |"


def _cells(row: Row, each: Round) -> Iterator[str]:
    bare = each.row(row.page, BARE, row.connections)
    empty = each.row(EMPTY, STOCK, row.connections)
    yield row.page + (f" — {row.failed} FAILED" if row.failed else "")
    yield row.server
    yield str(row.connections)
    yield f"{row.per_second:,.0f}"
    yield f"{row.p50_ms:.2f}"
    yield f"{row.p95_ms:.2f}"
    yield f"{row.cpu_ms:.2f}"
    yield "" if row.queries is None else str(row.queries)
    yield f"{row.bytes:,}"
    yield f"{row.compressed:,}"
    yield f"{row.per_second / bare.per_second:.2f}" if bare else ""
    yield f"{row.cpu_ms / empty.cpu_ms:.2f}" if empty else ""
