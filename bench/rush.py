"""The whole rush of the last minutes: `python -m bench.rush`, or `make rush`.

It takes eleven minutes once its database is prepared, and wants a machine of its own. In the environment:
RUSH_APPLICATIONS (10000) and RUSH_SECONDS (600) make it smaller or shorter; RUSH_DATABASE=sqlite takes SQLite instead of
PostgreSQL; BENCH_POSTGRES names the server, as in `make bench`.
"""

import os
import sys
from datetime import datetime

from bench.applying import measure_rush
from bench.command import keep, run, say
from bench.databases import BENCH_DIR, OWN_STORIES, postgres_address, postgres_database, sqlite_database
from bench.report_applying import rush_report

APPLICATIONS, SECONDS = 10_000, 600


def main() -> None:
    BENCH_DIR.mkdir(parents=True, exist_ok=True)
    number = int(os.environ.get("RUSH_APPLICATIONS") or APPLICATIONS)
    seconds = float(os.environ.get("RUSH_SECONDS") or SECONDS)
    address = "" if os.environ.get("RUSH_DATABASE") == "sqlite" else postgres_address()
    own = (
        postgres_database(OWN_STORIES, address=address, say=say)
        if address
        else sqlite_database(OWN_STORIES, say=say)
    )
    own.manage("collectstatic", "--no-input", "--verbosity", "0")
    rows = measure_rush(own, number=number, seconds=seconds, address=address, say=say)
    now = datetime.now().astimezone()
    keep(rush_report(rows, at=now), name="rush", at=now)
    if any(row.faults for row in rows):
        sys.exit("The rush: something was lost, doubled or answered wrongly; see above.")


if __name__ == "__main__":
    run(main, name="rush")
