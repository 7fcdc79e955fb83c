import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_record_from_where"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="second_factor_roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("administrator", "administrator"),
                        ("manager", "agency manager"),
                        ("strategist", "strategist"),
                        ("community_manager", "community manager"),
                        ("social_media_manager", "social media manager"),
                        ("content_manager", "content manager"),
                        ("customer_service", "customer-service agent"),
                        ("tech_support", "technical-support agent"),
                        ("department_contact", "department contact"),
                        ("decision_maker", "decision-maker"),
                        ("executive", "executive"),
                    ],
                    max_length=30,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="roles that need a second factor",
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "Français"), ("en", "English")], default="fr", max_length=2
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("administrator", "administrator"),
                            ("manager", "agency manager"),
                            ("strategist", "strategist"),
                            ("community_manager", "community manager"),
                            ("social_media_manager", "social media manager"),
                            ("content_manager", "content manager"),
                            ("customer_service", "customer-service agent"),
                            ("tech_support", "technical-support agent"),
                            ("department_contact", "department contact"),
                            ("decision_maker", "decision-maker"),
                            ("executive", "executive"),
                        ],
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                ("hours_per_week", models.PositiveSmallIntegerField(default=40, verbose_name="hours a week")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="accounts.agency",
                    ),
                ),
                (
                    "invited_by",
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
                        condition=models.Q(("role__in", ["", "administrator", "manager", "strategist"])),
                        name="invitation_role_is_agency_wide",
                        violation_error_message="This role is given on a brand, not on the whole agency.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_at", None), ("revoked_at", None), _connector="OR"),
                        name="invitation_accepted_or_revoked",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None), ("revoked_at", None)),
                        fields=("agency", "email"),
                        name="invitation_unanswered_once",
                        violation_error_message="This person is already invited.",
                    ),
                ],
            },
        ),
    ]
