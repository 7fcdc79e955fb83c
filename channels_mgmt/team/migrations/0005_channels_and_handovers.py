import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

NETWORKS = [
    ("facebook", "Facebook"),
    ("x", "X"),
    ("instagram", "Instagram"),
    ("linkedin", "LinkedIn"),
    ("tiktok", "TikTok"),
    ("youtube", "YouTube"),
    ("whatsapp", "WhatsApp"),
    ("telegram", "Telegram"),
    ("blog", "blog"),
    ("forum", "forum"),
    ("reviews", "review site"),
]
REASON_UNKNOWN = "UPDATE team_channel SET state_reason = '—' WHERE state <> 'open' AND state_reason = ''"
WHO_DECIDED = """
UPDATE team_assignment SET {column} = (
    SELECT by_id FROM accounts_auditentry entry
    WHERE entry.object_type = 'team.assignment' AND entry.object_id = team_assignment.id
      AND entry.verb = '{verb}' AND by_id IN (SELECT id FROM accounts_user)
    ORDER BY entry.at DESC LIMIT 1
)
"""
"""The record knows who made and ended the assignments that were there before it was written with them."""


def who(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        **options,
    )


def of_brand(name):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name=name, to="brands.brand"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_invitations_onto_brands"),
        ("brands", "0003_row_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("team", "0004_rota"),
    ]

    operations = [
        migrations.CreateModel(
            name="NetworkSetup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("network", models.CharField(choices=NETWORKS, max_length=20, verbose_name="network")),
                (
                    "setup",
                    models.CharField(
                        choices=[("separate", "separate accounts"), ("single", "single account")],
                        max_length=10,
                        verbose_name="accounts",
                    ),
                ),
                ("decided_at", models.DateTimeField()),
                ("brand", of_brand("network_setups")),
                ("decided_by", who(null=True)),
            ],
            options={
                "ordering": ["network"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("brand", "network"),
                        name="network_decided_once",
                        violation_error_message="This network is decided already: change that.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("counts", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("brand", of_brand("hand_overs")),
                (
                    "channel",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hand_overs",
                        to="team.channel",
                    ),
                ),
                ("of", who()),
                ("to", who(null=True)),
                ("by", who()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to", None), models.Q(("to", models.F("of")), _negated=True), _connector="OR"
                        ),
                        name="hand_over_to_somebody_else",
                        violation_error_message="Choose somebody else.",
                    )
                ],
                "indexes": [models.Index(fields=["brand", "at"], name="hand_over_by_brand")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handover",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3e57a19a6b3708d69e922a7ada3b183fab51fcd2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d8a66",
                    table="team_handover",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="edition",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="assignment",
            name="ended_by",
            field=who(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="assignment",
            name="follows",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="followed_by",
                to="team.assignment",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="key",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="assignment",
            name="made_by",
            field=who(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="channel",
            name="cadence_words",
            field=models.CharField(blank=True, max_length=200, verbose_name="why this cadence"),
        ),
        migrations.AddField(
            model_name="channel",
            name="credentials_holder",
            field=who(blank=True, null=True, verbose_name="who holds the credentials"),
        ),
        migrations.AddField(
            model_name="channel",
            name="credentials_place",
            field=models.CharField(blank=True, max_length=200, verbose_name="where they are kept"),
        ),
        migrations.AddField(
            model_name="channel",
            name="edition",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="channel",
            name="key",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="channel",
            name="posts_per_week",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="posts a week"
            ),
        ),
        migrations.AddField(
            model_name="channel",
            name="state_decided_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="channel",
            name="state_decided_by",
            field=who(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="channel",
            name="state_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="channel",
            name="territory",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="channels",
                to="accounts.territory",
                verbose_name="territory",
            ),
        ),
        migrations.RunSQL(REASON_UNKNOWN, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "open"), models.Q(("state_reason", ""), _negated=True), _connector="OR"
                ),
                name="channel_state_has_reason",
                violation_error_message="Say why the channel is dormant or closed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.CheckConstraint(
                condition=models.Q(("posts_per_week", None), ("posts_per_week__gte", 0), _connector="OR"),
                name="channel_posts_not_negative",
                violation_error_message="A cadence is not negative.",
            ),
        ),
        migrations.RunSQL(
            WHO_DECIDED.format(column="made_by_id", verb="assignment.made"), migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            WHO_DECIDED.format(column="ended_by_id", verb="assignment.ended"), migrations.RunSQL.noop
        ),
    ]
