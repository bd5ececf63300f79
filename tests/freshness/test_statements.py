"""What a statement reads and writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freshness.statements import EVERYTHING, NOTHING, Write, understand

KNOWN = frozenset({"stories_region", "stories_storypage", "wagtailcore_page"})


@pytest.mark.parametrize(
    ("sql", "writes"),
    [
        ('INSERT INTO "stories_region" ("id") VALUES (%s)', [Write("stories_region")]),
        ("insert or ignore into stories_region values (1)", [Write("stories_region")]),
        (
            'INSERT INTO "stories_region" ("id") VALUES (1) ON CONFLICT ("id") DO UPDATE SET "id" = 2',
            [Write("stories_region")],
        ),
        ('REPLACE INTO "Stories_Region" VALUES (1)', [Write("stories_region")]),
        ('DELETE FROM "stories_region" WHERE "stories_region"."id" IN (%s)', [Write("stories_region")]),
        ('DELETE FROM ONLY public."stories_region"', [Write("stories_region")]),
        (
            'UPDATE "wagtailcore_page" SET "draft_title" = %s, "locked" = %s WHERE "wagtailcore_page"."id" = %s',
            [Write("wagtailcore_page", columns=frozenset({"draft_title", "locked"}))],
        ),
        ("UPDATE wagtailcore_page SET draft_title = 'a', title = 'b'", [Write("wagtailcore_page")]),
        ("UPDATE \"wagtailcore_page\" SET \"draft_title\" = 'a', title = 'b'", [Write("wagtailcore_page")]),
        (
            'UPDATE "wagtailcore_page" SET "locked" = (SELECT 1 FROM x WHERE a), "title" = %s WHERE "id" = 1',
            [Write("wagtailcore_page")],
        ),
        (
            'UPDATE "wagtailcore_page" SET "locked" = CASE WHEN ("id" = 1) THEN 1 END WHERE "id" = 1',
            [Write("wagtailcore_page")],
        ),
        ('MERGE INTO "stories_region" USING x ON (1=1) WHEN MATCHED THEN DELETE', [Write("stories_region")]),
        (
            'WITH gone AS (DELETE FROM "stories_region" RETURNING *) SELECT * FROM gone',
            [Write("stories_region")],
        ),
        (
            'SELECT 1; DELETE FROM "stories_region"; UPDATE "stories_storypage" SET "a" = 1',
            [Write("stories_region"), Write("stories_storypage")],
        ),
        ("/* a note */ -- another\n DELETE FROM stories_region", [Write("stories_region")]),
        ('TRUNCATE "stories_region", "stories_storypage" CASCADE', [Write(EVERYTHING)]),
        ('DROP TABLE "stories_region"', [Write(EVERYTHING)]),
        ('CREATE TABLE "x" ("id" int)', [Write(EVERYTHING)]),
        ("CALL clean_up()", [Write(EVERYTHING)]),
        ("DO $$ BEGIN PERFORM 1; END $$", [Write(EVERYTHING)]),
        ("", [Write(EVERYTHING)]),
        ('SELECT "id" FROM "stories_region" FOR UPDATE', []),
        ("SAVEPOINT s1", []),
        ("ROLLBACK TO SAVEPOINT s1", []),
        ("BEGIN IMMEDIATE", []),
        ("PRAGMA foreign_keys", []),
    ],
)
def test_writes_of_a_statement(sql, writes):
    assert list(understand(sql, KNOWN).writes) == writes


@pytest.mark.parametrize(
    ("sql", "reads"),
    [
        ('SELECT * FROM "stories_region"', {"stories_region"}),
        (
            'SELECT "a"."id" FROM "stories_storypage" "a" INNER JOIN "wagtailcore_page" ON ("a"."id" = 1)',
            {"stories_storypage", "wagtailcore_page"},
        ),
        ("SELECT * FROM stories_region, stories_storypage", {"stories_region", "stories_storypage"}),
        ("SELECT * FROM (SELECT 1) x, stories_region", {"stories_region"}),
        ('SELECT rowid FROM "search_fts" WHERE "search_fts" MATCH %s', {"search_fts"}),
        ("SELECT 1", set()),
        ('UPDATE "stories_region" SET "a" = 1 WHERE id IN (SELECT id FROM "stories_storypage")',
         {"stories_region", "stories_storypage"}),
    ],
)  # fmt: skip
def test_reads_of_a_statement(sql, reads):
    assert understand(sql, KNOWN).reads == reads


@given(st.text())
def test_any_text_is_understood_somehow(sql):
    statement = understand(sql, KNOWN)
    assert statement is NOTHING or isinstance(statement.writes, tuple)


@given(st.text(alphabet=' "\n\tabc=%s.,()', max_size=60))
def test_update_is_never_missed(rest):
    sql = f'UPDATE "stories_region" SET {rest}'
    tables = {write.table for write in understand(sql, KNOWN).writes}
    assert tables in ({"stories_region"}, {EVERYTHING})
