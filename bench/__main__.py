"""Prepare the databases, measure, print the table and keep it: `python -m bench`, or `make bench`.

In the environment: QUICK=1 for a look in about a minute; BENCH_POSTGRES names a PostgreSQL server (the one of
DATABASE_URL, or the one on this machine, is taken otherwise); BENCH_SECONDS is how long each figure is measured.
"""

import os
from datetime import datetime

from bench.applying import LISTS, WORKERS, ApplyingRow, measure_applying, measure_desk, measure_rush
from bench.command import keep, run, say
from bench.databases import (
    BENCH_DIR,
    OWN_STORIES,
    ROOT,
    Database,
    postgres_address,
    postgres_database,
    sqlite_database,
)
from bench.judging import JUDGED, QUICK_JUDGED, measure_judging
from bench.measuring import Load, measure
from bench.report import report
from bench.report_applying import applying_report

SIZES = (11, 100, 10_000)
QUICK_SIZES = (11, 1_000)
CONNECTIONS = (1, 16)
# Applications and seconds: as many a second as in the whole rush.
SMALL_RUSH, QUICK_RUSH = (1_000, 60), (100, 6)


def main() -> None:
    quick = os.environ.get("QUICK", "") not in ("", "0")
    seconds = float(os.environ.get("BENCH_SECONDS") or (0.5 if quick else 2))
    databases = _databases(quick=quick)
    databases[0].manage("collectstatic", "--no-input", "--verbosity", "0")
    rounds = [measure(each, load=Load(CONNECTIONS, seconds), say=say) for each in databases]
    applying = _applying(databases, seconds=seconds, quick=quick)
    now = datetime.now().astimezone()
    text = report(rounds, at=now, further=list(applying_report(applying, workers=WORKERS)))
    file = keep(text, name="bench", at=now)
    say(f"kept as {file.relative_to(ROOT)}")


def _databases(*, quick: bool) -> list[Database]:
    BENCH_DIR.mkdir(parents=True, exist_ok=True)
    sizes = QUICK_SIZES if quick else SIZES
    databases = [sqlite_database(stories, say=say) for stories in sizes]
    address = "" if quick else postgres_address()
    if address:
        databases += [postgres_database(stories, address=address, say=say) for stories in sizes]
    elif not quick:
        say("no PostgreSQL server answers: only SQLite is measured (BENCH_POSTGRES=postgres://…)")
    return databases


def _applying(databases: list[Database], *, seconds: float, quick: bool) -> list[ApplyingRow]:
    """Applying, the desk's list and a small rush on each kind of database; the whole rush is `make rush`."""
    address, rows = postgres_address(), []
    number, duration = QUICK_RUSH if quick else SMALL_RUSH
    for own in databases:
        if own.stories == OWN_STORIES:
            rows += measure_applying(own, seconds=seconds, address=address, say=say)
            rows += measure_desk(
                own, seconds=seconds, sizes=LISTS[:2] if quick else LISTS, address=address, say=say
            )
            rows += measure_judging(
                own, seconds=seconds, size=QUICK_JUDGED if quick else JUDGED, address=address, say=say
            )
            rows += measure_rush(own, number=number, seconds=duration, address=address, say=say)
    say(
        "The rush of 10,000 applications within ten minutes: make rush (eleven minutes, and what preparing takes)."
    )
    return rows


if __name__ == "__main__":
    run(main, name="bench")
