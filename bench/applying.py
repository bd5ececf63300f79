"""Measures applying: autosave, submitting, the desk's list, and the rush of the last minutes."""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.applicants import Plan
from bench.databases import ROOT, Database, Say, with_applications
from bench.measuring import EMPTY, STOCK_PAGES, loaded, serving, stock_settings
from bench.servers import Server

APPLICANTS = (1, 64)
LISTS = (3, 300, 10_000)
AUTOSAVE, SUBMIT, RECEIPT, DESK, RUSH = "autosave", "submit", "receipt", "desk's list", "rush"
DESK_ADDRESS = "/cms/contest/applications/"
# As docs/deploy.md recommends.
WORKERS = 2 * (os.cpu_count() or 1) + 1
# So many drafts one second of submitting can't use up.
_DRAFTS_A_SECOND = 100
# Of so many applicants one clicks twice.
_TWICE_EVERY = 50
_SEED = 2026


@dataclass(frozen=True)
class ApplyingRow:
    """What one action took; `faults` are answers that were not what they should have been, and what was found wrong later."""

    action: str
    engine: str
    size: str
    per_second: float
    p50_ms: float
    p95_ms: float
    worst_ms: float
    cpu_ms: float
    queries: int | None
    faults: tuple[str, ...] = ()
    requests: int = 0
    empty_cpu_ms: float | None = None
    in_rush: bool = False
    workers: int = 1


def measure_applying(own: Database, *, seconds: float, address: str, say: Say) -> list[ApplyingRow]:
    """Autosave and submit with one and with 64 applicants at the same time, on the production server's workers."""
    number = int(sum(APPLICANTS) + len(APPLICANTS) * _DRAFTS_A_SECOND * max(seconds, 1))
    database = with_applications(own, number, drafts=True, address=address, say=say)
    counted = json.loads(database.manage("count_applying"))
    told = json.loads(database.manage("bench_applicants"))
    drafts = iter(told["drafts"])
    rows: list[ApplyingRow] = []
    with serving(database, _worker_environment(), workers=WORKERS) as server:
        _warm_up(server, told["cookie"], drafts)
        for action in (AUTOSAVE, SUBMIT):
            for people in APPLICANTS:
                say(f"{own.engine}: {action}, {people} at the same time")
                count = people if action == AUTOSAVE else int(_DRAFTS_A_SECOND * max(seconds, 1)) - people
                plan = Plan(
                    server.port,
                    action,
                    told["cookie"],
                    [next(drafts) for _n in range(count)],
                    connections=people,
                    seconds=seconds,
                )
                figures, cpu = _run(plan, server)
                size = f"{people} applicant{'s' if people > 1 else ''}"
                rows += _rows(figures, cpu, engine=own.engine, size=size, counted=counted)
    return rows


def measure_desk(
    own: Database, *, seconds: float, sizes: Sequence[int], address: str, say: Say
) -> list[ApplyingRow]:
    """The secretariat's list beside the empty stock page, one after the other on the same database."""
    rows = []
    for size in sizes:
        database = with_applications(own, size, drafts=False, address=address, say=say)
        told = json.loads(database.manage("bench_applicants"))
        counted = json.loads(database.manage("count_applying", "--only-desk"))
        cookie = f"{told['cookie']}={told['staff']}"
        with ExitStack() as stack:
            ours = stack.enter_context(serving(database, {}))
            stock = stack.enter_context(serving(database, *stock_settings()))
            say(f"{own.engine}: the desk's list with {size:,} applications")
            empty, empty_cpu = loaded(stock, STOCK_PAGES[EMPTY], connections=1, seconds=seconds)
            figures, cpu = loaded(ours, DESK_ADDRESS, connections=1, seconds=seconds, cookie=cookie)
        rows.append(
            ApplyingRow(
                DESK, own.engine, f"{size:,} applications", figures["per_second"], figures["p50_ms"], figures["p95_ms"],
                figures["worst_ms"], 1000 * cpu / figures["requests"], counted["desk"],
                ("answers that are no list",) * int(figures["failed"]), int(figures["requests"]),
                1000 * empty_cpu / empty["requests"],
            )
        )  # fmt: skip
    return rows


