"""A person's sessions can be ended all at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trust", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="user", name="epoch", field=models.PositiveIntegerField(default=0)
        ),
    ]
