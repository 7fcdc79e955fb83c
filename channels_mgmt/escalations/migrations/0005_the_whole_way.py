"""The whole way of a question: it may come back, go on, carry others, be answered by link and by files.

Routing rules rest on territories too, and say whom they may wake and when they warn. Words and files know the
department that was asked when they came; words in the log can be erased.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

FIRST_CARRIED = """
    INSERT INTO escalations_carried
        (brand_id, escalation_id, interaction_id, joined_at, joined_by_id, relayed_at)
    SELECT brand_id, id, interaction_id, opened_at, opened_by_id, relayed_at FROM escalations_escalation
"""
"""Each escalation carries the interaction that it was opened for, and may carry others."""

WAKE_AS_UNTIL_NOW = """
    UPDATE escalations_escalation SET may_wake = true WHERE around_the_clock AND next_step_at IS NOT NULL
"""
"""What counts around the clock has told people at any hour: what is open goes on so."""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_notifications_and_exceptional_days"),
        ("brands", "0004_setup"),
        ("escalations", "0004_deputies"),
        ("inbox", "0011_narrowed_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="escalation",
            name="state",
            field=models.CharField(
                choices=[
                    ("opened", "opened"),
                    ("notified", "notified"),
                    ("acknowledged", "acknowledged"),
                    ("information_asked", "information asked"),
                    ("answered", "answered"),
                    ("put_in_touch", "put in touch"),
                    ("relayed", "relayed"),
                    ("closed", "closed"),
                ],
                default="opened",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="escalationevent",
            name="to_state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("opened", "opened"),
                    ("notified", "notified"),
                    ("acknowledged", "acknowledged"),
                    ("information_asked", "information asked"),
                    ("answered", "answered"),
                    ("put_in_touch", "put in touch"),
                    ("relayed", "relayed"),
                    ("closed", "closed"),
                ],
                default="",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="escalationevent",
            name="verb",
            field=models.CharField(
                choices=[
                    ("opened", "passed on"),
                    ("notified", "notified"),
                    ("acknowledged", "receipt acknowledged"),
                    ("answered", "answered"),
                    ("relayed", "relayed to the public"),
                    ("closed", "closed"),
                    ("late_to_acknowledge", "late to acknowledge"),
                    ("late_to_answer", "late to answer"),
                    ("climbed", "climbed to the next person"),
                    ("absent", "absent when asked"),
                    ("transferred", "transferred"),
                    ("information_asked", "information asked"),
                    ("information_given", "information given"),
                    ("asked_further", "asked further"),
                    ("reopened", "reopened"),
                    ("joined", "another interaction joined"),
                    ("left", "an interaction taken out"),
                    ("put_in_touch", "put in touch"),
                    ("not_ours", "not for this department"),
                    ("warned", "warned before the deadline"),
                    ("undelivered", "message not delivered"),
                    ("link_opened", "link opened"),
                    ("link_revoked", "link revoked"),
                ],
                max_length=20,
            ),
        ),
        migrations.RemoveConstraint(
            model_name="escalation",
            name="escalation_asked_once",
        ),
        migrations.AddField(
            model_name="escalation",
            name="joins",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="escalation",
            name="leg",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ("opened", "notified", "acknowledged", "information_asked"))
                ),
                fields=("interaction", "department"),
                name="escalation_asked_once",
                nulls_distinct=False,
                violation_error_message="This department has already been asked about this interaction.",
            ),
        ),
        migrations.AddField(
            model_name="escalation",
            name="put_in_touch_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="when you contacted the person"),
        ),
        migrations.AddField(
            model_name="escalation",
            name="put_in_touch_how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("phone", "by telephone"),
                    ("whatsapp", "by WhatsApp"),
                    ("message", "by a private message"),
                    ("email", "by e-mail"),
                    ("visit", "face to face"),
                    ("other", "otherwise"),
                ],
                max_length=10,
                verbose_name="how you contacted the person",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "put_in_touch"), _negated=True),
                    models.Q(("answered_at__isnull", False), ("put_in_touch_at__isnull", False)),
                    _connector="OR",
                ),
                name="escalation_put_in_touch_has_time",
            ),
        ),
        migrations.AddField(
            model_name="escalation",
            name="held_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="escalation",
            name="may_wake",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="escalation",
            name="warn_minutes",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.RemoveConstraint(
            model_name="routingrule",
            name="routing_rule_catch_all_matches_all",
        ),
        migrations.AddField(
            model_name="routingrule",
            name="territories",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="routingrule",
            name="wakes_at_night",
            field=models.BooleanField(default=False, verbose_name="may wake people at night and on holidays"),
        ),
        migrations.AddField(
            model_name="routingrule",
            name="warn_minutes",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="warn before a deadline (minutes)"
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_catch_all", False),
                    models.Q(
                        ("automatic", False),
                        ("kinds", []),
                        ("lowest_priority", None),
                        ("networks", []),
                        ("purposes", []),
                        ("sentiments", []),
                        ("territories", []),
                        ("themes", []),
                        ("words", []),
                    ),
                    _connector="OR",
                ),
                name="routing_rule_catch_all_matches_all",
                violation_error_message="The last rule matches all: it has no condition.",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("warn_minutes", None),
                    models.Q(("warn_minutes__gt", 0), ("warn_minutes__lt", models.F("answer_minutes"))),
                    _connector="OR",
                ),
                name="routing_rule_warns_in_between",
                violation_error_message="The warning goes before the deadline, and after the question was asked.",
            ),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="escalationevent",
            name="append_only",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="escalationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."escalation_id" IS DISTINCT FROM (NEW."escalation_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."verb" IS DISTINCT FROM (NEW."verb") OR OLD."to_state" IS DISTINCT FROM (NEW."to_state"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7c589503c7173c1cb8bf55857f29869be4f46bc9",
                    operation="UPDATE",
                    pgid="pgtrigger_unchanging_52d23",
                    table="escalations_escalationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="escalationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="words_are_only_erased",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.details IS DISTINCT FROM (OLD.details || CASE WHEN OLD.details ? 'why' THEN '{\"why\": \"∅\"}' ELSE '{}' END::jsonb || CASE WHEN OLD.verb = 'closed' THEN '{\"reason\": \"∅\"}' ELSE '{}' END::jsonb))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="37d7d09ad1a922eae62923ba482c35c654713a8b",
                    operation="UPDATE",
                    pgid="pgtrigger_words_are_only_erased_196b8",
                    table="escalations_escalationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="escalationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d4eaa18c84f7023808afc34eba642278730b13da",
                    operation="DELETE",
                    pgid="pgtrigger_append_only_f5256",
                    table="escalations_escalationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="AnswerFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stored_as", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(choices=[("picture", "picture"), ("pdf", "PDF")], max_length=10)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("size", models.PositiveIntegerField()),
                ("publishable", models.BooleanField(default=False, verbose_name="publishable")),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                ("at", models.DateTimeField()),
                ("leg", models.PositiveSmallIntegerField(default=1)),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.contact",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.department",
                    ),
                ),
                (
                    "escalation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="escalations.escalation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("escalation", "fingerprint", "publishable"), name="answer_file_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 1)), name="answer_file_is_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "Français"), ("en", "English")], default="fr", max_length=2
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
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.contact"
                    ),
                ),
                (
                    "escalation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="escalations.escalation",
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
                (
                    "revoked_by",
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
                        condition=models.Q(("revoked_at", None)),
                        fields=("escalation", "contact"),
                        name="answer_link_one_of_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))),
                        name="answer_link_expires_later",
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
                        name="answer_link_opened_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Carried",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("joined_at", models.DateTimeField()),
                ("relayed_at", models.DateTimeField(blank=True, null=True)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "escalation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carried",
                        to="escalations.escalation",
                    ),
                ),
                (
                    "interaction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_by",
                        to="inbox.interaction",
                    ),
                ),
                (
                    "joined_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "relayed_message",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="inbox.message",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("left_at", None), ("relayed_at", None)),
                        fields=["escalation"],
                        name="carried_to_relay",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("escalation", "interaction"),
                        name="carried_once",
                        violation_error_message="This interaction is part of this question already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relayed_at__isnull", False), ("relayed_message", None), _connector="OR"
                        ),
                        name="carried_relayed_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asked_back", "information asked by the department"),
                            ("given", "information given"),
                            ("further", "asked further"),
                            ("reopened", "asked again"),
                            ("answer", "earlier answer"),
                            ("added", "added to the answer"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("internal", models.TextField(blank=True, verbose_name="for the community manager only")),
                ("at", models.DateTimeField()),
                ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.contact",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.department",
                    ),
                ),
                (
                    "escalation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="escalations.escalation",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("internal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="remark_says_something",
                        violation_error_message="Write it first.",
                    )
                ],
            },
        ),
        migrations.RunSQL(FIRST_CARRIED, migrations.RunSQL.noop),
        migrations.RunSQL(WAKE_AS_UNTIL_NOW, migrations.RunSQL.noop, elidable=True),
    ]
