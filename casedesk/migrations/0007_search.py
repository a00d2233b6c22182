"""What can be searched with the database's own index over it, and the register with its rows so far.

SQLite: an FTS5 table of trigrams beside `casedesk_searchentry`, kept by triggers; a later migration that rebuilds
that table has to make the triggers again. PostgreSQL: a trigram index, where the role may have `pg_trgm`; where it
may not, the search asks with a plain LIKE. Entries are made by `manage.py search rebuild`.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import DatabaseError, migrations, models, transaction

SQLITE = (
    """CREATE VIRTUAL TABLE casedesk_search USING fts5(
    folded, content='casedesk_searchentry', content_rowid='id', tokenize='trigram case_sensitive 1')""",
    """CREATE TRIGGER casedesk_search_added AFTER INSERT ON casedesk_searchentry BEGIN
    INSERT INTO casedesk_search(rowid, folded) VALUES (new.id, new.folded); END""",
    """CREATE TRIGGER casedesk_search_gone AFTER DELETE ON casedesk_searchentry BEGIN
    INSERT INTO casedesk_search(casedesk_search, rowid, folded) VALUES ('delete', old.id, old.folded); END""",
    """CREATE TRIGGER casedesk_search_changed AFTER UPDATE ON casedesk_searchentry BEGIN
    INSERT INTO casedesk_search(casedesk_search, rowid, folded) VALUES ('delete', old.id, old.folded);
    INSERT INTO casedesk_search(rowid, folded) VALUES (new.id, new.folded); END""",
    """CREATE TRIGGER casedesk_registerevent_append_only BEFORE UPDATE ON casedesk_registerevent
    BEGIN SELECT RAISE(ABORT, 'casedesk_registerevent is append-only'); END""",
)
POSTGRESQL = """CREATE TRIGGER casedesk_registerevent_append_only BEFORE UPDATE ON casedesk_registerevent
FOR EACH ROW EXECUTE FUNCTION casedesk_append_only()"""
TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX casedesk_search ON casedesk_searchentry USING gin (folded gin_trgm_ops)",
)


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement)
        return
    schema_editor.execute(POSTGRESQL)
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            for statement in TRIGRAMS:
                schema_editor.execute(statement)
    except DatabaseError:
        print("\n  pg_trgm may not be made by this role: the search works without its index, slower.")


def remove(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute("DROP TABLE casedesk_search" if is_sqlite else "DROP INDEX IF EXISTS casedesk_search")
    if not is_sqlite:
        schema_editor.execute("DROP TRIGGER casedesk_registerevent_append_only ON casedesk_registerevent")
        return
    for trigger in ("search_added", "search_gone", "search_changed", "registerevent_append_only"):
        schema_editor.execute(f"DROP TRIGGER casedesk_{trigger}")


def enter_all(apps, schema_editor):
    """Give every dossier so far its number in the book of its year, in the order of arrival."""
    register, row, case = (apps.get_model("casedesk", name) for name in ("Register", "RegisterRow", "Case"))
    books = {}
    for pk, day in case.objects.order_by("arrived_on", "received_at", "pk").values_list("pk", "arrived_on"):
        book = books.get(day.year) or books.setdefault(day.year, register.objects.create(year=day.year))
        book.last += 1
        row.objects.create(register=book, number=book.last, case_id=pk)
    for book in books.values():
        book.save(update_fields=["last"])


class Migration(migrations.Migration):

    dependencies = [
        ('casedesk', '0006_bearer'),
    ]

    operations = [
        migrations.CreateModel(
            name='Register',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('last', models.PositiveIntegerField(default=0)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='RegisterEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('act', models.CharField(choices=[('closed', 'Khóa sổ'), ('exported', 'Xuất sổ')], max_length=20)),
                ('row_count', models.PositiveIntegerField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='casedesk.register')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=60)),
                ('is_paper', models.BooleanField(default=False)),
                ('text', models.TextField()),
                ('folded', models.TextField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='casedesk.case')),
            ],
        ),
        migrations.CreateModel(
            name='RegisterRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='register_row', to='casedesk.case')),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='casedesk.register')),
            ],
            options={
                'ordering': ['register_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('register', 'number'), name='register_number_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='register_from_one')],
            },
        ),
        migrations.RunPython(add, remove),
        migrations.RunPython(enter_all, migrations.RunPython.noop),
    ]
