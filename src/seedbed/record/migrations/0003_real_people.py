"""What a study of real people needs: consent and withdrawal, the release room, flags of harm,
keeping and holds, requests of those it is about, original files, openings, and sealed columns.
"""

import django.db.models.deletion
import seedbed.record.base
import seedbed.trust.sealed_fields
import uuid
from django.conf import settings
from django.db import migrations, models

from seedbed.record.releases import guard
from seedbed.trust.sealed_columns import open_columns, seal_columns


# Tables that may hold rows by now, with columns that are sealed from here on.
SEALED = ("Coding", "Participant", "Reply", "Response", "Source", "SourceVersion")


def name_each(apps, schema_editor):
    """Memberships that stand get a public id of their own each."""
    memberships = apps.get_model("record", "Membership").objects.using(schema_editor.connection.alias)
    for row in memberships.filter(public_id=None):
        memberships.filter(pk=row.pk).update(public_id=uuid.uuid4())


def put(apps, schema_editor) -> None:
    guard.TRIGGERS.put(schema_editor.connection)


def lift(apps, schema_editor) -> None:
    guard.TRIGGERS.lift(schema_editor.connection)


def seal(apps, schema_editor) -> None:
    seal_columns(apps, schema_editor, "record", SEALED)


def unseal(apps, schema_editor) -> None:
    open_columns(apps, schema_editor, "record", SEALED)


