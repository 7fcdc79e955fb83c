import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("brands", "0004_setup"),
        ("diagnoses", "0001_staffing_readings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DiagnosisReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.CharField(max_length=8, verbose_name="week")),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="revision")),
                ("computed_at", models.DateTimeField()),
                ("findings", models.JSONField(default=list)),
                (
                    "raised",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), default=list, size=None
                    ),
                ),
                (
                    "unknown",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), default=list, size=None
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="diagnosis_readings",
                        to="brands.brand",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("brand", "week", "revision"), name="diagnosed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DiagnosisThreshold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="threshold")),
                ("value", models.FloatField(blank=True, null=True, verbose_name="value")),
                ("edition", models.PositiveIntegerField(default=1)),
                ("set_at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="diagnosis_thresholds",
                        to="brands.brand",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("brand", "name"), name="diagnosis_threshold_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value", None),
                            models.Q(("value__gte", 0), ("value__lte", 1000000)),
                            _connector="OR",
                        ),
                        name="diagnosis_threshold_is_sensible",
                        violation_error_message="Give a number between 0 and 1,000,000.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="diagnosisreading",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_its_report",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP <> 'INSERT' AND EXISTS (\n        SELECT FROM weekly_weeklyreport report\n        WHERE report.brand_id = OLD.brand_id AND report.week = OLD.week AND report.revision = OLD.revision\n            AND report.state IN ('published', 'read')\n    ) THEN\n        RAISE EXCEPTION 'what was computed with a published report stays with it';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    IF EXISTS (\n        SELECT FROM weekly_weeklyreport report\n        WHERE report.brand_id = NEW.brand_id AND report.week = NEW.week AND report.revision = NEW.revision\n            AND report.state IN ('published', 'read')\n    ) THEN\n        RAISE EXCEPTION 'what was computed with a published report stays with it';\n    END IF;\n    RETURN NEW;\n    ",
                    hash="f7c57d5af0655aec34858fe078bc2301cb3d1180",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_its_report_c80d0",
                    table="diagnoses_diagnosisreading",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffingreading",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_its_report",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP <> 'INSERT' AND EXISTS (\n        SELECT FROM weekly_weeklyreport report\n        WHERE report.brand_id = OLD.brand_id AND report.week = OLD.week AND report.revision = OLD.revision\n            AND report.state IN ('published', 'read')\n    ) THEN\n        RAISE EXCEPTION 'what was computed with a published report stays with it';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    IF EXISTS (\n        SELECT FROM weekly_weeklyreport report\n        WHERE report.brand_id = NEW.brand_id AND report.week = NEW.week AND report.revision = NEW.revision\n            AND report.state IN ('published', 'read')\n    ) THEN\n        RAISE EXCEPTION 'what was computed with a published report stays with it';\n    END IF;\n    RETURN NEW;\n    ",
                    hash="c85b4933dfb6c83433aa83b40bf565a551b7e28e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_its_report_99a62",
                    table="diagnoses_staffingreading",
                    when="BEFORE",
                ),
            ),
        ),
    ]
