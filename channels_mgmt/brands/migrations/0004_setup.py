import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("brands", "0003_row_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="brand",
            name="key",
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True),
        ),
        migrations.CreateModel(
            name="SetupDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("identity", "Identity"),
                            ("territories", "Territories"),
                            ("departments", "Departments"),
                            ("networks", "Networks"),
                            ("strategy", "Strategy"),
                            ("team", "Team"),
                            ("cover", "Cover"),
                        ],
                        max_length=20,
                        verbose_name="step",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("decided_at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="setup_decisions",
                        to="brands.brand",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["brand", "step"],
                        name="setup_decided_once",
                        violation_error_message="This was decided already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(step__in=["departments", "cover"]),
                        name="setup_step_may_be_left_out",
                        violation_error_message="No brand does without this step.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="setup_decision_says_why",
                        violation_error_message="Say why.",
                    ),
                ],
            },
        ),
    ]
