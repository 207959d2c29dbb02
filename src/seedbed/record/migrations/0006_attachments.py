import django.db.models.deletion
import uuid
from django.db import migrations, models

import seedbed.trust.sealed_fields
from seedbed.trust.sealed_columns import open_columns, seal_columns


SEALED = (
    "Coding", "Consent", "Participant", "Reply", "Response", "Source", "SourceVersion", "Flag",
    "HarmDecision", "KeepingDecision", "Hold", "AccessRequest", "AccessItem", "Redaction",
)


def seal(apps, schema_editor) -> None:
    seal_columns(apps, schema_editor, "record", SEALED)


def unseal(apps, schema_editor) -> None:
    open_columns(apps, schema_editor, "record", SEALED)


class Migration(migrations.Migration):
    dependencies = [("record", "0005_harm_and_keeping"), ("trust", "0004_keys")]

    operations = [
        migrations.AlterField(
            model_name='accessitem',
            name='body',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='accessitem',
            name='left_out_because',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='accessitem',
            name='title',
            field=seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400),
        ),
        migrations.AlterField(
            model_name='accessrequest',
            name='opinion_by',
            field=seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400),
        ),
        migrations.AlterField(
            model_name='accessrequest',
            name='opinion_says',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='accessrequest',
            name='scope',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='coding',
            name='memo',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='consent',
            name='capacity_because',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='consent',
            name='capacity_by',
            field=seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400),
        ),
        migrations.AlterField(
            model_name='flag',
            name='concern',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='harmdecision',
            name='done',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='harmdecision',
            name='told_because',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='hold',
            name='because',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='hold',
            name='lifted_because',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='keepingdecision',
            name='because',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='participant',
            name='agency',
            field=seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400),
        ),
        migrations.AlterField(
            model_name='participant',
            name='groups',
            field=seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400),
        ),
        migrations.AlterField(
            model_name='participant',
            name='pseudonym',
            field=seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400),
        ),
        migrations.AlterField(
            model_name='redaction',
            name='because',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='reply',
            name='answer_says',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='reply',
            name='from_whom',
            field=seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400),
        ),
        migrations.AlterField(
            model_name='reply',
            name='says',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='response',
            name='note',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='response',
            name='words',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='source',
            name='note',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='source',
            name='title',
            field=seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400),
        ),
        migrations.AlterField(
            model_name='sourceversion',
            name='file',
            field=seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400),
        ),
        migrations.AlterField(
            model_name='sourceversion',
            name='sha256',
            field=seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400),
        ),
        migrations.AlterField(
            model_name='sourceversion',
            name='text',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400)),
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
        # The same columns to the database; made anew they would lose the triggers that guard them.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="release",
                    name="stopped_because",
                    field=seedbed.trust.sealed_fields.SealedText(blank=True, default=""),
                ),
            ]
        ),
        migrations.RunPython(seal, unseal),
    ]
