from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("record", "0004_release")]

    operations: list = []
