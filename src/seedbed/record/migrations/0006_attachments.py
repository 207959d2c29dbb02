from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("record", "0005_harm_and_keeping")]

    operations: list = []
