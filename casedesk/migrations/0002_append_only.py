"""The database itself refuses to change a row of the history."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER casedesk_event_append_only BEFORE UPDATE ON casedesk_event
BEGIN SELECT RAISE(ABORT, 'casedesk_event is append-only'); END
"""
POSTGRESQL = """
CREATE FUNCTION casedesk_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'casedesk_event is append-only'; END $$;
CREATE TRIGGER casedesk_event_append_only BEFORE UPDATE ON casedesk_event
FOR EACH ROW EXECUTE FUNCTION casedesk_append_only();
"""


def add(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def remove(apps, schema_editor):
    on_table = "" if schema_editor.connection.vendor == "sqlite" else " ON casedesk_event"
    schema_editor.execute(f"DROP TRIGGER casedesk_event_append_only{on_table}")
    if not schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP FUNCTION casedesk_append_only()")


class Migration(migrations.Migration):
    dependencies = [("casedesk", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
