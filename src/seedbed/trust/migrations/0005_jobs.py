"""Jobs that are done apart from who asked for them."""

import uuid

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("trust", "0004_keys")]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=120)),
                ("once", models.BooleanField(default=False)),
                ("arguments", models.JSONField(default=dict)),
                ("study", models.BigIntegerField(blank=True, null=True)),
                ("asked_by", models.CharField(max_length=80)),
                ("asked_at", models.DateTimeField()),
                ("status", models.CharField(default="waiting", max_length=8)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField()),
                ("held_by", models.CharField(blank=True, default="", max_length=80)),
                ("held_until", models.DateTimeField(blank=True, null=True)),
                ("steps", models.JSONField(default=list)),
                ("of", models.PositiveIntegerField(default=0)),
                ("reason", models.CharField(blank=True, default="", max_length=500)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-asked_at", "-pk"),
                "indexes": [models.Index(fields=["status", "not_before"], name="job_next")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(status__in=("waiting", "running", "done", "failed")),
                        name="job_status_word",
                    ),
                    models.CheckConstraint(
                        condition=Q(status="running", held_until__isnull=False) & ~Q(held_by="")
                        | ~Q(status="running") & Q(held_by="", held_until__isnull=True),
                        name="job_held_while_running",
                    ),
                    models.UniqueConstraint(
                        fields=["name", "key"],
                        condition=Q(once=True) | Q(status__in=("waiting", "running")),
                        name="job_one_at_a_time",
                    ),
                ],
            },
        ),
    ]
