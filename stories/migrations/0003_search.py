"""Tables of the full-text search, and the index that each database keeps of them by itself.

SQLite: an FTS5 table over `words` and `keys`, which triggers keep in step. The tokenizer `ascii` leaves every letter
beyond ASCII alone: words come folded by our own rules, and one that folded them again could disagree with PostgreSQL.
PostgreSQL: a generated column of lexemes with a GIN index. The function keeps the planner from reading whole texts in
a sequential scan, which it takes for cheap because it doesn't count what is stored out of line.

A migration that makes SQLite build `stories_searchdocument` anew (any change of its columns) must make the triggers
again.
"""

import django.db.models.deletion
import modelsearch.index
from django.db import migrations, models

SQLITE = (
    """
    CREATE VIRTUAL TABLE stories_search USING fts5(
        words, keys, content='stories_searchdocument', content_rowid='story_id', detail=none,
        tokenize="ascii tokenchars '.='"
    )
    """,
    """
    CREATE TRIGGER stories_search_added AFTER INSERT ON stories_searchdocument BEGIN
        INSERT INTO stories_search(rowid, words, keys) VALUES (new.story_id, new.words, new.keys);
    END
    """,
    """
    CREATE TRIGGER stories_search_removed AFTER DELETE ON stories_searchdocument BEGIN
        INSERT INTO stories_search(stories_search, rowid, words, keys)
        VALUES ('delete', old.story_id, old.words, old.keys);
    END
    """,
    """
    CREATE TRIGGER stories_search_changed AFTER UPDATE ON stories_searchdocument BEGIN
        INSERT INTO stories_search(stories_search, rowid, words, keys)
        VALUES ('delete', old.story_id, old.words, old.keys);
        INSERT INTO stories_search(rowid, words, keys) VALUES (new.story_id, new.words, new.keys);
    END
    """,
)
SQLITE_BACK = (
    "DROP TRIGGER stories_search_changed",
    "DROP TRIGGER stories_search_removed",
    "DROP TRIGGER stories_search_added",
    "DROP TABLE stories_search",
)
POSTGRESQL = (
    # Uncompressed: a phrase is looked for in the words of many stories at once, three times as fast.
    "ALTER TABLE stories_searchdocument ALTER COLUMN words SET STORAGE EXTERNAL",
    """
    ALTER TABLE stories_searchdocument ADD COLUMN lexemes tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim(words || keys), ' '))) STORED
    """,
    "CREATE INDEX stories_search_lexemes ON stories_searchdocument USING gin (lexemes)",
    """
    CREATE FUNCTION stories_search(lookup tsquery) RETURNS integer[]
    LANGUAGE sql STABLE SET enable_seqscan = off AS $$
        SELECT coalesce(array_agg(story_id), '{}') FROM stories_searchdocument WHERE lexemes @@ lookup
    $$
    """,
)
POSTGRESQL_BACK = (
    "DROP FUNCTION stories_search(tsquery)",
    "ALTER TABLE stories_searchdocument DROP COLUMN lexemes",
)


def make_index(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("stories", "0002_roles")]

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "story",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_document",
                        serialize=False,
                        to="stories.storypage",
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("work", models.CharField(max_length=32)),
                ("start_month", models.DateField()),
                ("ordering", models.CharField(max_length=400)),
                ("text", models.TextField()),
                ("words", models.TextField()),
                ("keys", models.TextField()),
                ("focus", models.JSONField(default=list)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(models.F("work"), name="search_document_work"),
                    models.Index(
                        models.OrderBy(models.F("start_month"), descending=True),
                        models.F("ordering"),
                        models.F("story"),
                        models.F("language"),
                        models.F("work"),
                        name="search_document_order",
                    ),
                ],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=48, primary_key=True, serialize=False)),
                ("spelling", models.CharField(max_length=48)),
                ("key", models.CharField(max_length=48)),
                ("length", models.PositiveSmallIntegerField()),
                ("stories", models.IntegerField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        models.F("length"),
                        models.F("word"),
                        models.F("spelling"),
                        models.F("key"),
                        models.F("stories"),
                        name="search_word_by_length",
                    ),
                ],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
