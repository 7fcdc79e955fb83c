import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0001_strategies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Briefing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("internal", "internal"),
                            ("confidential", "confidential"),
                        ],
                        default="internal",
                        max_length=12,
                        verbose_name="confidentiality",
                    ),
                ),
                (
                    "for_everybody",
                    models.BooleanField(default=True, verbose_name="for everybody of the team"),
                ),
                ("due_at", models.DateTimeField(verbose_name="to be read by")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("written_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="briefings",
                        to="brands.brand",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="strategy.briefing",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-written_at", "-pk"],
                "indexes": [
                    models.Index(fields=["brand", "-written_at"], name="briefing_by_brand"),
                    models.Index(
                        condition=models.Q(("reminded_at", None), ("withdrawn_at", None)),
                        fields=["due_at"],
                        name="briefing_to_remind",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects", None), ("version", 1)),
                            models.Q(("corrects__isnull", False), ("version__gt", 1)),
                            _connector="OR",
                        ),
                        name="briefing_first_version_corrects_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="briefing_withdrawn_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gte", models.F("written_at"))),
                        name="briefing_due_after_written",
                        violation_error_message="The moment by which it is to be read has passed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefingReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="strategy.briefing",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("briefing", "user"), name="briefing_read_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefingTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="strategy.briefing",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("briefing", "user"), name="briefing_target_once")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="briefing",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."brand_id" IS DISTINCT FROM (NEW."brand_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."confidentiality" IS DISTINCT FROM (NEW."confidentiality") OR OLD."for_everybody" IS DISTINCT FROM (NEW."for_everybody") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c46030176c9f32c88ad7f25a97d3634adcfc36a1",
                    operation="UPDATE",
                    pgid="pgtrigger_unchanging_701d8",
                    table="strategy_briefing",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="briefing",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="93611aa612f9193dd042575d699216d2629acf9b",
                    operation="DELETE",
                    pgid="pgtrigger_append_only_96f71",
                    table="strategy_briefing",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="briefingreading",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2fa615e41033c2b51ae248ddeef28f41798b924d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d49b8",
                    table="strategy_briefingreading",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="briefingtarget",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="72b7bc2e872427bb9c44111c4f44b311b3b1674e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d5863",
                    table="strategy_briefingtarget",
                    when="BEFORE",
                ),
            ),
        ),
    ]
