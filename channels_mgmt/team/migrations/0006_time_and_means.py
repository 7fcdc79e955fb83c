import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_invitations_onto_brands"),
        ("brands", "0003_row_security"),
        ("team", "0005_channels_and_handovers"),
    ]

    operations = [
        migrations.CreateModel(
            name="TimeEntry",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="time_entries",
                        to="brands.brand",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="time_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="team.channel",
                        verbose_name="channel",
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
                ("day", models.DateField(verbose_name="day")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                ("note", models.CharField(blank=True, default="", max_length=200, verbose_name="note")),
                ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("logged_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "time entries",
                "indexes": [
                    models.Index(
                        fields=["brand", "day"], include=("user", "duty", "minutes"), name="time_of_brand"
                    ),
                    models.Index(fields=["user", "day"], name="time_of_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                        name="time_entry_fits_a_day",
                        violation_error_message="Log between one minute and 24 hours.",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timeentry",
            trigger=pgtrigger.compiler.Trigger(
                name="day_has_24_hours",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF (SELECT sum(minutes) FROM team_timeentry\n                        WHERE user_id = NEW.user_id AND day = NEW.day) > 1440 THEN\n                        RAISE EXCEPTION 'a day has 24 hours' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NULL;\n                    ",
                    hash="65835902faa0f6324ca11963d9e85905426423fe",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_day_has_24_hours_4a781",
                    table="team_timeentry",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Timer",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="timer",
                        to=settings.AUTH_USER_MODEL,
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
                ("started_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="WorkAssumption",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="work_assumptions",
                        to="brands.brand",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("minutes_per_post", "making a publication"),
                            ("post_organisation", "making a publication about the organisation"),
                            ("post_useful", "making a publication useful to the community"),
                            ("post_conversation", "making a publication that opens a conversation"),
                            ("post_offer", "making a publication of an offer"),
                            ("post_relayed", "relaying a publication of a member"),
                            ("minutes_per_interaction", "handling an interaction"),
                            ("minutes_per_escalation", "passing an interaction on and relaying the answer"),
                            ("hours_animating", "animating a channel"),
                            ("hours_watching", "watching the web for a territory"),
                            ("hours_testing", "testing and learning"),
                            ("hours_meetings", "meetings"),
                            ("hours_reporting", "reporting"),
                            ("hours_full_time", "a full week of one person"),
                        ],
                        max_length=30,
                        verbose_name="assumption",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="value"
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("brand", "name"), name="work_assumed_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value", None),
                            models.Q(("value__gte", 0), ("value__lte", 10000)),
                            _connector="OR",
                        ),
                        name="work_assumption_is_sensible",
                        violation_error_message="Give a number between 0 and 10,000.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Budget",
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
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="amount a month"
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
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="budgets", to="brands.brand"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["brand", "-starts_on", "-id"], name="budget_by_brand")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="budget_is_not_negative",
                        violation_error_message="An amount is not negative.",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budget",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="99b63413f4baf09c55f84a15871202ae024bdd8a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_unchanging_a6145",
                    table="team_budget",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Pay",
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
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="amount a month"
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
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.agency"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "pay",
                "indexes": [
                    models.Index(fields=["agency", "person", "-starts_on", "-id"], name="pay_by_person")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="pay_is_not_negative",
                        violation_error_message="An amount is not negative.",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pay",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a6b15d3b0f462c3f78f323c2cf3b2ebbe436129a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_unchanging_c34cd",
                    table="team_pay",
                    when="BEFORE",
                ),
            ),
        ),
    ]
