import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0007_invitations_onto_brands"),
        ("brands", "0003_row_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="protocol_entries",
                        to="brands.brand",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "entries",
            },
        ),
        migrations.CreateModel(
            name="EntryVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("situation", models.CharField(max_length=150, verbose_name="situation")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("question", "question"),
                            ("complaint", "complaint"),
                            ("technical_problem", "technical problem"),
                            ("lead", "lead"),
                            ("praise", "praise"),
                            ("suggestion", "suggestion"),
                            ("partnership", "partnership"),
                            ("press", "press"),
                            ("job", "job"),
                            ("design", "design or brand asset"),
                            ("site_fault", "app or site fault"),
                            ("abuse", "abuse"),
                            ("crisis_signal", "crisis signal"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("theme", models.CharField(blank=True, max_length=80, verbose_name="theme")),
                ("answer_fr", models.TextField(blank=True, verbose_name="answer in French")),
                ("answer_en", models.TextField(blank=True, verbose_name="answer in English")),
                ("conditions", models.TextField(blank=True, verbose_name="conditions")),
                (
                    "sensitivity",
                    models.CharField(
                        choices=[
                            ("routine", "routine"),
                            ("sensitive", "sensitive"),
                            ("embarrassing", "embarrassing"),
                        ],
                        max_length=12,
                        verbose_name="sensitivity",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("what_changed", models.CharField(blank=True, max_length=250, verbose_name="what changed")),
                ("written_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.department",
                        verbose_name="owning department",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="protocol.entry",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["entry", "-number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("superseded_at", None)),
                        fields=["brand"],
                        name="protocol_latest_by_brand",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "number"), name="protocol_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("entry",),
                        name="protocol_one_latest_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer_en", ""), ("answer_fr", ""), _negated=True),
                        name="protocol_has_an_answer",
                        violation_error_message="Write the answer in French or in English, at best in both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="protocol_ends_after_start",
                        violation_error_message="The end must come after the start.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entryversion",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."brand_id" IS DISTINCT FROM (NEW."brand_id") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."situation" IS DISTINCT FROM (NEW."situation") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."theme" IS DISTINCT FROM (NEW."theme") OR OLD."answer_fr" IS DISTINCT FROM (NEW."answer_fr") OR OLD."answer_en" IS DISTINCT FROM (NEW."answer_en") OR OLD."conditions" IS DISTINCT FROM (NEW."conditions") OR OLD."sensitivity" IS DISTINCT FROM (NEW."sensitivity") OR OLD."department_id" IS DISTINCT FROM (NEW."department_id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until") OR OLD."what_changed" IS DISTINCT FROM (NEW."what_changed") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="8e2451f3698e60671399d7e6ccf6a3a288f707b3",
                    operation="UPDATE",
                    pgid="pgtrigger_unchanging_49e83",
                    table="protocol_entryversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entryversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="77fb4db06aca127471526c29fe11d68ace69bcda",
                    operation="DELETE",
                    pgid="pgtrigger_append_only_f11de",
                    table="protocol_entryversion",
                    when="BEFORE",
                ),
            ),
        ),
    ]