class Migration(migrations.Migration):

    # Written as six while it was made. A store that went through those has been through this one.
    replaces = [
        ("record", "0003_consent"),
        ("record", "0004_release"),
        ("record", "0005_harm_and_keeping"),
        ("record", "0006_attachments"),
        ("record", "0007_access"),
        ("record", "0008_quote_decisions"),
    ]
    dependencies = [
        ("record", "0002_gate"),
        ("trust", "0004_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='public_id',
            field=models.UUIDField(default=None, editable=False, null=True),
        ),
        migrations.RunPython(name_each, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='membership',
            name='public_id',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_role_word',
        ),
        migrations.AddField(
            model_name='consent',
            name='age_band',
            field=models.CharField(default='not-said', max_length=24),
        ),
        migrations.AddField(
            model_name='consent',
            name='assent',
            field=models.CharField(default='not-asked', max_length=24),
        ),
        migrations.AddField(
            model_name='consent',
            name='capacity',
            field=models.CharField(default='not-judged', max_length=24),
        ),
        migrations.AddField(
            model_name='consent',
            name='capacity_because',
            field=seedbed.trust.sealed_fields.SealedText(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='consent',
            name='capacity_by',
            field=seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400),
        ),
        migrations.AddField(
            model_name='consent',
            name='capacity_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='consent',
            name='given_by',
            field=models.CharField(default='not-said', max_length=24),
        ),
        migrations.AddField(
            model_name='consent',
            name='recheck_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='consent',
            name='withdrawn_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='excerpt',
            name='vetoed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='safeguards',
            name='harm_hours',
            field=models.PositiveIntegerField(default=24),
        ),
        migrations.AddField(
            model_name='sourceversion',
            name='erased_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='coding',
            name='memo',
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
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('given_by__in', ['themself', 'parent-or-carer', 'legal-authority', 'not-said'])), name='consent_given_by_word'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('age_band__in', ['under-16', '16-17', 'adult', 'not-said'])), name='consent_age_band_word'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('assent__in', ['yes', 'no', 'not-asked'])), name='consent_assent_word'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__in', ['able', 'not-able', 'not-judged'])), name='consent_capacity_word'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['circle-member', 'co-researcher', 'data-protection', 'lead', 'output-checker', 'reader', 'researcher', 'safeguarding-lead', 'site-member'])), name='membership_role_word'),
        ),
        migrations.AddConstraint(
            model_name='safeguards',
            constraint=models.CheckConstraint(condition=models.Q(('harm_hours__gte', 1), ('harm_hours__lte', 168)), name='safeguards_harm_hours_some'),
        ),
        migrations.CreateModel(
            name='AccessRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('participant', models.CharField(blank=True, default='', max_length=80)),
                ('asked_by', models.CharField(max_length=24)),
                ('scope', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('received_on', models.DateField()),
                ('law', models.CharField(blank=True, default='', max_length=400)),
                ('made_by', models.CharField(blank=True, default='', max_length=80)),
                ('made_at', models.DateTimeField()),
                ('opinion', models.CharField(default='waiting', max_length=24)),
                ('opinion_by', seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400)),
                ('opinion_on', models.DateField(blank=True, null=True)),
                ('opinion_says', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('gathered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
            ],
            options={
                'ordering': ('received_on', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('asked_by__in', ['themself', 'parent', 'representative'])), name='accessrequest_asked_by_word'), models.CheckConstraint(condition=models.Q(('opinion__in', ['waiting', 'no-serious-harm', 'serious-harm'])), name='accessrequest_opinion_word'), models.CheckConstraint(condition=models.Q(models.Q(('opinion', 'waiting'), ('opinion_on__isnull', True)), models.Q(models.Q(('opinion', 'waiting'), _negated=True), ('opinion_on__isnull', False), models.Q(('opinion_by', ''), _negated=True)), _connector='OR'), name='access_opinion_has_an_author')],
            },
        ),
        migrations.CreateModel(
            name='AccessItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('place', models.CharField(max_length=24)),
                ('title', seedbed.trust.sealed_fields.SealedLine(blank=True, default='', max_length=400)),
                ('body', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('digest', models.CharField(max_length=64)),
                ('left_out', models.CharField(blank=True, default='', max_length=24)),
                ('left_out_because', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('redacted_by', models.CharField(blank=True, default='', max_length=80)),
                ('checked_by', models.CharField(blank=True, default='', max_length=80)),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='record.accessrequest')),
            ],
            options={
                'ordering': ('number',),
                'constraints': [models.CheckConstraint(condition=models.Q(('left_out__in', ['third-party', 'serious-harm', 'child-abuse-data', 'privilege', 'other']), ('left_out', ''), _connector='OR'), name='accessitem_left_out_word'), models.UniqueConstraint(fields=('request', 'number'), name='access_item_number'), models.CheckConstraint(condition=models.Q(('checked_by', ''), models.Q(models.Q(('redacted_by', ''), _negated=True), models.Q(('checked_by', models.F('redacted_by')), _negated=True)), _connector='OR'), name='access_item_checked_by_another'), models.CheckConstraint(condition=models.Q(('left_out', ''), models.Q(('left_out_because', ''), _negated=True), _connector='OR'), name='access_left_out_why')],
            },
        ),
        migrations.CreateModel(
            name='AccessPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('unclear', models.CharField(max_length=24)),
                ('starts', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='record.accessrequest')),
            ],
            options={
                'ordering': ('starts', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('unclear__in', ['identity', 'scope'])), name='accesspause_unclear_word'), models.CheckConstraint(condition=models.Q(('starts__isnull', True), ('ends__isnull', True), ('starts__lte', models.F('ends')), _connector='OR'), name='accesspause_starts_ends_order'), models.UniqueConstraint(condition=models.Q(('ends__isnull', True)), fields=('request',), name='access_one_open_pause')],
            },
        ),
        migrations.CreateModel(
            name='AccessSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('place', models.CharField(max_length=24)),
                ('found', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='searches', to='record.accessrequest')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
            ],
            options={
                'ordering': ('pk',),
            },
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
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('source', models.CharField(blank=True, default='', max_length=80)),
                ('version', models.CharField(blank=True, default='', max_length=80)),
                ('start', models.PositiveIntegerField(blank=True, null=True)),
                ('end', models.PositiveIntegerField(blank=True, null=True)),
                ('participant', models.CharField(blank=True, default='', max_length=80)),
                ('concern', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('state', models.CharField(default='raised', max_length=24)),
                ('raised_by', models.CharField(blank=True, default='', max_length=80)),
                ('raised_at', models.DateTimeField()),
                ('due', models.DateTimeField()),
                ('seen_by', models.CharField(blank=True, default='', max_length=80)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
            ],
            options={
                'ordering': ('due', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['raised', 'seen', 'decided'])), name='flag_state_word'), models.CheckConstraint(condition=models.Q(models.Q(('end__isnull', True), ('start__isnull', True)), models.Q(('start__lt', models.F('end')), models.Q(('version', ''), _negated=True)), _connector='OR'), name='flag_passage_or_none'), models.CheckConstraint(condition=models.Q(models.Q(('seen_at__isnull', True), ('state', 'raised')), models.Q(models.Q(('state', 'raised'), _negated=True), ('seen_at__isnull', False)), _connector='OR'), name='flag_seen_before_decided')],
            },
        ),
        migrations.CreateModel(
            name='HarmDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('outcome', models.CharField(max_length=24)),
                ('done', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('ground', models.CharField(max_length=24)),
                ('law', models.CharField(blank=True, default='', max_length=400)),
                ('told', models.CharField(max_length=24)),
                ('told_because', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('review_on', models.DateField(blank=True, null=True)),
                ('decided_by', models.CharField(blank=True, default='', max_length=80)),
                ('decided_at', models.DateTimeField()),
                ('flag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='record.flag')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
            ],
            options={
                'ordering': ('-decided_at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['told-childrens-services', 'told-adult-services', 'told-police', 'already-known', 'no-further-step', 'not-harm'])), name='harmdecision_outcome_word'), models.CheckConstraint(condition=models.Q(('ground__in', ['duty', 'power', 'neither'])), name='harmdecision_ground_word'), models.CheckConstraint(condition=models.Q(('told__in', ['yes', 'not-yet', 'no'])), name='harmdecision_told_word')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('participant', models.CharField(blank=True, default='', max_length=80)),
                ('because', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('set_by', models.CharField(blank=True, default='', max_length=80)),
                ('set_at', models.DateTimeField()),
                ('lifted_by', models.CharField(blank=True, default='', max_length=80)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('lifted_because', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
            ],
            options={
                'ordering': ('-set_at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', True), ('lifted_because', ''), ('lifted_by', '')), models.Q(('lifted_at__isnull', False), models.Q(('lifted_by', ''), _negated=True), models.Q(('lifted_because', ''), _negated=True)), _connector='OR'), name='hold_lifted_with_a_reason'), models.CheckConstraint(condition=models.Q(('lifted_by', models.F('set_by')), _negated=True), name='hold_lifted_by_another'), models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('study', 'participant'), name='hold_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='KeepingDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('material', models.CharField(max_length=24)),
                ('ref', models.CharField(blank=True, default='', max_length=80)),
                ('decision', models.CharField(max_length=24)),
                ('because', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('until', models.DateField(blank=True, null=True)),
                ('decided_by', models.CharField(blank=True, default='', max_length=80)),
                ('decided_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
            ],
            options={
                'ordering': ('-decided_at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('material__in', ['texts', 'attachments', 'participants', 'responses', 'flags', 'releases'])), name='keepingdecision_material_word'), models.CheckConstraint(condition=models.Q(('decision__in', ['destroy', 'keep', 'hold'])), name='keepingdecision_decision_word'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'keep'), ('until__isnull', False)), models.Q(models.Q(('decision', 'keep'), _negated=True), ('until__isnull', True)), _connector='OR'), name='keeping_until_a_day')],
            },
        ),
        migrations.CreateModel(
            name='KeepingRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('material', models.CharField(max_length=24)),
                ('months', models.PositiveIntegerField()),
                ('counts_from', models.CharField(max_length=24)),
                ('from_day', models.DateField(blank=True, null=True)),
                ('says', models.CharField(blank=True, default='', max_length=400)),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
            ],
            options={
                'ordering': ('material',),
                'constraints': [models.CheckConstraint(condition=models.Q(('material__in', ['texts', 'attachments', 'participants', 'responses', 'flags', 'releases'])), name='keepingrule_material_word'), models.CheckConstraint(condition=models.Q(('counts_from__in', ['collected', 'a-day'])), name='keepingrule_counts_from_word'), models.UniqueConstraint(fields=('study', 'material'), name='keeping_rule_once'), models.CheckConstraint(condition=models.Q(models.Q(('counts_from', 'a-day'), ('from_day__isnull', False)), models.Q(('counts_from', 'collected'), ('from_day__isnull', True)), _connector='OR'), name='keeping_rule_has_its_day')],
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('nouns', seedbed.record.base.KeptJSON(default=list)),
                ('reason', models.TextField()),
                ('opened_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.CharField(blank=True, default='', max_length=80)),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='record.study')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-opened_at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('opened_at__lt', models.F('ends_at'))), name='opening_ends'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='opening_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acknowledgements', to='record.opening')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('opening', 'who'), name='acknowledged_once')],
            },
        ),
        migrations.CreateModel(
            name='QuoteDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=24)),
                ('ref', models.CharField(max_length=80)),
                ('of', models.CharField(max_length=64)),
                ('by', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
                ('finding', models.CharField(max_length=24)),
                ('because', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
            ],
            options={
                'ordering': ('at', 'pk'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['excerpt', 'response'])), name='quotedecision_kind_word'), models.UniqueConstraint(fields=('study', 'kind', 'ref', 'of'), name='quote_decision_once')],
            },
        ),
        migrations.CreateModel(
            name='QuoteWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=24)),
                ('ref', models.CharField(max_length=80)),
                ('of', models.CharField(max_length=64)),
                ('by', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
                ('words', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
            ],
            options={
                'ordering': ('ref',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['excerpt', 'response'])), name='quotewording_kind_word'), models.UniqueConstraint(fields=('study', 'kind', 'ref'), name='quote_wording_once')],
            },
        ),
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('exemption', models.CharField(max_length=24)),
                ('because', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('chosen_by', models.CharField(blank=True, default='', max_length=80)),
                ('checked_by', models.CharField(blank=True, default='', max_length=80)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='redactions', to='record.accessitem')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
            ],
            options={
                'ordering': ('start', 'end'),
                'constraints': [models.CheckConstraint(condition=models.Q(('exemption__in', ['third-party', 'serious-harm', 'child-abuse-data', 'privilege', 'other'])), name='redaction_exemption_word'), models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='redaction_has_words'), models.CheckConstraint(condition=models.Q(models.Q(('chosen_by', ''), _negated=True), models.Q(('checked_by', models.F('chosen_by')), _negated=True)), name='redaction_checked_by_another')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=24)),
                ('key', models.CharField(max_length=80)),
                ('version', models.PositiveIntegerField()),
                ('form', models.CharField(max_length=24)),
                ('title', models.CharField(blank=True, default='', max_length=400)),
                ('body', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('people', models.JSONField(default=list)),
                ('revisions', models.JSONField(default=dict)),
                ('asked_at', models.DateTimeField()),
                ('status', models.CharField(default='waiting', max_length=24)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('stopped_because', seedbed.trust.sealed_fields.SealedText(blank=True, default='')),
                ('left_sha256', models.CharField(blank=True, default='', max_length=64)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study')),
            ],
            options={
                'ordering': ('-asked_at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ('advice', 'claim', 'study', 'report', 'export', 'table'))), name='release_kind_word'), models.CheckConstraint(condition=models.Q(('form__in', ('page', 'html', 'json', 'text', 'csv', 'folder'))), name='release_form_word'), models.CheckConstraint(condition=models.Q(('status__in', ('waiting', 'released', 'refused', 'stopped'))), name='release_status_word'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('status', 'waiting')), models.Q(models.Q(('status', 'waiting'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='release_decided_has_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'stopped'), _negated=True), models.Q(('stopped_because', ''), _negated=True), _connector='OR'), name='release_stopped_has_a_reason'), models.UniqueConstraint(condition=models.Q(('status', 'waiting')), fields=('study', 'kind', 'key'), name='release_waits_once'), models.UniqueConstraint(condition=models.Q(('status', 'released')), fields=('study', 'kind', 'key', 'version'), name='release_once_per_version')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('place', models.PositiveSmallIntegerField()),
                ('verdict', models.CharField(max_length=24)),
                ('reason', models.TextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='record.release')),
            ],
            options={
                'ordering': ('place',),
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ('pass', 'refuse'))), name='review_verdict_word'), models.CheckConstraint(condition=models.Q(('by', models.F('author')), _negated=True), name='review_not_by_the_author'), models.CheckConstraint(condition=models.Q(('place__gte', 1), ('place__lte', 2)), name='review_place'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'refuse'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='review_refusal_says_why'), models.UniqueConstraint(fields=('release', 'by'), name='review_once_a_person'), models.UniqueConstraint(fields=('release', 'place'), name='review_once_a_place')],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('participant', models.CharField(max_length=80)),
                ('scope', models.CharField(max_length=24)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('done_by', models.CharField(max_length=80)),
                ('reached', seedbed.record.base.KeptJSON(default=dict)),
                ('erased', seedbed.record.base.KeptJSON(default=list)),
                ('swept_at', models.DateTimeField(blank=True, null=True)),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='withdrawals', to='record.study')),
            ],
            options={
                'ordering': ('-at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('scope__in', ['stop', 'erase'])), name='withdrawal_scope_word')],
            },
        ),
        migrations.RunPython(put, lift),
        migrations.RunPython(seal, unseal),
    ]
