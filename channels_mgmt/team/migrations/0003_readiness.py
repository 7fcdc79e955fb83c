import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("protocol", "0001_protocol"),
        ("strategy", "0001_strategies"),
        ("team", "0002_skills_needed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadinessCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("latitude", models.TextField(verbose_name="latitude")),
                ("done_at", models.DateTimeField()),
                ("lapses_on", models.DateField()),
                ("key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readiness_checks",
                        to="brands.brand",
                    ),
                ),
                (
                    "evaluator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="strategy.strategy"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readiness_checks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-done_at", "-pk"],
                "indexes": [models.Index(fields=["brand", "user", "-done_at"], name="readiness_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("evaluator", models.F("user")), _negated=True),
                        name="readiness_checked_by_another",
                        violation_error_message="Nobody checks their own readiness.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("latitude", ""), _negated=True),
                        name="readiness_says_the_latitude",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DevelopmentLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("reach", "Can they answer any question, or reach who can?"),
                            ("culture", "Have they taken in the culture and the strategy?"),
                            ("news", "Do they know the current news of the company?"),
                            ("regulation", "Do they know the regulation?"),
                            ("confidential", "Can they tell confidential from internal from public?"),
                            ("images", "Do they understand what images say?"),
                            ("television", "Would you send them to speak for the company on television?"),
                        ],
                        max_length=15,
                        verbose_name="question",
                    ),
                ),
                ("action", models.TextField(verbose_name="what is done about it")),
                ("due_on", models.DateField(verbose_name="by when")),
                ("edition", models.PositiveIntegerField(default=1)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("learned", models.TextField(blank=True, verbose_name="what was learned")),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentored_lines",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="mentor",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="development_lines",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "readiness",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="team.readinesscheck",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settled",
                        to="team.readinesscheck",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["brand", "due_on"],
                        name="development_open_by_brand",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mentor", models.F("user")), _negated=True),
                        name="development_mentor_is_another",
                        violation_error_message="Nobody is their own mentor.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at", None),
                                ("closed_by", None),
                                ("learned", ""),
                                ("settled_by", None),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                models.Q(
                                    models.Q(("learned", ""), _negated=True),
                                    ("settled_by__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="development_closed_with_what_was_learned",
                        violation_error_message="Say what was learned.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("readiness", "question"),
                        name="development_line_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Simulation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                ("marked_at", models.DateTimeField(blank=True, null=True)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="simulations",
                        to="brands.brand",
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "started_by",
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
                        related_name="simulations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-started_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("given_up_at", None), ("marked_at", None)),
                        fields=("brand", "user"),
                        name="simulation_one_at_a_time",
                        violation_error_message="A simulation of this person is under way already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("started_by", models.F("user")), _negated=True),
                        name="simulation_started_by_another",
                        violation_error_message="Nobody starts their own simulation.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("marked_at", None), ("marked_by", None)),
                            models.Q(
                                ("handed_in_at__isnull", False),
                                ("marked_at__isnull", False),
                                ("marked_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="simulation_marked_once_handed_in",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("marked_by", None),
                            models.Q(("marked_by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="simulation_marked_by_another",
                        violation_error_message="Nobody marks their own answers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("marked_at", None), ("given_up_at", None), _connector="OR"),
                        name="simulation_marked_or_given_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SimulatedAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField(blank=True, verbose_name="your answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "mark",
                    models.CharField(
                        blank=True,
                        choices=[("matches", "matches"), ("partly", "partly"), ("not", "does not match")],
                        max_length=10,
                        verbose_name="mark",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="what you make of it")),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="protocol.entryversion",
                    ),
                ),
                (
                    "simulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="team.simulation",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("simulation", "position"), name="simulated_position_once"
                    ),
                    models.UniqueConstraint(fields=("simulation", "entry"), name="simulated_entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mark", ""),
                            models.Q(
                                models.Q(("words", ""), _negated=True), models.Q(("text", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="simulated_mark_in_words",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="readinesscheck",
            name="simulation",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="check_made",
                to="team.simulation",
            ),
        ),
        migrations.CreateModel(
            name="ReadinessAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("reach", "Can they answer any question, or reach who can?"),
                            ("culture", "Have they taken in the culture and the strategy?"),
                            ("news", "Do they know the current news of the company?"),
                            ("regulation", "Do they know the regulation?"),
                            ("confidential", "Can they tell confidential from internal from public?"),
                            ("images", "Do they understand what images say?"),
                            ("television", "Would you send them to speak for the company on television?"),
                        ],
                        max_length=15,
                        verbose_name="question",
                    ),
                ),
                ("is_yes", models.BooleanField(verbose_name="answer")),
                ("evidence", models.TextField(verbose_name="evidence")),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "readiness",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="team.readinesscheck",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("readiness", "question"), name="readiness_question_once"),
                    models.CheckConstraint(
                        condition=models.Q(("evidence", ""), _negated=True),
                        name="readiness_answer_has_evidence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "question__in",
                                [
                                    "reach",
                                    "culture",
                                    "news",
                                    "regulation",
                                    "confidential",
                                    "images",
                                    "television",
                                ],
                            )
                        ),
                        name="readiness_question_is_known",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="readinessanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0caba2bac22328329492c9c62ab31cb8102ef8c5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ad572",
                    table="team_readinessanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="simulation",
            trigger=pgtrigger.compiler.Trigger(
                name="over_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.marked_at IS NOT NULL OR OLD.given_up_at IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cd0b7b9929f3e874b815457925024a90de612393",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_over_is_frozen_c8b3b",
                    table="team_simulation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="simulatedanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="marked_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.mark <> '')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f7e2910fd62173107cde32bb19ead8477da37163",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_marked_is_frozen_fed27",
                    table="team_simulatedanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="readinesscheck",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e5f733d8b84911ce9a113399cc6f618287c671bd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_934d6",
                    table="team_readinesscheck",
                    when="BEFORE",
                ),
            ),
        ),
    ]
