from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("intake", "0003_attempts"),
    ]

    operations = [
        migrations.AddField(
            model_name="page",
            name="is_out",
            field=models.BooleanField(default=False),
        ),
    ]
