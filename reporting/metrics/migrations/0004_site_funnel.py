import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("brands", "0004_setup"),
        ("metrics", "0003_ranking"),
    ]

    operations = [
        migrations.CreateModel(
            name="FunnelFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file")),
                ("header", models.JSONField(default=list)),
                ("content", models.BinaryField(null=True)),
                ("answers", models.JSONField(default=dict)),
                ("weeks", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.UUIDField(editable=False, unique=True)),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("taken_at", None), ("content", None), _connector="OR"),
                        name="funnel_file_taken_is_let_go",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FunnelFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.DateField(verbose_name="week")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("visitors", "visitors"),
                            ("visits", "visits"),
                            ("leads", "leads"),
                            ("customers", "customers"),
                            ("promoters", "promoters"),
                        ],
                        max_length=10,
                    ),
                ),
                ("value", models.PositiveBigIntegerField(blank=True, null=True)),
                ("from_communities", models.PositiveBigIntegerField(blank=True, null=True)),
                (
                    "source",
                    models.CharField(
                        choices=[("export", "export"), ("hand", "entered by hand"), ("estimate", "estimate")],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="brands.brand",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="metrics.funnelfile",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["brand", "week", "stage", "-id"], name="funnel_of_week")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("week__iso_week_day", 1)), name="funnel_week_is_a_monday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_communities", None),
                            models.Q(("from_communities__lte", models.F("value")), ("value__isnull", False)),
                            _connector="OR",
                        ),
                        name="funnel_part_of_the_whole",
                        violation_error_message="There cannot be more from the communities than in all.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file__isnull", False), ("source", "export")),
                            models.Q(models.Q(("source", "export"), _negated=True), ("file", None)),
                            _connector="OR",
                        ),
                        name="funnel_export_names_its_file",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="funnelfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7c16892364932c081adb6640d3f2609ea90f8c6a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_unchanging_99c9f",
                    table="metrics_funnelfigure",
                    when="BEFORE",
                ),
            ),
        ),
    ]
