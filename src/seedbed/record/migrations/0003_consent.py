import django.db.models.deletion
import seedbed.record.base
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0002_gate'),
    ]

    operations = [
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
            ],
            options={
                'ordering': ('-at', '-pk'),
            },
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
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='consent',
            name='capacity_by',
            field=models.CharField(blank=True, default='', max_length=400),
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
            model_name='sourceversion',
            name='erased_on',
            field=models.DateField(blank=True, null=True),
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
        migrations.AddField(
            model_name='withdrawal',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='withdrawals', to='record.study'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('scope__in', ['stop', 'erase'])), name='withdrawal_scope_word'),
        ),
    ]
