"""Measures judging: the secretariat's board and plan, and a juror's queue, at two thousand applications and ten jurors."""

import json
from contextlib import ExitStack

from bench.applying import ApplyingRow
from bench.databases import Database, Say, with_judging
from bench.measuring import EMPTY, STOCK_PAGES, loaded, serving, stock_settings

# One invented application in ten stays a draft, so 2,000 of these are judged.
JUDGED, QUICK_JUDGED = 2_222, 222
JURORS = 10
BOARD, PLAN, QUEUE = "judging board", "assignment preview", "juror's queue"
_NAMES = {"board": BOARD, "assignment": PLAN, "queue": QUEUE}


def measure_judging(own: Database, *, seconds: float, size: int, address: str, say: Say) -> list[ApplyingRow]:
    """Each page beside the empty stock page, one after the other on the same database."""
    database, rows = with_judging(own, size, address=address, say=say), []
    told = json.loads(database.manage("bench_judging", "--tell"))
    judged = f"{size - size // 10:,} × {JURORS}"
    with ExitStack() as stack:
        ours = stack.enter_context(serving(database, {}))
        stock = stack.enter_context(serving(database, *stock_settings()))
        empty, empty_cpu = loaded(stock, STOCK_PAGES[EMPTY], connections=1, seconds=seconds)
        for name, page in told["pages"].items():
            say(f"{own.engine}: {_NAMES[name]}, {judged}")
            cookie = f"{told['cookie']}={page['session']}"
            figures, cpu = loaded(ours, page["address"], connections=1, seconds=seconds, cookie=cookie)
            rows.append(
                ApplyingRow(
                    _NAMES[name], own.engine, judged, figures["per_second"], figures["p50_ms"], figures["p95_ms"],
                    figures["worst_ms"], 1000 * cpu / figures["requests"], page["queries"],
                    ("answers that are no page",) * int(figures["failed"]), int(figures["requests"]),
                    1000 * empty_cpu / empty["requests"],
                )
            )  # fmt: skip
    return rows
