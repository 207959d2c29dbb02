"""The audit is only added to."""

from django.db import migrations

from seedbed.trust import append_only


def put(apps, schema_editor) -> None:
    append_only.TRIGGERS.put(schema_editor.connection)


def lift(apps, schema_editor) -> None:
    append_only.TRIGGERS.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("trust", "0001_initial")]

    operations = [migrations.RunPython(put, lift)]
