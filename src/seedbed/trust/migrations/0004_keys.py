from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trust", "0003_user_epoch")]

    operations = [
        migrations.CreateModel(
            name='KeptFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=32, unique=True)),
                ('study', models.UUIDField()),
                ('wrapped', models.CharField(blank=True, default='', max_length=200)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
                ('made_at', models.DateTimeField()),
                ('destroyed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('wrapped', ''), ('destroyed_at__isnull', True), _connector='XOR'), name='kept_file_there_or_destroyed')],
            },
        ),
        migrations.CreateModel(
            name='StoreKey',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('fingerprint', models.CharField(max_length=16)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_store_key')],
            },
        ),
        migrations.CreateModel(
            name='StudyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=16, unique=True)),
                ('study', models.UUIDField(unique=True)),
                ('wrapped', models.CharField(blank=True, default='', max_length=200)),
                ('made_at', models.DateTimeField()),
                ('destroyed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('wrapped', ''), ('destroyed_at__isnull', True), _connector='XOR'), name='study_key_there_or_destroyed')],
            },
        ),
    ]
