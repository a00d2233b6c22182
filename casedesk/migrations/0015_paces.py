"""Who closed how many cases on a finished day, and how long steps took; the watcher counts the days kept anew."""

from django.db import migrations, models


def count_anew(apps, schema_editor):
    apps.get_model("casedesk", "DayFigures").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('casedesk', '0014_case_terms'),
    ]

    operations = [
        migrations.AddField(
            model_name='dayfigures',
            name='closed_by',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='dayfigures',
            name='steps',
            field=models.JSONField(null=True),
        ),
        migrations.RunPython(count_anew, migrations.RunPython.noop),
    ]