def measure_rush(own: Database, *, number: int, seconds: float, address: str, say: Say) -> list[ApplyingRow]:
    """So many applications submitted within so many seconds, most of them towards the end; then looks for lost ones."""
    database = with_applications(own, number, drafts=True, address=address, say=say)
    told = json.loads(database.manage("bench_applicants"))
    with serving(database, _worker_environment(), workers=WORKERS) as server:
        # Any page will do to load the site in every worker.
        for _worker in range(4 * WORKERS):
            server.get("/uk/my/")
        say(f"{own.engine}: {number:,} applications within {seconds:,.0f} s")
        plan = Plan(
            server.port, RUSH, told["cookie"], told["drafts"], arrivals=arrivals(number, seconds),
            twice=range(0, number, _TWICE_EVERY),
        )  # fmt: skip
        figures, cpu = _run(plan, server)
    # What the worker was left: the entries of the search, the letters.
    database.manage("db_worker", "--batch", "--no-startup-delay", settings=_worker_environment())
    found = json.loads(database.manage("check_rush", str(number)))
    rows = list(
        _rows(
            figures,
            cpu,
            engine=own.engine,
            size=f"{number:,} in {seconds:,.0f} s",
            counted={},
            faults=found,
            in_rush=True,
        )
    )
    say(
        f"{own.engine}: at most {figures['most_at_once']} at once; the loader was busy {figures['own_cpu']:.0%}"
    )
    return rows


def arrivals(number: int, seconds: float) -> list[float]:
    """When each applicant submits: by lot, ever more often, at the end twice as often as on average.

    Half of all come in the last three tenths of the time, a fifth in its last tenth.
    """
    lots = random.Random(_SEED)  # noqa: S311 - the same rush every time
    return sorted(seconds * lots.random() ** 0.5 for _number in range(number))


def _worker_environment() -> dict[str, str]:
    # In production a worker of its own does what nobody waits for.
    return {"TASKS_BACKEND": "django_tasks_db.DatabaseBackend"}


def _warm_up(server: Server, cookie: str, drafts: Iterator[Any]) -> None:
    for action in (AUTOSAVE, SUBMIT):
        _run(
            Plan(
                server.port,
                action,
                cookie,
                [next(drafts) for _n in range(3 * WORKERS)],
                connections=WORKERS,
                seconds=1,
            ),
            server,
        )


def _run(plan: Plan, server: Server) -> tuple[dict[str, Any], float]:
    """Run the applicants in a process of their own; returns their figures and the workers' processor time meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.json"
        file.write_text(json.dumps({**asdict(plan), "twice": list(plan.twice)}), encoding="utf-8")
        before = server.cpu_seconds()
        done = subprocess.run(  # noqa: S603 - our own loader
            [sys.executable, "-m", "bench.applicants", str(file)], cwd=ROOT, check=True, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        return json.loads(done.stdout), server.cpu_seconds() - before


def _rows(
    figures: dict[str, Any], cpu: float, *, engine: str, size: str, counted: dict[str, int], faults: Sequence[str] = (),
    in_rush: bool = False,
) -> Iterator[ApplyingRow]:  # fmt: skip
    """A row for each action. Processor time is told of all requests together: nobody knows whose it was."""
    requests = sum(each["requests"] for each in figures["actions"].values())
    wrong = [f"{number} × {what}" for what, number in figures["faults"].items()] + list(faults)
    for action, each in figures["actions"].items():
        yield ApplyingRow(
            action, engine, size, each["per_second"], each["p50_ms"], each["p95_ms"], each["worst_ms"],
            1000 * cpu / requests, counted.get(action), tuple(wrong), each["requests"], in_rush=in_rush, workers=WORKERS,
        )  # fmt: skip
