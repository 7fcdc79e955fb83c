import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("brands", "0004_setup"),
        ("protocol", "0003_holding_texts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Gap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=150, verbose_name="what is asked, in your words")),
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
                        default="",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("count", models.PositiveIntegerField(default=1)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "without an answer"),
                            ("written", "written"),
                            ("not_needed", "not needed"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "brand",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="brands.brand",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="gaps",
                        to="protocol.entry",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["brand", "state", "-count"], name="protocol_gap_listed")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("brand"),
                        django.db.models.functions.text.Lower("words"),
                        name="protocol_gap_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="protocol_gap_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True), ("settled_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="protocol_gap_settled_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("interaction", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="brands.brand",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gap",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked",
                        to="protocol.gap",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "asked",
                "indexes": [models.Index(fields=["interaction"], name="protocol_gap_asked_in")],
                "constraints": [
                    models.UniqueConstraint(fields=("gap", "interaction"), name="protocol_gap_asked_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Use",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("interaction", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("deviated", models.BooleanField(default=False)),
                (
                    "why",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="why it deviates"),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="brands.brand",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="protocol.entryversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["version", "-at"], name="protocol_use_of_version"),
                    models.Index(fields=["interaction"], name="protocol_use_in"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("deviated", True), ("why", ""), _connector="OR"),
                        name="protocol_use_why_deviates",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="use",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."brand_id" IS DISTINCT FROM (NEW."brand_id") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."deviated" IS DISTINCT FROM (NEW."deviated"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="975352370efe4e2bfa52eb527a91b3482277b603",
                    operation="UPDATE",
                    pgid="pgtrigger_unchanging_3b4d3",
                    table="protocol_use",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="use",
            trigger=pgtrigger.compiler.Trigger(
                name="why_is_only_erased",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.why IS DISTINCT FROM OLD.why AND NEW.why <> '')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="64f92737b7897f16c069643d4273ae94e9cff8b5",
                    operation="UPDATE",
                    pgid="pgtrigger_why_is_only_erased_893ed",
                    table="protocol_use",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="use",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="1b81278fc186cd4189d4417db862461349cc9098",
                    operation="DELETE",
                    pgid="pgtrigger_append_only_5a690",
                    table="protocol_use",
                    when="BEFORE",
                ),
            ),
        ),
    ]
