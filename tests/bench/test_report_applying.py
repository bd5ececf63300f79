"""The table of applying says what was measured, and which of the wanted figures hold."""

from dataclasses import replace

from bench.applying import DESK, SUBMIT, ApplyingRow
from bench.judging import QUEUE
from bench.report_applying import applying_report

ROW = ApplyingRow(SUBMIT, "PostgreSQL", "1 applicant", 20.5, 40, 60, 99.9, 30, 44, (), 41)
DESK_ROW = replace(ROW, action=DESK, size="300 applications", queries=12, cpu_ms=60, empty_cpu_ms=4)


def lines(*rows):
    return list(applying_report(rows, workers=5))


def test_row_says_what_was_measured():
    told = "| submit | PostgreSQL | 1 applicant | 41 | 20.5 | 40.0 | 60.0 | 99.9 | 30.0 | 44 |  | none |"
    assert told in lines(ROW)


def test_faults_stand_in_the_row_and_break_the_target():
    told = lines(replace(ROW, faults=("versions: 9 instead of 10",)))
    assert told[-2:] != lines(ROW)[-2:]
    assert "| submit: no faults | PostgreSQL, 1 applicant | 1 | NO |" in told


def test_rush_has_to_answer_within_a_second_on_postgresql():
    rush = replace(ROW, in_rush=True, size="10,000 in 600 s", p95_ms=1000)
    where = "PostgreSQL, 10,000 in 600 s"
    assert f"| submitting in a rush: p95 under 1 s | {where} | 1000 ms | NO |" in lines(rush)
    assert f"| submitting in a rush: p95 under 1 s | {where} | 999 ms | yes |" in lines(
        replace(rush, p95_ms=999)
    )
    assert [line for line in lines(replace(rush, engine="SQLite")) if "p95 under" in line] == []


def test_desk_is_compared_with_the_empty_page_and_between_sizes():
    told = lines(DESK_ROW, replace(DESK_ROW, size="10,000 applications", cpu_ms=81, queries=13))
    assert "| desk's list: ≤ 20 × the empty page's CPU | PostgreSQL, 300 applications | 15.00 | yes |" in told
    assert (
        "| desk's list: ≤ 20 × the empty page's CPU | PostgreSQL, 10,000 applications | 20.25 | NO |" in told
    )
    assert "| desk's list: as many queries at every size | PostgreSQL | 12 / 13 | NO |" in told


def test_jurors_queue_is_held_to_its_queries_and_to_the_empty_page():
    told = lines(replace(DESK_ROW, action=QUEUE, size="2,000 × 10", queries=26))
    assert "| juror's queue: at most 25 queries | PostgreSQL, 2,000 × 10 | 26 | NO |" in told
    assert "| juror's queue: ≤ 20 × the empty page's CPU | PostgreSQL, 2,000 × 10 | 15.00 | yes |" in told
