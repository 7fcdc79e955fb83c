import uuid
from decimal import Decimal

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_invitations_onto_brands"),
        ("brands", "0003_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnMetric",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("unit", models.CharField(blank=True, max_length=30, verbose_name="unit")),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_metrics",
                        to="brands.brand",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("brand", "name"),
                        name="own_metric_once",
                        violation_error_message="The brand has a figure of this name already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnMetricValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("value", models.DecimalField(decimal_places=4, max_digits=18, verbose_name="value")),
                ("entered_at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "metric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entered",
                        to="strategy.ownmetric",
                    ),
                ),
            ],
            options={
                "ordering": ["day"],
                "constraints": [
                    models.UniqueConstraint(fields=("metric", "day"), name="own_metric_value_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Strategy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted for validation"),
                            ("validated", "validated, in force"),
                            ("superseded", "superseded"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "goals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("known", "to be known"), ("serve", "to serve"), ("sell", "to sell")],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what the company wants of its presence",
                    ),
                ),
                (
                    "goal_words",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="the company's goal, in its own words"
                    ),
                ),
                (
                    "company_strategy",
                    models.TextField(
                        blank=True,
                        help_text="Where the company wants to go: networks are a part of the way.",
                        max_length=20000,
                        verbose_name="the company's strategy as a whole",
                    ),
                ),
                (
                    "site_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("good", "in order"),
                            ("to_improve", "to be improved"),
                            ("missing", "missing"),
                        ],
                        max_length=10,
                        verbose_name="the site",
                    ),
                ),
                (
                    "site_findings",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="findings on the site, and how it converts"
                    ),
                ),
                (
                    "staff_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("good", "in order"),
                            ("to_improve", "to be improved"),
                            ("missing", "missing"),
                        ],
                        max_length=10,
                        verbose_name="profiles of the staff",
                    ),
                ),
                (
                    "staff_findings",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="findings on the profiles of the staff"
                    ),
                ),
                (
                    "content_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("good", "in order"),
                            ("to_improve", "to be improved"),
                            ("missing", "missing"),
                        ],
                        max_length=10,
                        verbose_name="content of the whole company",
                    ),
                ),
                (
                    "content_findings",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="findings on the company's content"
                    ),
                ),
                (
                    "mission",
                    models.TextField(
                        blank=True,
                        help_text="What the brand is there for on the networks, in two or three lines.",
                        max_length=20000,
                        verbose_name="mission",
                    ),
                ),
                (
                    "audience",
                    models.TextField(
                        blank=True,
                        help_text="Whom it speaks to, and where they are.",
                        max_length=20000,
                        verbose_name="audience",
                    ),
                ),
                ("tone", models.TextField(blank=True, max_length=20000, verbose_name="tone")),
                ("says", models.TextField(blank=True, max_length=20000, verbose_name="what the brand says")),
                (
                    "does_not_say",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="what the brand does not say"
                    ),
                ),
                (
                    "networks_apart",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="networks that were left out, and why"
                    ),
                ),
                (
                    "in_time_percent",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="share of messages to be answered in time (%)",
                    ),
                ),
                (
                    "crisis_words",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="how decisions are taken in a crisis"
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("validated_at", models.DateTimeField(blank=True, null=True)),
                ("validated_name", models.CharField(blank=True, max_length=150)),
                ("validated_email", models.EmailField(blank=True, max_length=254)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strategies",
                        to="brands.brand",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "validated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "strategies",
                "ordering": ["brand", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("brand", "version"), name="strategy_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("draft", "submitted"))),
                        fields=("brand",),
                        name="strategy_one_draft",
                        violation_error_message="A version of this strategy is being written already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "validated")),
                        fields=("brand",),
                        name="strategy_one_in_force",
                        violation_error_message="Another version of this strategy is in force.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("in_time_percent__gte", 1), ("in_time_percent__lte", 100)),
                        name="strategy_in_time_is_a_share",
                        violation_error_message="A share is between 1 and 100 %.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("goals__contained_by", ["known", "serve", "sell"])),
                        name="strategy_goals_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), ("submitted_at__isnull", False), _connector="OR"
                        ),
                        name="strategy_submitted_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("validated", "superseded")), _negated=True),
                            models.Q(
                                ("validated_at__isnull", False),
                                models.Q(
                                    ("validated_by__isnull", False),
                                    models.Q(("validated_email", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="strategy_validated_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "superseded"), _negated=True),
                            ("superseded_at__isnull", False),
                            _connector="OR",
                        ),
                        name="strategy_superseded_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("goal", "The company's goal"),
                            ("presence", "What is there already"),
                            ("mission", "Mission and audience"),
                            ("personas", "Personas"),
                            ("tone", "Tone and codes"),
                            ("networks", "Networks and cadence"),
                            ("mix", "Content mix"),
                            ("crisis", "Decision-makers in a crisis"),
                            ("objectives", "Objectives"),
                        ],
                        max_length=12,
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editions",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("strategy", "section"), name="strategy_section_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Persona",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "task",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="what this person wants done"
                    ),
                ),
                ("drives", models.TextField(blank=True, max_length=20000, verbose_name="what drives them")),
                (
                    "frustrations",
                    models.TextField(blank=True, max_length=20000, verbose_name="what frustrates them"),
                ),
                (
                    "size",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="how many they are"),
                ),
                (
                    "influence",
                    models.CharField(
                        blank=True,
                        choices=[("low", "low"), ("medium", "medium"), ("high", "high")],
                        max_length=10,
                        verbose_name="influence",
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="personas",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("strategy", "key"), name="strategy_persona_key_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("metric", models.CharField(blank=True, max_length=80, verbose_name="figure")),
                ("start", models.DecimalField(decimal_places=4, max_digits=18, verbose_name="start")),
                ("target", models.DecimalField(decimal_places=4, max_digits=18, verbose_name="target")),
                ("due", models.DateField(verbose_name="by the day")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why this objective")),
                (
                    "direction",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(target__gt=models.F("start"), then=models.Value("up")),
                            default=models.Value("down"),
                        ),
                        output_field=models.CharField(choices=[("up", "up"), ("down", "down")], max_length=4),
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "own_metric",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
                        to="strategy.ownmetric",
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objectives",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("strategy", "key"), name="strategy_objective_key_once"),
                    models.CheckConstraint(
                        condition=models.Q(("start", models.F("target")), _negated=True),
                        name="objective_goes_somewhere",
                        violation_error_message="Start and target are the same: an objective changes something.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("metric", ""), ("own_metric__isnull", False)),
                            models.Q(models.Q(("metric", ""), _negated=True), ("own_metric__isnull", True)),
                            _connector="OR",
                        ),
                        name="objective_has_one_metric",
                        violation_error_message="An objective has one figure: the product's or the brand's own.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "network",
                    models.CharField(
                        choices=[
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
                        ],
                        max_length=20,
                        verbose_name="network",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("official", "official"),
                            ("customer_service", "customer service"),
                            ("tech_support", "technical support"),
                            ("department", "a department's own"),
                        ],
                        default="official",
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=20000, verbose_name="why this network")),
                (
                    "posts_per_week",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("500")),
                        ],
                        verbose_name="posts a week",
                    ),
                ),
                (
                    "response_minutes",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(44640),
                        ],
                        verbose_name="answer within (minutes)",
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="networks",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("strategy", "key"), name="strategy_networkplan_key_once"),
                    models.UniqueConstraint(
                        fields=("strategy", "network", "purpose"),
                        name="network_plan_once",
                        violation_error_message="This network is there already for this purpose.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("posts_per_week", None),
                            models.Q(("posts_per_week__gte", 0), ("posts_per_week__lte", Decimal("500"))),
                            _connector="OR",
                        ),
                        name="network_plan_posts_are_possible",
                        violation_error_message="A cadence is between 0 and 500 posts a week.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("response_minutes", None),
                            models.Q(("response_minutes__gte", 1), ("response_minutes__lte", 44640)),
                            _connector="OR",
                        ),
                        name="network_plan_answers_in_a_month",
                        violation_error_message="Answer within one minute at least, one month at most.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MixShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("organisation", "about the organisation"),
                            ("useful", "useful to the community"),
                            ("conversation", "conversation"),
                            ("offer", "offer"),
                            ("relayed", "relayed from members"),
                        ],
                        max_length=15,
                        verbose_name="category",
                    ),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="share (%)",
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mix",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("strategy", "key"), name="strategy_mixshare_key_once"),
                    models.UniqueConstraint(fields=("strategy", "category"), name="mix_share_once"),
                    models.CheckConstraint(
                        condition=models.Q(("percent__gte", 1), ("percent__lte", 100)),
                        name="mix_share_is_a_share",
                        violation_error_message="A share is between 1 and 100 %.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionMaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("decides", models.CharField(blank=True, max_length=300, verbose_name="what they decide")),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decision_makers",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("strategy", "key"), name="strategy_decisionmaker_key_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contact__isnull", False), ("user__isnull", True)),
                            models.Q(("contact__isnull", True), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="decision_maker_is_one_person",
                        violation_error_message="A decision-maker is one person.",
                    ),
                    models.UniqueConstraint(fields=("strategy", "user"), name="decision_maker_user_once"),
                    models.UniqueConstraint(
                        fields=("strategy", "contact"), name="decision_maker_contact_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommunityCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=120, verbose_name="community")),
                (
                    "network",
                    models.CharField(
                        blank=True,
                        choices=[
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
                        ],
                        max_length=20,
                        verbose_name="network",
                    ),
                ),
                ("codes", models.TextField(blank=True, max_length=20000, verbose_name="tone and codes")),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="communities",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("strategy", "key"), name="strategy_communitycode_key_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Author",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authors",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("strategy", "user"), name="strategy_author_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StrategyEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("begun", "begun"),
                            ("submitted", "submitted"),
                            ("withdrawn", "taken back to be written on"),
                            ("sent_back", "sent back"),
                            ("validated", "validated"),
                            ("superseded", "superseded by the next version"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150)),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["strategy", "at"], name="strategy_event_by_version")],
            },
        ),
        migrations.CreateModel(
            name="StrategyReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="strategy.strategy",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strategy_readings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("strategy", "user"), name="strategy_read_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ValidationLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("post", models.CharField(blank=True, max_length=120, verbose_name="post in the company")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "Français"), ("en", "English")],
                        default="fr",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("key", models.UUIDField(editable=False, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("asked_at"))),
                        name="validation_link_expires_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used_at", None), ("revoked_at", None), _connector="OR"),
                        name="validation_link_used_or_revoked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CharterDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("writing", "writing"),
                            ("answering", "answering"),
                            ("moderating", "moderating"),
                            ("animating", "animating"),
                            ("watching", "watching the web"),
                            ("passing_on", "passing on to departments"),
                            ("testing", "testing and learning"),
                            ("reporting", "reporting"),
                            ("meetings", "meetings"),
                            ("strategy", "strategy"),
                            ("design", "design"),
                            ("site", "building the site"),
                            ("advertising", "advertising"),
                            ("selling", "selling"),
                            ("customer_service", "customer service"),
                            ("tech_support", "technical support"),
                        ],
                        max_length=20,
                        verbose_name="duty",
                    ),
                ),
                (
                    "posts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("community_manager", "community manager"),
                                ("social_media_manager", "social media manager"),
                                ("content_manager", "content manager"),
                                ("strategist", "strategist"),
                                ("customer_service", "customer-service agent"),
                                ("tech_support", "technical-support agent"),
                                ("designer", "designer"),
                                ("webmaster", "webmaster"),
                                ("advertiser", "advertising specialist"),
                                ("seller", "seller"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        size=None,
                        verbose_name="whose it is",
                    ),
                ),
                ("words", models.CharField(max_length=500, verbose_name="what was decided, and why")),
                ("decided_at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="charter_decisions",
                        to="brands.brand",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["brand", "duty", "-decided_at"], name="charter_by_duty")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "posts__contained_by",
                                [
                                    "community_manager",
                                    "social_media_manager",
                                    "content_manager",
                                    "strategist",
                                    "customer_service",
                                    "tech_support",
                                    "designer",
                                    "webmaster",
                                    "advertiser",
                                    "seller",
                                ],
                            )
                        ),
                        name="charter_posts_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="charter_decided_in_writing",
                        violation_error_message="Say in words what is decided, and why.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="charterdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0a78d2c9f9e9fc506ee27be73e1aad2048c42c63",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b76f7",
                    table="strategy_charterdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="strategy",
            trigger=pgtrigger.compiler.Trigger(
                name="passages",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:submitted,submitted:draft,submitted:validated,validated:superseded}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="4256492fb8efb66e5adc7a8568a5a24ae246b2af",
                    operation="UPDATE",
                    pgid="pgtrigger_passages_fed99",
                    table="strategy_strategy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="strategy",
            trigger=pgtrigger.compiler.Trigger(
                name="never_by_its_author",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"state\" = 'validated')",
                    func="\n    IF EXISTS (\n        SELECT 1 FROM strategy_author author JOIN accounts_user person ON person.id = author.user_id\n        WHERE author.strategy_id = NEW.id\n        AND (person.id = NEW.validated_by_id OR lower(person.email) = lower(NEW.validated_email))\n    ) THEN\n        RAISE EXCEPTION 'a strategy is not validated by one of its authors';\n    END IF;\n    RETURN NEW;\n",
                    hash="bab9e91796b62e8325cdc1aec1d852412e38639a",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_never_by_its_author_25e1b",
                    table="strategy_strategy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="strategy",
            trigger=pgtrigger.compiler.Trigger(
                name="submitted_stands_still",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state IN ('submitted') AND to_jsonb(OLD) - ARRAY['state', 'submitted_at', 'submitted_by_id', 'validated_at', 'validated_by_id', 'validated_name', 'validated_email'] IS DISTINCT FROM to_jsonb(NEW) - ARRAY['state', 'submitted_at', 'submitted_by_id', 'validated_at', 'validated_by_id', 'validated_name', 'validated_email'])",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f9d221d6004e02bee12f2a13704666cf5d2176b0",
                    operation="UPDATE",
                    pgid="pgtrigger_submitted_stands_still_0ca5a",
                    table="strategy_strategy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="strategy",
            trigger=pgtrigger.compiler.Trigger(
                name="validated_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state IN ('validated', 'superseded') AND to_jsonb(OLD) - ARRAY['state', 'superseded_at'] IS DISTINCT FROM to_jsonb(NEW) - ARRAY['state', 'superseded_at'])",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="64a98c1cc3f2df77e7e0b8b199139eb0eb5e2216",
                    operation="UPDATE",
                    pgid="pgtrigger_validated_is_frozen_f43c9",
                    table="strategy_strategy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="strategy",
            trigger=pgtrigger.compiler.Trigger(
                name="validated_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" IN ('validated', 'superseded'))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="2ce58ed659b8b532cab1606c1e958ea29c3e4f99",
                    operation="DELETE",
                    pgid="pgtrigger_validated_stays_3c9b5",
                    table="strategy_strategy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="persona",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_its_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP <> 'INSERT' AND NOT EXISTS (\n        SELECT 1 FROM strategy_strategy WHERE id = OLD.strategy_id AND state = 'draft'\n    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (\n        SELECT 1 FROM strategy_strategy\n        WHERE id = NEW.strategy_id AND brand_id = NEW.brand_id AND state = 'draft'\n    ) THEN\n        RAISE EXCEPTION 'only a draft of the same brand changes';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n",
                    hash="e2afd7f77515e7241a72b1c9ce23c660b3c6eb33",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_its_version_45644",
                    table="strategy_persona",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_its_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP <> 'INSERT' AND NOT EXISTS (\n        SELECT 1 FROM strategy_strategy WHERE id = OLD.strategy_id AND state = 'draft'\n    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (\n        SELECT 1 FROM strategy_strategy\n        WHERE id = NEW.strategy_id AND brand_id = NEW.brand_id AND state = 'draft'\n    ) THEN\n        RAISE EXCEPTION 'only a draft of the same brand changes';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n",
                    hash="ec56e6b1dbd31e08b8873cd354e2f055b822d467",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_its_version_f2ee8",
                    table="strategy_objective",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="networkplan",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_its_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP <> 'INSERT' AND NOT EXISTS (\n        SELECT 1 FROM strategy_strategy WHERE id = OLD.strategy_id AND state = 'draft'\n    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (\n        SELECT 1 FROM strategy_strategy\n        WHERE id = NEW.strategy_id AND brand_id = NEW.brand_id AND state = 'draft'\n    ) THEN\n        RAISE EXCEPTION 'only a draft of the same brand changes';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n",
                    hash="66c066f02202a3e58d3f27cf8fede42bcc7db3bf",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_its_version_f202f",
                    table="strategy_networkplan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mixshare",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_its_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP <> 'INSERT' AND NOT EXISTS (\n        SELECT 1 FROM strategy_strategy WHERE id = OLD.strategy_id AND state = 'draft'\n    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (\n        SELECT 1 FROM strategy_strategy\n        WHERE id = NEW.strategy_id AND brand_id = NEW.brand_id AND state = 'draft'\n    ) THEN\n        RAISE EXCEPTION 'only a draft of the same brand changes';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n",
                    hash="25fc558e67562f4398127934d8a42cf9801113e9",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_its_version_4541a",
                    table="strategy_mixshare",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisionmaker",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_its_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP <> 'INSERT' AND NOT EXISTS (\n        SELECT 1 FROM strategy_strategy WHERE id = OLD.strategy_id AND state = 'draft'\n    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (\n        SELECT 1 FROM strategy_strategy\n        WHERE id = NEW.strategy_id AND brand_id = NEW.brand_id AND state = 'draft'\n    ) THEN\n        RAISE EXCEPTION 'only a draft of the same brand changes';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n",
                    hash="7693263573cf13bcb9978bde05cb786d907e3842",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_its_version_6a999",
                    table="strategy_decisionmaker",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="communitycode",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_its_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP <> 'INSERT' AND NOT EXISTS (\n        SELECT 1 FROM strategy_strategy WHERE id = OLD.strategy_id AND state = 'draft'\n    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (\n        SELECT 1 FROM strategy_strategy\n        WHERE id = NEW.strategy_id AND brand_id = NEW.brand_id AND state = 'draft'\n    ) THEN\n        RAISE EXCEPTION 'only a draft of the same brand changes';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n",
                    hash="928e6aee20ce4d4d6fd0db5e9db44df9eaed9095",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_its_version_9dcb2",
                    table="strategy_communitycode",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="strategyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f5488db509a43be25716317cc72f2cbf63a9f712",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_72305",
                    table="strategy_strategyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="strategyreading",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c7161c0529915857b558a459c1f5ffceaa792e42",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_75463",
                    table="strategy_strategyreading",
                    when="BEFORE",
                ),
            ),
        ),
    ]
