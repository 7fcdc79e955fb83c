import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("brands", "0002_retention"),
        ("team", "0001_channels_and_assignments"),
    ]

    operations = [
        migrations.CreateModel(
            name="NeededSkill",
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
                ("people", models.PositiveSmallIntegerField(default=1, verbose_name="how many people")),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needed_skills",
                        to="brands.brand",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("brand", "skill"),
                        name="needed_skill_once",
                        violation_error_message="The brand needs this skill already: change that.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 4)),
                        name="needed_level_is_known",
                        violation_error_message="A level is between 1 and 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 1), ("people__lte", 50)),
                        name="needed_people_are_some",
                        violation_error_message="A brand needs from 1 to 50 people with a skill.",
                    ),
                ],
            },
        ),
    ]
