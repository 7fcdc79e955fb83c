"""Crises, opened by hand, on a rush of messages or on a watch item; what people wrote in them can be erased.

What people wrote is not in the details of events, which never change: they give the ids of where it stands.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0007_invitations_onto_brands"),
        ("brands", "0004_setup"),
        ("inbox", "0011_narrowed_lists"),
        ("protocol", "0004_uses"),
        ("team", "0007_network_editions"),
        ("watch", "0001_items_and_feeds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BrandRhythm",
            fields=[
                ("counted_at", models.DateTimeField()),
                ("stale", models.BooleanField(default=False)),
                (
                    "rates",
                    django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=168),
                ),
                ("share", models.FloatField()),
                ("spread", models.FloatField()),
                ("spread_of_blocks", models.FloatField()),
                ("weeks", models.FloatField()),
                ("words", models.JSONField(default=dict)),
                (
                    "brand",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="brands.brand",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("message", models.BigIntegerField(primary_key=True, serialize=False)),
                ("sent_at", models.DateTimeField()),
                (
                    "said",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "nothing bad"),
                            ("negative", "negative"),
                            ("abuse", "abusive"),
                            ("crisis_signal", "signal of a crisis"),
                        ],
                        default="",
                        max_length=14,
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
            ],
            options={
                "indexes": [models.Index(fields=["sent_at"], name="reading_past")],
            },
        ),
        migrations.CreateModel(
            name="Surge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stream",
                    models.CharField(
                        choices=[("complaints", "people who complain"), ("volume", "people who write")],
                        max_length=12,
                        verbose_name="rush of",
                    ),
                ),
                ("detected_at", models.DateTimeField(verbose_name="raised")),
                ("from_at", models.DateTimeField(verbose_name="since")),
                ("until_at", models.DateTimeField(verbose_name="until")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="calmed down")),
                ("window_minutes", models.PositiveIntegerField()),
                ("statistic", models.FloatField(verbose_name="statistic")),
                ("expected", models.FloatField(verbose_name="people expected")),
                ("observed", models.PositiveIntegerField(verbose_name="people observed")),
                ("evidence", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "possible crisis"),
                            ("dismissed", "no crisis"),
                            ("crisis", "a crisis was opened"),
                        ],
                        default="raised",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "why",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="why it is no crisis"
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="surges",
                        to="brands.brand",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["brand", "-detected_at"], name="surge_latest"),
                    models.Index(
                        condition=models.Q(("state", "raised")), fields=["brand"], name="surge_undecided"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("brand",),
                        name="surge_lasts_once",
                        violation_error_message="A rush of this brand is raised already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("state", "raised")),
                            models.Q(
                                models.Q(("state", "raised"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="surge_decided_has_person",
                        violation_error_message="What is decided has a time and a person, and nothing else has.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dismissed"), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="surge_dismissed_says_why",
                        violation_error_message="Say why it is no crisis.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_at__gte", models.F("from_at")),
                            models.Q(
                                ("ended_at", None), ("ended_at__gte", models.F("until_at")), _connector="OR"
                            ),
                        ),
                        name="surge_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Crisis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("drill", models.BooleanField(default=False, verbose_name="drill")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "vigilance"), (2, "serious"), (3, "major")], verbose_name="level"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="what it is about")),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="themes",
                    ),
                ),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="words",
                    ),
                ),
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="channels",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("contained", "contained"),
                            ("ended", "ended, lesson to be written"),
                            ("learnt", "lesson written"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("next_telling_at", models.DateTimeField(blank=True, null=True)),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("contained_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.TextField(blank=True, default="", verbose_name="why it is over")),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "brand",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="crises",
                        to="brands.brand",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "interaction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="crises",
                        to="inbox.interaction",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="crises",
                        to="watch.item",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "surge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="crises",
                        to="crisis.surge",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "crises",
                "indexes": [
                    models.Index(fields=["brand", "-opened_at"], name="crisis_latest"),
                    models.Index(
                        condition=models.Q(("state__in", ("open", "contained"))),
                        fields=["brand"],
                        name="crisis_running",
                    ),
                    models.Index(
                        condition=models.Q(("next_telling_at__isnull", False)),
                        fields=["next_telling_at"],
                        name="crisis_due_to_tell",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state__in", ("open", "contained"))),
                            models.Q(
                                models.Q(("state__in", ("open", "contained")), _negated=True),
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="crisis_over_has_time",
                        violation_error_message="What is over has an end and who ended it, and nothing else has.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("open", "contained")),
                            models.Q(("end_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="crisis_end_says_why",
                        violation_error_message="Say why it is over.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("open", "contained")), ("next_telling_at", None), _connector="OR"
                        ),
                        name="crisis_over_tells_nobody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", [1, 2, 3])), name="crisis_level_exists"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("drill", False), ("state__in", ("open", "contained"))),
                        fields=("interaction",),
                        name="crisis_once_of_interaction",
                        violation_error_message="A crisis is open on this interaction already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("drill", False), ("state__in", ("open", "contained"))),
                        fields=("surge",),
                        name="crisis_once_of_surge",
                        violation_error_message="A crisis is open on this rush already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("drill", False), ("state__in", ("open", "contained"))),
                        fields=("item",),
                        name="crisis_once_of_item",
                        violation_error_message="A crisis is open on this watch item already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CrisisEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("opened", "opened"),
                            ("joined", "joined"),
                            ("level", "level changed"),
                            ("matter", "matter changed"),
                            ("told", "told"),
                            ("told_again", "told again"),
                            ("nobody", "nobody to tell"),
                            ("acknowledged", "acknowledged"),
                            ("called", "called"),
                            ("entry", "entry"),
                            ("statement_written", "statement written"),
                            ("statement_approved", "statement approved"),
                            ("statement_published", "statement published"),
                            ("status", "status"),
                            ("decision_asked", "decision asked"),
                            ("decision_taken", "decision taken"),
                            ("task_given", "task given"),
                            ("task_done", "task done"),
                            ("suspended", "publishing suspended"),
                            ("lifted", "publishing goes on"),
                            ("contained", "contained"),
                            ("rekindled", "open again"),
                            ("ended", "ended"),
                            ("lesson_written", "lesson written"),
                            ("lesson_validated", "lesson validated"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(blank=True, default="")),
                ("details", models.JSONField(default=dict)),
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
                    "crisis",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="crisis.crisis",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["crisis", "at"], name="crisis_event_log")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="crisisevent",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."crisis_id" IS DISTINCT FROM (NEW."crisis_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."verb" IS DISTINCT FROM (NEW."verb") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="0f8356b1e6b4f7e131fd585d8ec2859a59c7b2a9",
                    operation="UPDATE",
                    pgid="pgtrigger_unchanging_4d943",
                    table="crisis_crisisevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="crisisevent",
            trigger=pgtrigger.compiler.Trigger(
                name="text_is_only_erased",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.text IS DISTINCT FROM OLD.text AND NEW.text <> '∅')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6919c8ce7381746d81f4f72e24355711cb3e06b3",
                    operation="UPDATE",
                    pgid="pgtrigger_text_is_only_erased_ef636",
                    table="crisis_crisisevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="crisisevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8ffcda3c945846d560aaf2a6655b2d68a20e5f72",
                    operation="DELETE",
                    pgid="pgtrigger_append_only_abf90",
                    table="crisis_crisisevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="CrisisTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=250, verbose_name="what is to be done")),
                ("until", models.DateTimeField(verbose_name="until when")),
                ("given_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "crisis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="crisis.crisis"
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "who",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "ordering": ["until", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)),
                        fields=["who", "until"],
                        name="crisis_task_to_do",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("done_by", None)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="crisis_task_done_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("given_at"))),
                        name="crisis_task_until_later",
                        violation_error_message="The task is to be done later than now.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=250, verbose_name="what is to be decided")),
                (
                    "answers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), size=None, verbose_name="possible answers"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, default="", max_length=80)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "crisis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="crisis.crisis",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("decided_at", None), ("decided_by", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="crisis_decision_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answers__len__gte", 2), ("answers__len__lte", 4)),
                        name="crisis_decision_has_answers",
                        violation_error_message="Give two to four possible answers.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("next_reminder_at", models.DateTimeField(blank=True, null=True)),
                ("happened", models.TextField(blank=True, default="", verbose_name="What happened?")),
                (
                    "known",
                    models.TextField(blank=True, default="", verbose_name="What did we know, and when?"),
                ),
                ("worked", models.TextField(blank=True, default="", verbose_name="What worked?")),
                ("failed", models.TextField(blank=True, default="", verbose_name="What did not?")),
                ("changes", models.TextField(blank=True, default="", verbose_name="What do we change?")),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                ("validated_at", models.DateTimeField(blank=True, null=True)),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "crisis",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lesson", to="crisis.crisis"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who writes the lesson",
                    ),
                ),
                (
                    "validated_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("written_at", None)),
                        fields=["owner", "due_at"],
                        name="lesson_to_write",
                    ),
                    models.Index(
                        condition=models.Q(("next_reminder_at__isnull", False)),
                        fields=["next_reminder_at"],
                        name="lesson_to_remind_of",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("validated_at", None), ("validated_by", None)),
                            models.Q(
                                ("validated_at__isnull", False),
                                ("validated_by__isnull", False),
                                ("written_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="lesson_validated_once_written",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("validated_by", None),
                            models.Q(("validated_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="lesson_validated_by_another",
                        violation_error_message="Who wrote the lesson does not validate it: somebody else does.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("written_at", None), ("written_by", None)),
                            models.Q(("written_at__isnull", False), ("written_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="lesson_written_by_somebody",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lesson",
            trigger=pgtrigger.compiler.Trigger(
                name="validated_is_unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.validated_at IS NOT NULL AND (NEW.happened NOT IN (OLD.happened, '∅') OR NEW.known NOT IN (OLD.known, '∅') OR NEW.worked NOT IN (OLD.worked, '∅') OR NEW.failed NOT IN (OLD.failed, '∅') OR NEW.changes NOT IN (OLD.changes, '∅') OR NEW.crisis_id IS DISTINCT FROM OLD.crisis_id OR NEW.owner_id IS DISTINCT FROM OLD.owner_id OR NEW.due_at IS DISTINCT FROM OLD.due_at OR NEW.written_by_id IS DISTINCT FROM OLD.written_by_id OR NEW.written_at IS DISTINCT FROM OLD.written_at OR NEW.validated_by_id IS DISTINCT FROM OLD.validated_by_id OR NEW.validated_at IS DISTINCT FROM OLD.validated_at))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="022264c3f7da82efb0e73dbbd23b0c8902cff11d",
                    operation="UPDATE",
                    pgid="pgtrigger_validated_is_unchanging_41cfe",
                    table="crisis_lesson",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lesson",
            trigger=pgtrigger.compiler.Trigger(
                name="validated_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.validated_at IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="12864c46411f1c068572d335c0efba5c5ac11945",
                    operation="DELETE",
                    pgid="pgtrigger_validated_stays_06826",
                    table="crisis_lesson",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="LessonAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=250, verbose_name="what changes")),
                ("due_on", models.DateField(verbose_name="until")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="crisis.lesson",
                    ),
                ),
                (
                    "who",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("done_by", None)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="lesson_action_done_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("text_fr", models.TextField(blank=True, default="", verbose_name="text in French")),
                ("text_en", models.TextField(blank=True, default="", verbose_name="text in English")),
                ("written_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "crisis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="crisis.crisis",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="protocol.entry",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("crisis", "number"), name="statement_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("text_en", ""), ("text_fr", ""), _negated=True),
                        name="statement_says_something",
                        violation_error_message="Write the statement in French or in English, at best in both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="statement_approved_by_another",
                        violation_error_message="Who wrote the statement does not approve it: somebody else does.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("approved_by", None)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="statement_approved_has_time",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="approved_is_unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.approved_at IS NOT NULL AND (NEW.text_fr NOT IN (OLD.text_fr, '∅') OR NEW.text_en NOT IN (OLD.text_en, '∅') OR (OLD.approved_by_id, OLD.approved_at, OLD.written_by_id, OLD.number, OLD.crisis_id) IS DISTINCT FROM (NEW.approved_by_id, NEW.approved_at, NEW.written_by_id, NEW.number, NEW.crisis_id)))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="b23be3f5817a1b129667d0a51c4602252fc76bf0",
                    operation="UPDATE",
                    pgid="pgtrigger_approved_is_unchanging_8dd7c",
                    table="crisis_statement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="StatementPublished",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="where else"),
                ),
                ("url", models.URLField(blank=True, default="", max_length=500, verbose_name="link")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
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
                    "channel",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="team.channel",
                        verbose_name="channel",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="published",
                        to="crisis.statement",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel__isnull", False),
                            models.Q(("place", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="statement_published_somewhere",
                        violation_error_message="Say where it was published.",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statementpublished",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."statement_id" IS DISTINCT FROM (NEW."statement_id") OR OLD."channel_id" IS DISTINCT FROM (NEW."channel_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7094965c4033e3388c546c3fbc222cf6c2aeb9f1",
                    operation="UPDATE",
                    pgid="pgtrigger_unchanging_68484",
                    table="crisis_statementpublished",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statementpublished",
            trigger=pgtrigger.compiler.Trigger(
                name="place_is_only_erased",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.place NOT IN (OLD.place, '∅') OR NEW.url NOT IN (OLD.url, ''))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ced079aa7909bfc6e30dad40708d2d7330f2ab44",
                    operation="UPDATE",
                    pgid="pgtrigger_place_is_only_erased_63153",
                    table="crisis_statementpublished",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statementpublished",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="342985b3c393d321aed5ff6aab705dcd6d8642ad",
                    operation="DELETE",
                    pgid="pgtrigger_append_only_992bf",
                    table="crisis_statementpublished",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Status",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.CharField(max_length=600, verbose_name="how it stands, and what is being done"),
                ),
                ("at", models.DateTimeField()),
                ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
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
                    "crisis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statuses",
                        to="crisis.crisis",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "statuses",
                "ordering": ["-at", "-pk"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="status",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."crisis_id" IS DISTINCT FROM (NEW."crisis_id") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."key" IS DISTINCT FROM (NEW."key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="4271f3ce55a56c99991ab1ae9d8d7a38cd00d7c2",
                    operation="UPDATE",
                    pgid="pgtrigger_unchanging_d7903",
                    table="crisis_status",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="status",
            trigger=pgtrigger.compiler.Trigger(
                name="text_is_only_erased",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.text NOT IN (OLD.text, '∅'))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="4a18a9ada5a20760643ce4b15cc2b337e19e165e",
                    operation="UPDATE",
                    pgid="pgtrigger_text_is_only_erased_a7628",
                    table="crisis_status",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="status",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="970b081e4bd6d4d28ea27eef0938b81feb3f4fc9",
                    operation="DELETE",
                    pgid="pgtrigger_append_only_e35a2",
                    table="crisis_status",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="why nothing is published")),
                ("at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "lifted_why",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="why publishing goes on"
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
                    "crisis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suspensions",
                        to="crisis.crisis",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("crisis",),
                        name="suspension_one_at_a_time",
                        violation_error_message="Publishing is suspended already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="suspension_says_why",
                        violation_error_message="Say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_by", None), ("lifted_why", "")),
                            models.Q(
                                models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                                models.Q(("lifted_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="suspension_lifted_says_why",
                        violation_error_message="Say why.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("decision_maker", "decision-maker"),
                            ("executive", "executive"),
                            ("on_call", "on call"),
                            ("backup", "backup on call"),
                            ("manager", "manager"),
                        ],
                        max_length=20,
                    ),
                ),
                ("stands_in", models.JSONField(default=list)),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("email", models.CharField(blank=True, default="", max_length=254)),
                ("language", models.CharField(default="fr", max_length=2)),
                ("told_at", models.DateTimeField()),
                ("last_told_at", models.DateTimeField()),
                ("times", models.PositiveSmallIntegerField(default=1)),
                ("mailed", models.BooleanField(default=False)),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.contact",
                    ),
                ),
                (
                    "crisis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tellings",
                        to="crisis.crisis",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["told_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("crisis", "user"), name="crisis_telling_user_once"),
                    models.UniqueConstraint(fields=("crisis", "contact"), name="crisis_telling_contact_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contact__isnull", True), ("user__isnull", False)),
                            models.Q(("contact__isnull", False), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="crisis_telling_is_one_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acknowledged_at__isnull", False), ("noted_by__isnull", True), _connector="OR"
                        ),
                        name="crisis_telling_noted_is_acknowledged",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
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
                        choices=[
                            ("phone", "telephone"),
                            ("whatsapp", "WhatsApp"),
                            ("sms", "SMS"),
                            ("email", "e-mail"),
                            ("in_person", "in person"),
                        ],
                        max_length=10,
                        verbose_name="line",
                    ),
                ),
                ("reached", models.BooleanField(default=False, verbose_name="reached")),
                ("at", models.DateTimeField()),
                ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
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
                    "telling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="crisis.telling"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="call",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="914a2eb3d1b7bafae2b5e16dc3f28222cd687925",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c3af3",
                    table="crisis_call",
                    when="BEFORE",
                ),
            ),
        ),
    ]
