import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_houses_and_roles"),
    ]

    operations = [
        migrations.AlterField(
            model_name="department",
            name="hours",
            field=models.JSONField(blank=True, default=dict, verbose_name="hours"),
        ),
        migrations.AddField(
            model_name="department",
            name="region",
            field=models.CharField(blank=True, max_length=6, verbose_name="region"),
        ),
        migrations.AddField(
            model_name="department",
            name="reports_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reporting_here",
                to="accounts.department",
                verbose_name="reports to",
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="subjects",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80),
                blank=True,
                default=list,
                size=None,
                verbose_name="what it deals with",
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reports_to", None),
                    models.Q(("reports_to", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="department_reports_to_another",
                violation_error_message="A department does not report to itself.",
            ),
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("made_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="accounts.company",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="accounts.contact",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputising",
                        to="accounts.contact",
                        verbose_name="deputy",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                        ),
                        name="accounts_absence_ends_after_start",
                        violation_error_message="The end must come after the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deputy", None),
                            models.Q(("deputy", models.F("contact")), _negated=True),
                            _connector="OR",
                        ),
                        name="absence_deputy_is_another",
                        violation_error_message="Nobody deputises for themselves.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("cancelled_at", None)),
                        expressions=[
                            ("contact", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="absence_once_at_a_time",
                        violation_error_message="Another absence of this person has days in common with this one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Expert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), size=None, verbose_name="subjects"
                    ),
                ),
                (
                    "media",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("press", "press"), ("radio", "radio"), ("television", "television")],
                            max_length=10,
                        ),
                        size=None,
                        verbose_name="media",
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
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
                        size=None,
                        verbose_name="languages",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                ("whatsapp", models.CharField(blank=True, max_length=40, verbose_name="WhatsApp")),
                ("conditions", models.CharField(blank=True, max_length=200, verbose_name="conditions")),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="experts",
                        to="accounts.company",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="experts",
                        to="accounts.department",
                        verbose_name="department",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", ""), ("phone", ""), ("whatsapp", ""), _negated=True),
                        name="expert_is_reachable",
                        violation_error_message="Give at least one direct line: e-mail, telephone or WhatsApp.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subjects", []), _negated=True), models.Q(("media", []), _negated=True)
                        ),
                        name="expert_has_a_subject_and_a_medium",
                        violation_error_message="Say on what the expert speaks, and for which media.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "line",
                    models.CharField(
                        choices=[("email", "e-mail"), ("phone", "telephone"), ("whatsapp", "WhatsApp")],
                        max_length=10,
                        verbose_name="direct line",
                    ),
                ),
                ("address", models.CharField(max_length=254)),
                ("sender_name", models.CharField(max_length=150)),
                ("key", models.UUIDField(editable=False)),
                ("digest", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="line_checks",
                        to="accounts.company",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="line_checks",
                        to="accounts.contact",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "contact", "line", "address"], name="line_check_of_line")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "contact", "line"), name="line_check_once_a_form"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest", None), ("expires_at", None)),
                            models.Q(("digest__isnull", False), ("expires_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="line_check_link_expires",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at", None),
                            ("confirmed_at__gte", models.F("asked_at")),
                            _connector="OR",
                        ),
                        name="line_check_confirmed_after_asking",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("digest__isnull", False), ("confirmed_at__isnull", False), _connector="OR"
                        ),
                        name="line_check_asked_or_recorded",
                    ),
                ],
            },
        ),
    ]
