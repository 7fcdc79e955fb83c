import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.models.territory


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_invitations_and_leaving"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="kind",
            field=models.CharField(
                choices=[("agency", "an agency with clients"), ("company", "one company with its own team")],
                default="agency",
                max_length=10,
                verbose_name="what it is",
            ),
        ),
        migrations.AddField(
            model_name="territory",
            name="languages",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("fr", "French"),
                        ("en", "English"),
                        ("ar", "Arabic"),
                        ("ber", "Tamazight"),
                        ("wo", "Wolof"),
                        ("ff", "Fula"),
                        ("dyu", "Dyula"),
                        ("bm", "Bambara"),
                        ("ln", "Lingala"),
                        ("wes", "Cameroonian Pidgin"),
                    ],
                    max_length=3,
                ),
                default=accounts.models.territory.french,
                size=None,
                verbose_name="languages",
            ),
        ),
        migrations.AddField(
            model_name="territory",
            name="region",
            field=models.CharField(blank=True, max_length=6, verbose_name="region"),
        ),
        migrations.CreateModel(
            name="HolidayCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("region", models.CharField(blank=True, max_length=6, verbose_name="region")),
                ("date", models.DateField(verbose_name="day")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("confirmed", "confirmed"),
                            ("added", "added"),
                            ("removed", "worked, not a holiday"),
                            ("moved", "moved"),
                        ],
                        max_length=10,
                        verbose_name="correction",
                    ),
                ),
                ("moved_to", models.DateField(blank=True, null=True, verbose_name="new day")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("made_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holiday_corrections",
                        to="accounts.agency",
                    ),
                ),
                (
                    "made_by",
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
                    models.UniqueConstraint(
                        fields=("agency", "country", "region", "date"),
                        name="holiday_corrected_once",
                        violation_error_message="This day has been corrected already: undo that first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "moved"), ("moved_to__isnull", False)),
                            models.Q(models.Q(("kind", "moved"), _negated=True), ("moved_to__isnull", True)),
                            _connector="OR",
                        ),
                        name="holiday_moved_somewhere",
                        violation_error_message="Say to which day the holiday moves.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("moved_to", None),
                            models.Q(("moved_to", models.F("date")), _negated=True),
                            _connector="OR",
                        ),
                        name="holiday_moved_elsewhere",
                        violation_error_message="The holiday is on this day already: confirm it instead.",
                    ),
                ],
            },
        ),
    ]
