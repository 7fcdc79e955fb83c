import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import accounts.models.employment


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_directory")]

    operations = [
        migrations.CreateModel(
            name="Training",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("provider", models.CharField(blank=True, max_length=150, verbose_name="given by")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planned"), ("followed", "followed")],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(2000),
                        ],
                        verbose_name="hours",
                    ),
                ),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("writing", "writing"),
                                ("communities", "communities"),
                                ("moderation", "moderation"),
                                ("watch", "watch"),
                                ("marketing", "marketing"),
                                ("analytics", "analytics"),
                                ("seo", "search engines (SEO)"),
                                ("sea", "search advertising (SEA, SEM)"),
                                ("emailing", "e-mailing"),
                                ("cms", "content management systems (CMS)"),
                                ("html_css", "HTML and CSS"),
                                ("graphics", "graphics"),
                                ("video", "video"),
                                ("surveys", "surveys"),
                                ("crisis", "crises"),
                                ("lang_fr", "French"),
                                ("lang_en", "English"),
                                ("lang_ar", "Arabic"),
                                ("lang_ber", "Tamazight"),
                                ("lang_wo", "Wolof"),
                                ("lang_ff", "Fula"),
                                ("lang_dyu", "Dyula"),
                                ("lang_bm", "Bambara"),
                                ("lang_ln", "Lingala"),
                                ("lang_wes", "Cameroonian Pidgin"),
                                ("listening", "listening"),
                                ("calm", "calm"),
                                ("tact", "tact"),
                                ("curiosity", "curiosity"),
                                ("thoroughness", "thoroughness"),
                                ("discretion", "discretion"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="skills that it serves",
                    ),
                ),
                ("added_at", models.DateTimeField()),
                ("key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trainings",
                        to="accounts.agency",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agency", "user"], name="training_by_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day", None), ("last_day__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="training_ends_after_it_starts",
                        violation_error_message="The last day cannot come before the first.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Certification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("issuer", models.CharField(max_length=150, verbose_name="issuer")),
                ("number", models.CharField(blank=True, max_length=100, verbose_name="number")),
                ("obtained_on", models.DateField(verbose_name="obtained on")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires on")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("added_at", models.DateTimeField()),
                ("key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="certifications",
                        to="accounts.agency",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaced_by",
                        to="accounts.certification",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["agency", "user"], name="certification_by_person"),
                    models.Index(
                        condition=models.Q(("expires_on__isnull", False)),
                        fields=["expires_on"],
                        name="certification_expiring",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None), ("expires_on__gt", models.F("obtained_on")), _connector="OR"
                        ),
                        name="certification_expires_after_it_was_obtained",
                        violation_error_message="A certification expires after it was obtained.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces", None),
                            models.Q(("replaces", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="certification_replaces_another",
                        violation_error_message="A certification cannot replace itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Employment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[("staff", "staff"), ("freelance", "freelance"), ("trainee", "trainee")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "working_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=accounts.models.employment.monday_to_friday,
                        help_text="ISO days: Monday is 1.",
                        size=None,
                        verbose_name="working days",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="employments",
                        to="accounts.agency",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="mentor",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                        ),
                        name="accounts_employment_ends_after_start",
                        violation_error_message="The end must come after the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("working_days__contained_by", [1, 2, 3, 4, 5, 6, 7]),
                            ("working_days__len__gte", 1),
                        ),
                        name="employment_days_are_of_a_week",
                        violation_error_message="Choose at least one working day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mentor", None), ("kind", "trainee"), _connector="OR"),
                        name="employment_mentor_of_a_trainee",
                        violation_error_message="A mentor is for a trainee.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mentor", None),
                            models.Q(("mentor", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="employment_mentor_is_somebody_else",
                        violation_error_message="Nobody is their own mentor.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("agency", "="),
                            ("user", "="),
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
                        name="person_employed_once_at_a_time",
                        violation_error_message="This person is employed in this period already: change that.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Leave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("annual", "annual leave"),
                            ("sick", "sick leave"),
                            ("other", "other leave"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leaves",
                        to="accounts.agency",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaves",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                        ),
                        name="accounts_leave_ends_after_start",
                        violation_error_message="The end must come after the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__isnull", False)),
                        name="leave_has_an_end",
                        violation_error_message="Say on which day the person is back.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("agency", "="),
                            ("user", "="),
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
                        name="person_on_leave_once_at_a_time",
                        violation_error_message="This person is already away on some of these days.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SkillAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "skill",
                    models.CharField(
                        choices=[
                            ("writing", "writing"),
                            ("communities", "communities"),
                            ("moderation", "moderation"),
                            ("watch", "watch"),
                            ("marketing", "marketing"),
                            ("analytics", "analytics"),
                            ("seo", "search engines (SEO)"),
                            ("sea", "search advertising (SEA, SEM)"),
                            ("emailing", "e-mailing"),
                            ("cms", "content management systems (CMS)"),
                            ("html_css", "HTML and CSS"),
                            ("graphics", "graphics"),
                            ("video", "video"),
                            ("surveys", "surveys"),
                            ("crisis", "crises"),
                            ("lang_fr", "French"),
                            ("lang_en", "English"),
                            ("lang_ar", "Arabic"),
                            ("lang_ber", "Tamazight"),
                            ("lang_wo", "Wolof"),
                            ("lang_ff", "Fula"),
                            ("lang_dyu", "Dyula"),
                            ("lang_bm", "Bambara"),
                            ("lang_ln", "Lingala"),
                            ("lang_wes", "Cameroonian Pidgin"),
                            ("listening", "listening"),
                            ("calm", "calm"),
                            ("tact", "tact"),
                            ("curiosity", "curiosity"),
                            ("thoroughness", "thoroughness"),
                            ("discretion", "discretion"),
                        ],
                        max_length=20,
                        verbose_name="skill",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "notions"),
                            (2, "works with help"),
                            (3, "works alone"),
                            (4, "teaches others"),
                        ],
                        verbose_name="level",
                    ),
                ),
                ("evidence", models.TextField(blank=True, max_length=1000, verbose_name="evidence")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("assessed_at", models.DateTimeField()),
                ("key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skill_assessments",
                        to="accounts.agency",
                    ),
                ),
                (
                    "assessed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skill_assessments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["agency", "user", "skill", "-assessed_at"], name="assessment_by_person"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 4)),
                        name="skill_level_is_known",
                        violation_error_message="A level is between 1 and 4.",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="skillassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="e434dc7df7e155e9c5831e6321e16030245b3127",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_e15af",
                    table="accounts_skillassessment",
                    when="BEFORE",
                ),
            ),
        ),
    ]
