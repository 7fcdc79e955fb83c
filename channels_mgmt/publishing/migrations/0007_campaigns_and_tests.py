import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("brands", "0004_setup"),
        ("publishing", "0006_life"),
        ("team", "0007_network_editions"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="channels",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="team.channel", verbose_name="channels"
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="edition",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="campaign",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="campaign",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="ends_on",
            field=models.DateField(blank=True, null=True, verbose_name="last day"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="key",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="campaign",
            name="metric",
            field=models.CharField(
                blank=True,
                choices=[
                    ("engagements", "engagements"),
                    ("shown", "times shown"),
                    ("leads", "leads"),
                    ("sales", "sales"),
                    ("sign_ups", "sign-ups"),
                    ("visits", "visits of the site or the shop"),
                    ("participants", "participants"),
                ],
                default="",
                max_length=15,
                verbose_name="measured by",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="objective",
            field=models.TextField(blank=True, max_length=1000, verbose_name="objective"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="starts_on",
            field=models.DateField(blank=True, null=True, verbose_name="first day"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="target",
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name="target"),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on", None),
                    ("ends_on", None),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="campaign_days_in_order",
                violation_error_message="A campaign does not end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("target", None), models.Q(("metric", ""), _negated=True), _connector="OR"
                ),
                name="campaign_target_of_a_metric",
                violation_error_message="Say what the target is measured by.",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="campaign_ended_by_somebody",
            ),
        ),
        migrations.CreateModel(
            name="CampaignCost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="cost"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("XAF", "CFA franc of Central Africa (XAF)"),
                            ("XOF", "CFA franc of West Africa (XOF)"),
                            ("DZD", "Algerian dinar (DZD)"),
                            ("EUR", "euro (EUR)"),
                        ],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                ("set_at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="brands.brand",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="costs",
                        to="publishing.campaign",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="campaign_cost_is_not_negative",
                        violation_error_message="An amount is not negative.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "metric",
                    models.CharField(
                        choices=[
                            ("leads", "leads"),
                            ("sales", "sales"),
                            ("sign_ups", "sign-ups"),
                            ("visits", "visits of the site or the shop"),
                            ("participants", "participants"),
                        ],
                        max_length=15,
                        verbose_name="what",
                    ),
                ),
                ("value", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="how many")),
                ("day", models.DateField(verbose_name="counted until")),
                ("at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="brands.brand",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="publishing.campaign",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Experiment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("hypothesis", models.TextField(max_length=1000, verbose_name="hypothesis")),
                ("variant_a", models.TextField(max_length=1000, verbose_name="variant A")),
                ("variant_b", models.TextField(max_length=1000, verbose_name="variant B")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("engagement_rate", "engagements out of the times shown"),
                            ("click_rate", "clicks out of the times shown"),
                            ("engagements", "engagements per post"),
                            ("reach", "people reached per post"),
                            ("counted", "a share that people count by hand"),
                        ],
                        max_length=20,
                        verbose_name="measure",
                    ),
                ),
                ("counted", models.CharField(blank=True, max_length=200, verbose_name="what is counted")),
                (
                    "smallest",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        max_digits=12,
                        null=True,
                        verbose_name="smallest difference that matters",
                    ),
                ),
                ("planned", models.PositiveIntegerField(verbose_name="planned sample of each variant")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "in preparation"),
                            ("running", "running"),
                            ("concluded", "concluded"),
                            ("dropped", "given up"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("a_successes", models.PositiveBigIntegerField(blank=True, null=True)),
                ("a_trials", models.PositiveBigIntegerField(blank=True, null=True)),
                ("b_successes", models.PositiveBigIntegerField(blank=True, null=True)),
                ("b_trials", models.PositiveBigIntegerField(blank=True, null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("too_early", "cannot tell yet"),
                            ("cannot_tell", "cannot tell"),
                            ("same", "no difference that matters"),
                            ("a_better", "A does better"),
                            ("b_better", "B does better"),
                        ],
                        default="",
                        max_length=15,
                        verbose_name="verdict",
                    ),
                ),
                ("result", models.JSONField(blank=True, null=True)),
                ("learned", models.TextField(blank=True, max_length=2000, verbose_name="what was learned")),
                ("made_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.UUIDField(editable=False, unique=True)),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="experiments",
                        to="brands.brand",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="experiment_days_in_order",
                        violation_error_message="A test does not end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("a_trials", None),
                                ("a_successes__lte", models.F("a_trials")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("b_trials", None),
                                ("b_successes__lte", models.F("b_trials")),
                                _connector="OR",
                            ),
                        ),
                        name="experiment_successes_of_trials",
                        violation_error_message="There cannot be more successes than tries.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("planned__gte", 1)),
                        name="experiment_plans_a_sample",
                        violation_error_message="Say how many of each variant it takes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at", None), ("state__in", ["draft", "running"]), ("verdict", "")
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state", "concluded"),
                                models.Q(("verdict", ""), _negated=True),
                            ),
                            models.Q(("ended_at__isnull", False), ("state", "dropped"), ("verdict", "")),
                            _connector="OR",
                        ),
                        name="experiment_over_has_time",
                        violation_error_message="A test that is over says when, and what it showed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExperimentPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("variant", models.CharField(choices=[("a", "A"), ("b", "B")], max_length=1)),
                (
                    "experiment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placed",
                        to="publishing.experiment",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publishing.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("experiment", "post"),
                        name="experiment_post_once",
                        violation_error_message="This post is in the test already.",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaigncost",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9d6f542d7e2810edac5578927edeb5a15d31b3f4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_unchanging_e191e",
                    table="publishing_campaigncost",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaignresult",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c1aeadc0513540390767f216d03ecc995ad244eb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_unchanging_eba44",
                    table="publishing_campaignresult",
                    when="BEFORE",
                ),
            ),
        ),
    ]
