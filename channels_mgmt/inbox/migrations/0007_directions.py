import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("brands", "0004_setup"),
        ("inbox", "0006_moderation"),
        ("team", "0007_network_editions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Directed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("author_key", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("arrived_at", models.DateTimeField(null=True)),
                ("key", models.UUIDField(editable=False, unique=True)),
                (
                    "approval",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="told_where",
                        to="inbox.approval",
                    ),
                ),
                (
                    "arrived",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="came_from",
                        to="inbox.interaction",
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="brands.brand",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "interaction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="directions",
                        to="inbox.interaction",
                    ),
                ),
                (
                    "linked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="told_where",
                        to="inbox.message",
                    ),
                ),
                (
                    "to_channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.channel"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["brand", "-at", "-id"], name="directed_latest"),
                    models.Index(
                        condition=models.Q(("arrived", None)),
                        fields=["brand", "author_key"],
                        name="directed_awaited",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("arrived__isnull", True), ("arrived_at__isnull", False), _connector="OR"
                        ),
                        name="directed_arrival_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("arrived__isnull", True),
                            models.Q(("arrived", models.F("interaction")), _negated=True),
                            _connector="OR",
                        ),
                        name="directed_arrives_elsewhere",
                    ),
                ],
            },
        ),
    ]
