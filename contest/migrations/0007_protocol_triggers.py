"""What happened stays on record: the database itself refuses to change or delete an event of the protocol."""

from django.db import migrations

SENTENCE = "An event of the protocol cannot be changed or deleted."
ON_SQLITE = [
    f"""
    CREATE TRIGGER contest_protocol_refuses_{deed} BEFORE {deed.upper()} ON contest_protocolevent
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END
    """
    for deed in ("update", "delete")
]
ON_POSTGRESQL = [
    f"""
    CREATE FUNCTION contest_protocol_refuses() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'restrict_violation'; END
    $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER contest_protocol_refuses_changes BEFORE UPDATE OR DELETE ON contest_protocolevent
    FOR EACH ROW EXECUTE FUNCTION contest_protocol_refuses()
    """,
]
OFF_SQLITE = [f"DROP TRIGGER IF EXISTS contest_protocol_refuses_{deed}" for deed in ("update", "delete")]
OFF_POSTGRESQL = [
    "DROP TRIGGER IF EXISTS contest_protocol_refuses_changes ON contest_protocolevent",
    "DROP FUNCTION IF EXISTS contest_protocol_refuses()",
]


def _run(schema_editor, on_postgresql, on_sqlite):
    for statement in on_postgresql if schema_editor.connection.vendor == "postgresql" else on_sqlite:
        schema_editor.execute(statement)


def add_triggers(_apps, schema_editor):
    _run(schema_editor, ON_POSTGRESQL, ON_SQLITE)


def drop_triggers(_apps, schema_editor):
    _run(schema_editor, OFF_POSTGRESQL, OFF_SQLITE)


class Migration(migrations.Migration):
    dependencies = [("contest", "0006_judging")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
