"""The release room: what would leave a study of real people, and who passed it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from seedbed.record.releases import guard


def put(apps, schema_editor) -> None:
    guard.put(schema_editor.connection)


def lift(apps, schema_editor) -> None:
    guard.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0003_consent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=24)),
                ("key", models.CharField(max_length=80)),
                ("version", models.PositiveIntegerField()),
                ("form", models.CharField(max_length=24)),
                ("title", models.CharField(blank=True, default="", max_length=400)),
                ("body", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("people", models.JSONField(default=list)),
                ("revisions", models.JSONField(default=dict)),
                ("asked_at", models.DateTimeField()),
                ("status", models.CharField(default="waiting", max_length=24)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_because", models.TextField(blank=True, default="")),
                ("left_sha256", models.CharField(blank=True, default="", max_length=64)),
            ],
            options={
                "ordering": ("-asked_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("place", models.PositiveSmallIntegerField()),
                ("verdict", models.CharField(max_length=24)),
                ("reason", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("place",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="membership",
            name="membership_role_word",
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "circle-member",
                            "co-researcher",
                            "data-protection",
                            "lead",
                            "output-checker",
                            "reader",
                            "researcher",
                            "safeguarding-lead",
                            "site-member",
                        ],
                    )
                ),
                name="membership_role_word",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="study",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="record.study"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reviews",
                to="record.release",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ("advice", "claim", "study", "report", "export", "table"))
                ),
                name="release_kind_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ("page", "html", "json", "text", "csv", "folder"))),
                name="release_form_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ("waiting", "released", "refused", "stopped"))),
                name="release_status_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("status", "waiting")),
                    models.Q(
                        models.Q(("status", "waiting"), _negated=True),
                        ("decided_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="release_decided_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "stopped"), _negated=True),
                    models.Q(("stopped_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="release_stopped_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "waiting")),
                fields=("study", "kind", "key"),
                name="release_waits_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "released")),
                fields=("study", "kind", "key", "version"),
                name="release_once_per_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ("pass", "refuse"))), name="review_verdict_word"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("author")), _negated=True),
                name="review_not_by_the_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__gte", 1), ("place__lte", 2)), name="review_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "refuse"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="review_refusal_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("release", "by"), name="review_once_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("release", "place"), name="review_once_a_place"
            ),
        ),
        migrations.RunPython(put, lift),
    ]
