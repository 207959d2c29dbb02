from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("record", "0006_attachments")]

    operations: list = []
