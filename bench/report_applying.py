"""Applying as a text with tables: what was measured, and which of the wanted figures hold."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bench.applying import DESK, SUBMIT, ApplyingRow
from bench.judging import BOARD, QUEUE
from bench.report import machine

_HEAD = (
    "action",
    "database",
    "size",
    "requests",
    "req/s",
    "p50 ms",
    "p95 ms",
    "worst ms",
    "CPU ms",
    "queries",
    "× empty CPU",
    "faults",
)
_DESK_CPU = 20
_RUSH_P95_MS = 1000
_JUDGING_QUERIES = 25


def applying_report(rows: Sequence[ApplyingRow], *, workers: int) -> Iterator[str]:
    """The table and the targets."""
    yield "## Applying"
    yield ""
    yield (
        f"{workers} gunicorn workers for autosave, submitting and the rush, one for the desk's list. CPU is the workers' user "
        "and system time over all requests of the run; “worst” is the slowest answer. In a rush everyone submits and then opens "
        "the receipt, ever more often towards the end (half of all in its last three tenths), and one in fifty clicks twice."
    )
    yield ""
    yield f"| {' | '.join(_HEAD)} |"
    yield f"|{'---|' * 3}{'---:|' * (len(_HEAD) - 4)}---|"
    for row in rows:
        yield f"| {' | '.join(_cells(row))} |"
    yield ""
    yield "| target | database | measured | holds |"
    yield "|---|---|---:|---|"
    yield from _targets(rows)


def rush_report(rows: Sequence[ApplyingRow], *, at: datetime) -> str:
    """A rush on its own."""
    return "\n".join(
        [
            f"# make rush, {at:%Y-%m-%d %H:%M}",
            "",
            machine(),
            "",
            *applying_report(rows, workers=rows[0].workers),
            "",
        ]
    )


def _cells(row: ApplyingRow) -> Iterator[str]:
    yield from (row.action, row.engine, row.size, f"{row.requests:,}", f"{row.per_second:,.1f}")
    yield from (f"{value:.1f}" for value in (row.p50_ms, row.p95_ms, row.worst_ms, row.cpu_ms))
    yield "" if row.queries is None else str(row.queries)
    yield f"{row.cpu_ms / row.empty_cpu_ms:.2f}" if row.empty_cpu_ms else ""
    yield "; ".join(row.faults) or "none"


def _targets(rows: Sequence[ApplyingRow]) -> Iterator[str]:
    for row in rows:
        where = f"{row.engine}, {row.size}"
        yield _line(f"{row.action}: no faults", where, str(len(row.faults)), holds=not row.faults)
        if row.action == SUBMIT and row.in_rush and row.engine == "PostgreSQL":
            yield _line(f"submitting in a rush: p95 under {_RUSH_P95_MS / 1000:.0f} s", where, f"{row.p95_ms:.0f} ms",
                        holds=row.p95_ms < _RUSH_P95_MS)  # fmt: skip
        if row.action in {QUEUE, BOARD} and row.queries is not None:
            what = f"{row.action}: at most {_JUDGING_QUERIES} queries"
            yield _line(what, where, str(row.queries), holds=row.queries <= _JUDGING_QUERIES)
        if row.action in {DESK, QUEUE, BOARD} and row.empty_cpu_ms:
            share = row.cpu_ms / row.empty_cpu_ms
            yield _line(
                f"{row.action}: ≤ {_DESK_CPU} × the empty page's CPU",
                where,
                f"{share:.2f}",
                holds=share <= _DESK_CPU,
            )
    for engine in dict.fromkeys(row.engine for row in rows if row.action == DESK):
        counts = [
            row.queries
            for row in rows
            if row.action == DESK and row.engine == engine and row.queries is not None
        ]
        if len(counts) > 1:
            told = " / ".join(map(str, counts))
            yield _line(f"{DESK}: as many queries at every size", engine, told, holds=len(set(counts)) == 1)


def _line(target: str, where: str, value: str, *, holds: bool) -> str:
    return f"| {target} | {where} | {value} | {'yes' if holds else 'NO'} |"
