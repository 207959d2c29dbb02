import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0004_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('place', models.CharField(max_length=24)),
                ('title', models.CharField(blank=True, default='', max_length=400)),
                ('body', models.TextField(blank=True, default='')),
                ('digest', models.CharField(max_length=64)),
                ('left_out', models.CharField(blank=True, default='', max_length=24)),
                ('left_out_because', models.TextField(blank=True, default='')),
                ('redacted_by', models.CharField(blank=True, default='', max_length=80)),
                ('checked_by', models.CharField(blank=True, default='', max_length=80)),
            ],
            options={
                'ordering': ('number',),
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
            ],
            options={
                'ordering': ('starts', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='AccessRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('participant', models.CharField(blank=True, default='', max_length=80)),
                ('asked_by', models.CharField(max_length=24)),
                ('scope', models.TextField(blank=True, default='')),
                ('received_on', models.DateField()),
                ('law', models.CharField(blank=True, default='', max_length=400)),
                ('made_by', models.CharField(blank=True, default='', max_length=80)),
                ('made_at', models.DateTimeField()),
                ('opinion', models.CharField(default='waiting', max_length=24)),
                ('opinion_by', models.CharField(blank=True, default='', max_length=400)),
                ('opinion_on', models.DateField(blank=True, null=True)),
                ('opinion_says', models.TextField(blank=True, default='')),
                ('gathered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
            ],
            options={
                'ordering': ('received_on', 'pk'),
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
            ],
            options={
                'ordering': ('pk',),
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
                ('concern', models.TextField(blank=True, default='')),
                ('state', models.CharField(default='raised', max_length=24)),
                ('raised_by', models.CharField(blank=True, default='', max_length=80)),
                ('raised_at', models.DateTimeField()),
                ('due', models.DateTimeField()),
                ('seen_by', models.CharField(blank=True, default='', max_length=80)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ('due', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='HarmDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('outcome', models.CharField(max_length=24)),
                ('done', models.TextField(blank=True, default='')),
                ('ground', models.CharField(max_length=24)),
                ('law', models.CharField(blank=True, default='', max_length=400)),
                ('told', models.CharField(max_length=24)),
                ('told_because', models.TextField(blank=True, default='')),
                ('review_on', models.DateField(blank=True, null=True)),
                ('decided_by', models.CharField(blank=True, default='', max_length=80)),
                ('decided_at', models.DateTimeField()),
            ],
            options={
                'ordering': ('-decided_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('participant', models.CharField(blank=True, default='', max_length=80)),
                ('because', models.TextField(blank=True, default='')),
                ('set_by', models.CharField(blank=True, default='', max_length=80)),
                ('set_at', models.DateTimeField()),
                ('lifted_by', models.CharField(blank=True, default='', max_length=80)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('lifted_because', models.TextField(blank=True, default='')),
            ],
            options={
                'ordering': ('-set_at', '-pk'),
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
                ('because', models.TextField(blank=True, default='')),
                ('until', models.DateField(blank=True, null=True)),
                ('decided_by', models.CharField(blank=True, default='', max_length=80)),
                ('decided_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ('-decided_at', '-pk'),
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
            ],
            options={
                'ordering': ('material',),
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
                ('because', models.TextField(blank=True, default='')),
                ('chosen_by', models.CharField(blank=True, default='', max_length=80)),
                ('checked_by', models.CharField(blank=True, default='', max_length=80)),
            ],
            options={
                'ordering': ('start', 'end'),
            },
        ),
        migrations.AddField(
            model_name='safeguards',
            name='harm_hours',
            field=models.PositiveIntegerField(default=24),
        ),
        migrations.AddConstraint(
            model_name='safeguards',
            constraint=models.CheckConstraint(condition=models.Q(('harm_hours__gte', 1), ('harm_hours__lte', 168)), name='safeguards_harm_hours_some'),
        ),
        migrations.AddField(
            model_name='accessitem',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study'),
        ),
        migrations.AddField(
            model_name='accesspause',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study'),
        ),
        migrations.AddField(
            model_name='accessrequest',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study'),
        ),
        migrations.AddField(
            model_name='accesspause',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='record.accessrequest'),
        ),
        migrations.AddField(
            model_name='accessitem',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='record.accessrequest'),
        ),
        migrations.AddField(
            model_name='accesssearch',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='searches', to='record.accessrequest'),
        ),
        migrations.AddField(
            model_name='accesssearch',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study'),
        ),
        migrations.AddField(
            model_name='flag',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study'),
        ),
        migrations.AddField(
            model_name='harmdecision',
            name='flag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='record.flag'),
        ),
        migrations.AddField(
            model_name='harmdecision',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study'),
        ),
        migrations.AddField(
            model_name='hold',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study'),
        ),
        migrations.AddField(
            model_name='keepingdecision',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study'),
        ),
        migrations.AddField(
            model_name='keepingrule',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study'),
        ),
        migrations.AddField(
            model_name='redaction',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='redactions', to='record.accessitem'),
        ),
        migrations.AddField(
            model_name='redaction',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.study'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(('asked_by__in', ['themself', 'parent', 'representative'])), name='accessrequest_asked_by_word'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(('opinion__in', ['waiting', 'no-serious-harm', 'serious-harm'])), name='accessrequest_opinion_word'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('opinion', 'waiting'), ('opinion_on__isnull', True)), models.Q(models.Q(('opinion', 'waiting'), _negated=True), ('opinion_on__isnull', False), models.Q(('opinion_by', ''), _negated=True)), _connector='OR'), name='access_opinion_has_an_author'),
        ),
        migrations.AddConstraint(
            model_name='accesspause',
            constraint=models.CheckConstraint(condition=models.Q(('unclear__in', ['identity', 'scope'])), name='accesspause_unclear_word'),
        ),
        migrations.AddConstraint(
            model_name='accesspause',
            constraint=models.CheckConstraint(condition=models.Q(('starts__isnull', True), ('ends__isnull', True), ('starts__lte', models.F('ends')), _connector='OR'), name='accesspause_starts_ends_order'),
        ),
        migrations.AddConstraint(
            model_name='accesspause',
            constraint=models.UniqueConstraint(condition=models.Q(('ends__isnull', True)), fields=('request',), name='access_one_open_pause'),
        ),
        migrations.AddConstraint(
            model_name='accessitem',
            constraint=models.CheckConstraint(condition=models.Q(('left_out__in', ['third-party', 'serious-harm', 'child-abuse-data', 'privilege', 'other']), ('left_out', ''), _connector='OR'), name='accessitem_left_out_word'),
        ),
        migrations.AddConstraint(
            model_name='accessitem',
            constraint=models.UniqueConstraint(fields=('request', 'number'), name='access_item_number'),
        ),
        migrations.AddConstraint(
            model_name='accessitem',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by', ''), models.Q(models.Q(('redacted_by', ''), _negated=True), models.Q(('checked_by', models.F('redacted_by')), _negated=True)), _connector='OR'), name='access_item_checked_by_another'),
        ),
        migrations.AddConstraint(
            model_name='accessitem',
            constraint=models.CheckConstraint(condition=models.Q(('left_out', ''), models.Q(('left_out_because', ''), _negated=True), _connector='OR'), name='access_left_out_why'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['raised', 'seen', 'decided'])), name='flag_state_word'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end__isnull', True), ('start__isnull', True)), models.Q(('start__lt', models.F('end')), models.Q(('version', ''), _negated=True)), _connector='OR'), name='flag_passage_or_none'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('seen_at__isnull', True), ('state', 'raised')), models.Q(models.Q(('state', 'raised'), _negated=True), ('seen_at__isnull', False)), _connector='OR'), name='flag_seen_before_decided'),
        ),
        migrations.AddConstraint(
            model_name='harmdecision',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['told-childrens-services', 'told-adult-services', 'told-police', 'already-known', 'no-further-step', 'not-harm'])), name='harmdecision_outcome_word'),
        ),
        migrations.AddConstraint(
            model_name='harmdecision',
            constraint=models.CheckConstraint(condition=models.Q(('ground__in', ['duty', 'power', 'neither'])), name='harmdecision_ground_word'),
        ),
        migrations.AddConstraint(
            model_name='harmdecision',
            constraint=models.CheckConstraint(condition=models.Q(('told__in', ['yes', 'not-yet', 'no'])), name='harmdecision_told_word'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', True), ('lifted_because', ''), ('lifted_by', '')), models.Q(('lifted_at__isnull', False), models.Q(('lifted_by', ''), _negated=True), models.Q(('lifted_because', ''), _negated=True)), _connector='OR'), name='hold_lifted_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('lifted_by', models.F('set_by')), _negated=True), name='hold_lifted_by_another'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('study', 'participant'), name='hold_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='keepingdecision',
            constraint=models.CheckConstraint(condition=models.Q(('material__in', ['texts', 'attachments', 'participants', 'responses', 'flags', 'releases'])), name='keepingdecision_material_word'),
        ),
        migrations.AddConstraint(
            model_name='keepingdecision',
            constraint=models.CheckConstraint(condition=models.Q(('decision__in', ['destroy', 'keep', 'hold'])), name='keepingdecision_decision_word'),
        ),
        migrations.AddConstraint(
            model_name='keepingdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'keep'), ('until__isnull', False)), models.Q(models.Q(('decision', 'keep'), _negated=True), ('until__isnull', True)), _connector='OR'), name='keeping_until_a_day'),
        ),
        migrations.AddConstraint(
            model_name='keepingrule',
            constraint=models.CheckConstraint(condition=models.Q(('material__in', ['texts', 'attachments', 'participants', 'responses', 'flags', 'releases'])), name='keepingrule_material_word'),
        ),
        migrations.AddConstraint(
            model_name='keepingrule',
            constraint=models.CheckConstraint(condition=models.Q(('counts_from__in', ['collected', 'a-day'])), name='keepingrule_counts_from_word'),
        ),
        migrations.AddConstraint(
            model_name='keepingrule',
            constraint=models.UniqueConstraint(fields=('study', 'material'), name='keeping_rule_once'),
        ),
        migrations.AddConstraint(
            model_name='keepingrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('counts_from', 'a-day'), ('from_day__isnull', False)), models.Q(('counts_from', 'collected'), ('from_day__isnull', True)), _connector='OR'), name='keeping_rule_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='redaction',
            constraint=models.CheckConstraint(condition=models.Q(('exemption__in', ['third-party', 'serious-harm', 'child-abuse-data', 'privilege', 'other'])), name='redaction_exemption_word'),
        ),
        migrations.AddConstraint(
            model_name='redaction',
            constraint=models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='redaction_has_words'),
        ),
        migrations.AddConstraint(
            model_name='redaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('chosen_by', ''), _negated=True), models.Q(('checked_by', models.F('chosen_by')), _negated=True)), name='redaction_checked_by_another'),
        ),
    ]
