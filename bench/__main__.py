"""Prepare the databases, measure, print the table and keep it: `python -m bench`, or `make bench`.

In the environment: QUICK=1 for a look in about a minute; BENCH_POSTGRES names a PostgreSQL server (the one of
DATABASE_URL, or the one on this machine, is taken otherwise); BENCH_SECONDS is how long each figure is measured.
"""

import os
import subprocess
import sys
from datetime import datetime

from bench.databases import (
    BENCH_DIR,
    ROOT,
    Database,
    postgres_address,
    postgres_database,
    sqlite_database,
)
from bench.measuring import Load, measure
from bench.report import report

SIZES = (11, 100, 10_000)
QUICK_SIZES = (11, 1_000)
CONNECTIONS = (1, 16)


def main() -> None:
    quick = os.environ.get("QUICK", "") not in ("", "0")
    seconds = float(os.environ.get("BENCH_SECONDS") or (0.5 if quick else 2))
    databases = _databases(quick=quick)
    databases[0].manage("collectstatic", "--no-input", "--verbosity", "0")
    rounds = [measure(each, load=Load(CONNECTIONS, seconds), say=_say) for each in databases]
    now = datetime.now().astimezone()
    text = report(rounds, at=now)
    file = ROOT / "var" / f"bench-{now:%Y-%m-%d}.md"
    file.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{text}\n")
    _say(f"kept as {file.relative_to(ROOT)}")


def _databases(*, quick: bool) -> list[Database]:
    BENCH_DIR.mkdir(parents=True, exist_ok=True)
    sizes = QUICK_SIZES if quick else SIZES
    databases = [sqlite_database(stories, say=_say) for stories in sizes]
    address = "" if quick else postgres_address()
    if address:
        databases += [postgres_database(stories, address=address, say=_say) for stories in sizes]
    elif not quick:
        _say("no PostgreSQL server answers: only SQLite is measured (BENCH_POSTGRES=postgres://…)")
    return databases


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"make bench: {' '.join(map(str, error.cmd))} failed; the lines above say why.")
    except RuntimeError as error:
        sys.exit(f"make bench: {error}")
