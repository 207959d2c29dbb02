import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0005_harm_and_keeping"), ("trust", "0004_keys")]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(blank=True, default='', max_length=400)),
                ('kind', models.CharField(max_length=24)),
                ('added_by', models.CharField(max_length=80)),
                ('added_at', models.DateTimeField()),
                ('destroyed_at', models.DateTimeField(blank=True, null=True)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trust.keptfile')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='attachments', to='record.source')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
            ],
            options={
                'ordering': ('added_at', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('source__isnull', False), models.Q(('name', ''), _negated=True)), ('destroyed_at__isnull', False), _connector='OR'), name='attachment_of_a_source_until_destroyed'), models.CheckConstraint(condition=models.Q(('destroyed_at__isnull', True), ('name', ''), _connector='OR'), name='attachment_destroyed_has_no_name')],
            },
        ),
    ]
