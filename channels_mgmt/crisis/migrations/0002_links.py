import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_notifications_and_exceptional_days"),
        ("crisis", "0001_crises_and_surges"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TellingLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("salt", models.CharField(editable=False, max_length=64)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("first_opened_at", models.DateTimeField(blank=True, null=True)),
                ("last_opened_at", models.DateTimeField(blank=True, null=True)),
                ("opened", models.PositiveIntegerField(default=0)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "telling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="crisis.telling"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("telling",),
                        name="crisis_link_one_of_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))),
                        name="crisis_link_expires_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_opened_at", None), ("last_opened_at", None), ("opened", 0)),
                            models.Q(
                                ("first_opened_at__isnull", False),
                                ("last_opened_at__isnull", False),
                                ("opened__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="crisis_link_opened_has_time",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="crisis_decision_by_somebody",
        ),
        migrations.AddField(
            model_name="decision",
            name="decided_contact",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer", ""), ("decided_at", None), ("decided_by", None), ("decided_contact", None)
                    ),
                    models.Q(
                        models.Q(("answer", ""), _negated=True),
                        models.Q(
                            ("decided_by__isnull", False), ("decided_contact__isnull", False), _connector="OR"
                        ),
                        ("decided_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="crisis_decision_by_somebody",
            ),
        ),
    ]
