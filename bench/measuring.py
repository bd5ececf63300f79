"""Measures one page on one server, and a round of pages on one database."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.databases import Database, Say
from bench.servers import ROOT, Answer, Server, free_port, running

ENCODINGS = "gzip, deflate, br"
BARE, STOCK, UNCACHED, CACHED = "bare view", "stock Wagtail", "ours", "ours, cached"
EMPTY, STREAM = "empty page", "StreamField page"
STOCK_PAGES = {EMPTY: "/bench-empty/", STREAM: "/bench-stream/"}


@dataclass(frozen=True)
class Load:
    """How hard to load: connections at the same time, and for how long each."""

    connections: tuple[int, ...]
    seconds: float


@dataclass(frozen=True)
class Row:
    """What one page took on one server."""

    page: str
    server: str
    connections: int
    per_second: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    failed: int
    loader_cpu: float
    bytes: int
    compressed: int
    queries: int | None


@dataclass(frozen=True)
class Round:
    """All figures of one database."""

    engine: str
    stories: int
    rows: tuple[Row, ...]

    def row(self, page: str, server: str, connections: int) -> Row | None:
        for row in self.rows:
            if (row.page, row.server, row.connections) == (page, server, connections):
                return row
        return None


def measure(database: Database, *, load: Load, say: Say) -> Round:
    """Measure every page of the site on this database: bare, stock, ours uncached and cached, one after another."""
    pages: dict[str, str] = json.loads(database.manage("bench_addresses"))
    counted = json.loads(database.manage("count_queries", *pages.values()))
    rows: list[Row] = []
    with ExitStack() as stack:
        ours = stack.enter_context(serving(database, {"BENCH_PAGE_CACHE": "0"}))
        cached = stack.enter_context(serving(database, {"BENCH_PAGE_CACHE": "1"}))
        stock = stack.enter_context(serving(database, *stock_settings()))
        pages = {page: path for page, path in pages.items() if ours.get(path).status == 200}  # noqa: PLR2004 - HTTP
        bodies = stack.enter_context(tempfile.TemporaryDirectory())
        names = _write_bodies(Path(bodies), {STOCK: stock, UNCACHED: cached}, pages)
        bare = stack.enter_context(running("bench.bare", environment={"BENCH_BODIES": bodies}))
        for page, path in STOCK_PAGES.items():
            say(f"{database.engine}, {database.stories:,} stories: {page}")
            rows += _rows(page, BARE, bare, f"/{names[page]}", load)
            rows += _rows(page, STOCK, stock, path, load)
        for page, path in pages.items():
            say(f"{database.engine}, {database.stories:,} stories: {page}")
            rows += _rows(page, BARE, bare, f"/{names[page]}", load)
            rows += _rows(page, UNCACHED, ours, path, load, queries=counted[path]["queries"])
            rows += _rows(page, CACHED, cached, path, load)
    return Round(database.engine, database.stories, tuple(rows))


def stock_settings() -> tuple[dict[str, str], str]:
    """Environment and application of the stock Wagtail site."""
    return {"DJANGO_SETTINGS_MODULE": "config.settings.bench_stock"}, "bench.stock"


def serving(
    database: Database, environment: dict[str, str], application: str = "config.wsgi", *, workers: int = 1
) -> AbstractContextManager[Server]:
    """Run the site on this database."""
    # The site knows itself by its port, as behind a server of its own.
    port = free_port()
    own = {**database.environment, "SITE_URL": f"http://127.0.0.1:{port}"}
    return running(application, environment={**own, **environment}, port=port, workers=workers)


def _write_bodies(folder: Path, servers: dict[str, Server], pages: dict[str, str]) -> dict[str, str]:
    """Keep each page's answer, compressed as a browser gets it, for the bare view to repeat."""
    names = {}
    sources = [(page, servers[STOCK], path) for page, path in STOCK_PAGES.items()]
    sources += [(page, servers[UNCACHED], path) for page, path in pages.items()]
    for number, (page, server, path) in enumerate(sources):
        names[page] = f"page-{number}"
        (folder / names[page]).write_bytes(server.get(path, encodings=ENCODINGS).body)
    return names


def _rows(
    page: str, name: str, server: Server, path: str, load: Load, *, queries: int | None = None
) -> Iterator[Row]:
    plain: Answer = server.get(path)
    small = server.get(path, encodings=ENCODINGS)
    for connections in load.connections:
        figures, cpu = loaded(server, path, connections=connections, seconds=load.seconds)
        yield Row(
            page=page, server=name, connections=connections, per_second=figures["per_second"],
            p50_ms=figures["p50_ms"], p95_ms=figures["p95_ms"], cpu_ms=1000 * cpu / figures["requests"],
            failed=int(figures["failed"]), loader_cpu=figures["own_cpu"], bytes=len(plain.body),
            compressed=len(small.body), queries=queries,
        )  # fmt: skip


def loaded(
    server: Server, path: str, *, connections: int, seconds: float, cookie: str = ""
) -> tuple[dict[str, float], float]:  # fmt: skip
    """Run the loader in a process of its own; returns its figures and the worker's processor time meanwhile."""
    command = [
        sys.executable,
        "-m",
        "bench.loader",
        str(server.port),
        path,
        str(connections),
        str(seconds),
        cookie,
    ]
    with subprocess.Popen(  # noqa: S603 - our own loader
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as loader:
        if loader.stdout is None or loader.stdin is None or loader.stdout.readline() != "ready\n":
            raise RuntimeError(f"The loader could not warm up {path}.")
        before = server.cpu_seconds()
        loader.stdin.write("go\n")
        loader.stdin.flush()
        figures: dict[str, float] = json.loads(loader.stdout.readline())
        return figures, server.cpu_seconds() - before
