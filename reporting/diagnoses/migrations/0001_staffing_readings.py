import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("brands", "0004_setup")]

    operations = [
        migrations.CreateModel(
            name="StaffingReading",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staffing_readings",
                        to="brands.brand",
                    ),
                ),
                ("week", models.CharField(max_length=8, verbose_name="week")),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="revision")),
                ("computed_at", models.DateTimeField()),
                ("readings", models.JSONField(default=list)),
                ("is_overloaded", models.BooleanField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("brand", "week", "revision"), name="staffing_read_once")
                ],
            },
        ),
    ]
