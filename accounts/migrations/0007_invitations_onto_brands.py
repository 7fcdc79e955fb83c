"""Invitations onto one brand, and secrets that do not stay in the text of a message once it has left."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Func, Q, Value

BRAND_ROLES = [
    ("community_manager", "community manager"),
    ("social_media_manager", "social media manager"),
    ("content_manager", "content manager"),
    ("customer_service", "customer-service agent"),
    ("tech_support", "technical-support agent"),
    ("department_contact", "department contact"),
    ("decision_maker", "decision-maker"),
    ("executive", "executive"),
]


def forget_links(apps, schema_editor):
    """Links of invitations in messages that have left; what they say otherwise stays."""
    over = (
        apps.get_model("accounts", "Notification")
        .objects.using(schema_editor.connection.alias)
        .filter(key__startswith="invitation:", state__in=["sent", "refused", "unknown"])
    )
    link = Func(
        F("body"), Value(r"/invitations/[^/\s]+/"), Value("/invitations/…/"), function="regexp_replace"
    )
    over.update(body=link)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_skills_and_employment")]
    operations = [
        migrations.AddField("invitation", "brand_id", models.BigIntegerField(null=True, blank=True)),
        migrations.AddField("invitation", "brand_name", models.CharField(max_length=150, blank=True)),
        migrations.AddField(
            "invitation",
            "brand_role",
            models.CharField(
                max_length=30, choices=BRAND_ROLES, blank=True, verbose_name="role on the brand"
            ),
        ),
        migrations.AddField(
            "invitation",
            "department",
            models.ForeignKey(
                "accounts.department",
                on_delete=django.db.models.deletion.PROTECT,
                null=True,
                blank=True,
                related_name="+",
            ),
        ),
        migrations.AddField(
            "invitation", "starts_on", models.DateField(null=True, blank=True, verbose_name="from")
        ),
        migrations.AddField(
            "invitation", "ends_on", models.DateField(null=True, blank=True, verbose_name="until")
        ),
        migrations.AddField("invitation", "in_name_of", models.CharField(max_length=150, blank=True)),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=Q(brand_id=None, brand_role="")
                | Q(brand_id__isnull=False, brand_role__in=[code for code, _name in BRAND_ROLES]),
                name="invitation_brand_with_role",
                violation_error_message="An invitation onto a brand says for which role.",
            ),
        ),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=~Q(brand_role="department_contact") | Q(department__isnull=False),
                name="invitation_contact_has_department",
                violation_error_message="A department contact belongs to a department.",
            ),
        ),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gt=F("starts_on")),
                name="invitation_ends_after_start",
                violation_error_message="The end must come after the start.",
            ),
        ),
        migrations.AddField("notification", "secret", models.CharField(max_length=200, blank=True)),
        migrations.RunPython(forget_links, migrations.RunPython.noop),
    ]
