from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("trust", "0004_keys")]

    operations: list = []
