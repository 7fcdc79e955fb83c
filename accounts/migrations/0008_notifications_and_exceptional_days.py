"""In-app lines, browsers that are told, preferences; mails with a topic, an urgency, a link.

Where people of the house are called, and days on which a department has other hours than those of its week.
"""

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_invitations_onto_brands"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="phone",
            field=models.CharField(blank=True, max_length=40, verbose_name="telephone"),
        ),
        migrations.AddField(
            model_name="user",
            name="whatsapp",
            field=models.CharField(blank=True, max_length=40, verbose_name="WhatsApp"),
        ),
        migrations.AddField(
            model_name="notification",
            name="facts",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="notification",
            name="handled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notification",
            name="handled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="failures_handled",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="link",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="notification",
            name="opens_thread",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="notification",
            name="topic",
            field=models.CharField(
                choices=[
                    ("escalation", "escalations"),
                    ("approval", "approvals"),
                    ("crisis", "crises"),
                    ("watch", "watch"),
                    ("rota", "rota"),
                    ("strategy", "strategy and briefings"),
                    ("account", "one’s account"),
                    ("other", "other"),
                ],
                default="other",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="urgency",
            field=models.CharField(
                choices=[
                    ("digest", "with the next digest"),
                    ("normal", "in one’s hours"),
                    ("urgent", "at once"),
                    ("crisis", "at once, by every line"),
                ],
                default="normal",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("state__in", ("refused", "unknown"))),
                fields=["agency", "created_at", "id"],
                name="notification_undelivered",
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.UniqueConstraint(
                condition=models.Q(("opens_thread", True)),
                fields=("thread", "email"),
                name="thread_opened_once",
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="exceptions",
            field=models.JSONField(blank=True, default=dict, verbose_name="exceptional days"),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True)),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("escalation", "escalations"),
                            ("approval", "approvals"),
                            ("crisis", "crises"),
                            ("watch", "watch"),
                            ("rota", "rota"),
                            ("strategy", "strategy and briefings"),
                            ("account", "one’s account"),
                            ("other", "other"),
                        ],
                        default="other",
                        max_length=20,
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("digest", "with the next digest"),
                            ("normal", "in one’s hours"),
                            ("urgent", "at once"),
                            ("crisis", "at once, by every line"),
                        ],
                        default="normal",
                        max_length=10,
                    ),
                ),
                ("sender_name", models.CharField(max_length=150)),
                ("title", models.CharField(max_length=250)),
                ("text", models.TextField(blank=True)),
                ("link", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("digest_at", models.DateTimeField(blank=True, null=True)),
                ("digested_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="accounts.agency",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "at", "id"], name="notice_of_person"),
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["user"], name="notice_unread"
                    ),
                    models.Index(
                        condition=models.Q(("digest_at__isnull", False), ("digested_at", None)),
                        fields=["digest_at"],
                        name="notice_for_digest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotificationPreferences",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mail", models.JSONField(blank=True, default=dict)),
                ("push", models.JSONField(blank=True, default=dict)),
                ("push_shows_text", models.BooleanField(default=False)),
                ("quiet_from", models.TimeField(blank=True, null=True)),
                ("quiet_until", models.TimeField(blank=True, null=True)),
                (
                    "quiet_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "days_off",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("digest_at", models.TimeField(default=datetime.time(8, 0))),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notification_preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quiet_from", None), ("quiet_until", None)),
                            models.Q(
                                ("quiet_from__isnull", False),
                                ("quiet_until__isnull", False),
                                models.Q(("quiet_from", models.F("quiet_until")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="quiet_hours_have_two_ends",
                        violation_error_message="Say from when and until when, at two different times.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days_off__len__lt", 7)),
                        name="not_quiet_all_week",
                        violation_error_message="Leave at least one day on which something may reach you.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PushKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True)),
                ("sealed", models.TextField()),
                ("public", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PushSubscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("endpoint", models.CharField(max_length=1000, unique=True)),
                ("p256dh", models.CharField(max_length=100)),
                ("auth", models.CharField(max_length=40)),
                ("user_agent", models.CharField(blank=True, max_length=300)),
                ("added_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="push_subscriptions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PushMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("digest", "with the next digest"),
                            ("normal", "in one’s hours"),
                            ("urgent", "at once"),
                            ("crisis", "at once, by every line"),
                        ],
                        default="normal",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "to be sent"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("refused", "refused"),
                            ("unknown", "outcome unknown"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pushes",
                        to="accounts.notice",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="accounts.pushsubscription",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")), fields=["next_attempt_at"], name="push_due"
                    ),
                    models.Index(
                        condition=models.Q(("state", "sending")), fields=["claimed_at"], name="push_claimed"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "subscription"), name="pushed_once")
                ],
            },
        ),
    ]
