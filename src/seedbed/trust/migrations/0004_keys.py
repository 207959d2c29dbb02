from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("trust", "0003_user_epoch")]

    operations: list = []
