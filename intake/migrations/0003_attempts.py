from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("intake", "0002_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="draft",
            name="content",
            field=models.TextField(blank=True),
        ),
    ]
