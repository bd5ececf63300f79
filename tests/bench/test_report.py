"""The table says what was measured, and which of the wanted figures hold."""

from dataclasses import replace
from datetime import UTC, datetime

from bench.measuring import BARE, CACHED, EMPTY, STOCK, UNCACHED, Round, Row
from bench.report import report

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
ROW = Row(
    page=EMPTY, server=STOCK, connections=1, per_second=100, p50_ms=9.5, p95_ms=12, cpu_ms=4, failed=0,
    loader_cpu=0.1, bytes=12_345, compressed=2_345, queries=None,
)  # fmt: skip


def round_of(stories, *, story_cpu=6.0, list_cpu=40.0, cached=3000.0, queries=7):
    story = replace(ROW, page="story", server=UNCACHED, cpu_ms=story_cpu, queries=queries)
    rows = [
        ROW,
        replace(ROW, page="story", server=BARE, per_second=2000),
        story,
        replace(ROW, page="story", server=CACHED, per_second=cached),
        replace(story, page="list, three filters", cpu_ms=list_cpu),
        replace(story, page="search", cpu_ms=list_cpu),
    ]
    return Round("SQLite", stories, tuple(rows))


def lines(*rounds):
    return report(rounds, at=AT).splitlines()


def test_row_has_its_ratio_to_the_bare_view_and_to_the_empty_page():
    text = lines(round_of(11))
    assert (
        "| story | ours, cached | 1 | 3,000 | 9.50 | 12.00 | 4.00 |  | 12,345 | 2,345 | 1.50 | 1.00 |" in text
    )
    assert "| story | ours | 1 | 100 | 9.50 | 12.00 | 6.00 | 7 | 12,345 | 2,345 | 0.05 | 1.50 |" in text


def test_failed_answers_stand_at_the_page():
    broken = Round("SQLite", 11, (replace(ROW, failed=3),))
    assert f"{EMPTY} — 3 FAILED" in report([broken], at=AT)


def test_targets_say_what_holds():
    text = lines(round_of(11, story_cpu=8.0, cached=1999.0))
    assert "| cached story, 1 connections: ≥ 1.0 × bare req/s | SQLite, 11 | 1.00 | NO |" in text
    assert "| uncached story: ≤ 2 × the empty page's CPU | SQLite, 11 | 2.00 | yes |" in text


def test_growth_is_told_from_a_hundred_stories_to_ten_thousand():
    text = lines(round_of(11), round_of(100, list_cpu=10.0), round_of(10_000, list_cpu=31.0, queries=8))
    assert "| search at 10,000 stories: ≤ 3 × its CPU at 100 | SQLite | 3.10 | NO |" in text
    assert "| uncached search: ≤ 15 × the empty page's CPU | SQLite, 10,000 | 7.75 | yes |" in text
    assert "| story: as many queries at 11 as at 10,000 stories | SQLite | 7 / 8 | NO |" in text


def test_page_that_was_not_measured_has_no_target():
    assert [
        line for line in lines(Round("SQLite", 10_000, (ROW,))) if "uncached" in line or "queries at" in line
    ] == []
