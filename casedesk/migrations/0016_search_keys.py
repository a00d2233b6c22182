"""An index of PostgreSQL's for the search whose lists of common words need not be read to their end.

Keys of an entry: each word's first letters up to six, behind a space; each three and each five letters of what may
be a code; and which block of 2^14 and of 2^17 entries it is of (`search.indexes`). SQLite's index stays.
"""

from django.db import migrations

KEYS = """CREATE FUNCTION casedesk_search_keys(folded text, id bigint) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 100 AS $$
DECLARE
    word text;
    size int;
    keys text[] := ARRAY['#' || (id >> 14), '##' || (id >> 17)];
BEGIN
    FOREACH word IN ARRAY string_to_array(folded, ' ') LOOP
        size := length(word);
        FOR at IN 1 .. least(size, 6) LOOP
            keys := keys || (' ' || left(word, at));
        END LOOP;
        IF word ~ '[0-9]' THEN
            FOR at IN 1 .. size - 2 LOOP
                keys := keys || substr(word, at, 3);
            END LOOP;
            FOR at IN 1 .. size - 4 LOOP
                keys := keys || substr(word, at, 5);
            END LOOP;
        END IF;
    END LOOP;
    RETURN keys;
END $$"""
INDEX = """CREATE INDEX casedesk_search ON casedesk_searchentry
USING gin (casedesk_search_keys(folded, id)) WITH (fastupdate = off)"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in ("DROP INDEX IF EXISTS casedesk_search", KEYS, INDEX):
            schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX casedesk_search")
        schema_editor.execute("DROP FUNCTION casedesk_search_keys")


class Migration(migrations.Migration):

    dependencies = [
        ('casedesk', '0015_paces'),
    ]

    operations = [
        migrations.RunPython(add, remove),
    ]
