"""What is watched: items, the feeds they come from, and the rules by which people are told."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.lookups
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

GRAVE = ["strategic", "crisis_prone"]
USUAL = (
    ("marketing", "Veille courante, une fois par semaine", {"natures": ["routine"], "weekly": True}),
    ("legal", "Réglementation importante", {"topics": ["regulation"], "natures": GRAVE}),
    ("communication", "Réputation menacée", {"topics": ["reputation"], "natures": ["crisis_prone"]}),
)


def add_rules(apps, schema_editor):
    """The brands that are there already begin with the rules that a new one does."""
    alias = schema_editor.connection.alias
    Rule = apps.get_model("watch", "Rule")
    brands = apps.get_model("brands", "Brand").objects.using(alias)
    open_departments = apps.get_model("accounts", "Department").objects.using(alias).filter(closed_at=None)
    for brand in brands.filter(watch_rules=None).iterator():
        departments = open_departments.filter(company=brand.company_id).order_by("-pk")
        by_kind = {each.kind: each for each in departments}
        Rule.objects.using(alias).bulk_create(
            Rule(brand=brand, name=name, department=by_kind[kind], **conditions)
            for kind, name, conditions in USUAL
            if kind in by_kind
        )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0007_invitations_onto_brands"),
        ("brands", "0004_setup"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Competitor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                    ),
                ),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="competitors",
                        to="brands.brand",
                    ),
                ),
            ],
            options={
                "ordering": [
                    django.db.models.functions.text.Lower(django.contrib.postgres.lookups.Unaccent("name")),
                    "name",
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("brand", "name"),
                        name="competitor_named_once",
                        violation_error_message="This competitor is there already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.CharField(max_length=8)),
                ("made_at", models.DateTimeField()),
                ("items", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField()),
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
                "constraints": [models.UniqueConstraint(fields=("brand", "week"), name="watch_digest_once")],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="what it is")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="link")),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("network", "a social network"),
                            ("site", "a web site"),
                            ("person", "somebody said it"),
                            ("offline", "away from the web"),
                        ],
                        default="site",
                        max_length=10,
                        verbose_name="where",
                    ),
                ),
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
                ("place", models.CharField(blank=True, max_length=200, verbose_name="site or place")),
                ("author", models.CharField(blank=True, max_length=200, verbose_name="who wrote or said it")),
                ("author_key", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fr", "French"),
                            ("en", "English"),
                            ("ar", "Arabic"),
                            ("ber", "Tamazight"),
                            ("wo", "Wolof"),
                            ("ff", "Fula"),
                            ("dyu", "Dyula"),
                            ("bm", "Bambara"),
                            ("ln", "Lingala"),
                            ("wes", "Cameroonian Pidgin"),
                        ],
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("reputation", "reputation"),
                            ("competitor", "competitor"),
                            ("technology", "technology"),
                            ("regulation", "regulation"),
                            ("sector", "sector"),
                        ],
                        default="reputation",
                        max_length=15,
                        verbose_name="topic",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("routine", "routine"),
                            ("strategic", "strategic"),
                            ("crisis_prone", "crisis-prone"),
                        ],
                        default="routine",
                        max_length=15,
                        verbose_name="nature",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("logged", "logged"),
                            ("transmitted", "transmitted"),
                            ("acknowledged", "acknowledged"),
                            ("decided", "decided"),
                            ("filed", "filed"),
                            ("idea", "made an idea"),
                        ],
                        default="logged",
                        max_length=15,
                    ),
                ),
                ("seen_at", models.DateTimeField(verbose_name="when seen")),
                ("logged_at", models.DateTimeField()),
                ("chain", models.JSONField(default=list)),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("transmitted_at", models.DateTimeField(blank=True, null=True)),
                ("acknowledge_by", models.DateTimeField(blank=True, null=True)),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("next_step_at", models.DateTimeField(blank=True, null=True)),
                ("decision", models.TextField(blank=True, verbose_name="decision")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_name", models.CharField(blank=True, max_length=200)),
                ("decision_read_at", models.DateTimeField(blank=True, null=True)),
                ("idea_at", models.DateTimeField(blank=True, null=True)),
                ("digested_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "brand",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="watch_items",
                        to="brands.brand",
                    ),
                ),
                (
                    "competitor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="watch.competitor",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "logged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["brand", "logged_at", "id"], name="watch_item_latest"),
                    models.Index(
                        condition=models.Q(("state__in", ("logged", "transmitted", "acknowledged"))),
                        fields=["brand", "acknowledge_by"],
                        name="watch_item_open",
                    ),
                    models.Index(
                        condition=models.Q(("next_step_at__isnull", False)),
                        fields=["next_step_at"],
                        name="watch_item_due",
                    ),
                    models.Index(
                        condition=models.Q(("decision_read_at", None), ("state", "decided")),
                        fields=["logged_by"],
                        name="watch_item_to_read",
                    ),
                    models.Index(
                        condition=models.Q(("digested_at", None)),
                        fields=["brand", "logged_at"],
                        name="watch_item_undigested",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("state", "decided"),
                                models.Q(("decision", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "decided"), _negated=True),
                                ("decided_at", None),
                                ("decision", ""),
                            ),
                            _connector="OR",
                        ),
                        name="watch_item_decided_in_words",
                        violation_error_message="What is decided has its words and its time, and nothing else has.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["transmitted", "acknowledged"]), _negated=True),
                            ("transmitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="watch_item_transmitted_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "acknowledged"), _negated=True),
                            ("acknowledged_at__isnull", False),
                            _connector="OR",
                        ),
                        name="watch_item_acknowledged_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seen_at__lte", models.F("logged_at"))),
                        name="watch_item_seen_before_logged",
                        violation_error_message="One sees a thing before one logs it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("title_key", models.CharField(blank=True, max_length=300)),
                ("summary", models.TextField(blank=True)),
                ("url", models.URLField(blank=True, max_length=1000)),
                ("address", models.CharField(blank=True, max_length=1000)),
                ("at", models.DateTimeField()),
                ("found_at", models.DateTimeField()),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("reputation", "reputation"),
                            ("competitor", "competitor"),
                            ("technology", "technology"),
                            ("regulation", "regulation"),
                            ("sector", "sector"),
                        ],
                        max_length=15,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=5)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "to be sorted"),
                            ("taken", "made an item"),
                            ("aside", "set aside"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("sorted_at", models.DateTimeField(blank=True, null=True)),
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
                    "competitor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="watch.competitor",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="entry",
                        to="watch.item",
                    ),
                ),
                (
                    "sorted_by",
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
                "indexes": [
                    models.Index(fields=["brand", "state", "at", "id"], name="watch_entry_to_sort"),
                    models.Index(fields=["brand", "found_at"], name="watch_entry_lately"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("address", ""), _negated=True),
                        fields=("brand", "address"),
                        name="watch_entry_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sorted_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True), ("sorted_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="watch_entry_sorted_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemEvent",
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
                            ("logged", "logged"),
                            ("transmitted", "transmitted"),
                            ("told", "somebody told"),
                            ("climbed", "climbed to the next person"),
                            ("nobody", "nobody could be told"),
                            ("late", "not acknowledged in time"),
                            ("acknowledged", "acknowledged"),
                            ("decided", "decided"),
                            ("decision_read", "decision read"),
                            ("filed", "filed"),
                            ("reopened", "reopened"),
                            ("sorted", "sorted anew"),
                            ("idea", "made an idea"),
                            ("digest", "sent with the weekly digest"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("logged", "logged"),
                            ("transmitted", "transmitted"),
                            ("acknowledged", "acknowledged"),
                            ("decided", "decided"),
                            ("filed", "filed"),
                            ("idea", "made an idea"),
                        ],
                        default="",
                        max_length=15,
                    ),
                ),
                ("details", models.JSONField(default=dict)),
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="watch.item"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="itemevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5f2f39031b6a343e63034d5454c5945219e11614",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f14f7",
                    table="watch_itemevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ItemPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stored_as", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("key", models.UUIDField(editable=False, unique=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="watch.item"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("height__gte", 1), ("size__gte", 1), ("width__gte", 1)),
                        name="watch_picture_is_a_picture",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("reputation", "reputation"),
                                ("competitor", "competitor"),
                                ("technology", "technology"),
                                ("regulation", "regulation"),
                                ("sector", "sector"),
                            ],
                            max_length=80,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "natures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("routine", "routine"),
                                ("strategic", "strategic"),
                                ("crisis_prone", "crisis-prone"),
                            ],
                            max_length=80,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                    ),
                ),
                (
                    "recipients",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("decision_makers", "the decision-makers"),
                                ("executives", "the executives"),
                                ("managers", "those who run the work"),
                            ],
                            max_length=80,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("weekly", models.BooleanField(default=False, verbose_name="once a week, together")),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="watch_rules",
                        to="brands.brand",
                    ),
                ),
                (
                    "competitor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="watch.competitor",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.department",
                    ),
                ),
                (
                    "person",
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
                "ordering": ["weekly", "name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recipients", []), _negated=True),
                            ("department__isnull", False),
                            ("person__isnull", False),
                            _connector="OR",
                        ),
                        name="watch_rule_tells_somebody",
                        violation_error_message="Say who is told: by role, a department, or a person.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekly", False), ("natures", ["routine"]), _connector="OR"),
                        name="watch_rule_weekly_is_routine",
                        violation_error_message="Only what is routine can wait for the weekly digest.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("template", models.CharField(max_length=1000, verbose_name="address of the feed")),
                (
                    "words",
                    models.CharField(blank=True, max_length=200, verbose_name="words that are searched for"),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("reputation", "reputation"),
                            ("competitor", "competitor"),
                            ("technology", "technology"),
                            ("regulation", "regulation"),
                            ("sector", "sector"),
                        ],
                        default="sector",
                        max_length=15,
                        verbose_name="topic",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fr", "French"),
                            ("en", "English"),
                            ("ar", "Arabic"),
                            ("ber", "Tamazight"),
                            ("wo", "Wolof"),
                            ("ff", "Fula"),
                            ("dyu", "Dyula"),
                            ("bm", "Bambara"),
                            ("ln", "Lingala"),
                            ("wes", "Cameroonian Pidgin"),
                        ],
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "every_minutes",
                    models.PositiveIntegerField(default=60, verbose_name="read every (minutes)"),
                ),
                ("etag", models.CharField(blank=True, max_length=500)),
                ("modified", models.CharField(blank=True, max_length=100)),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("next_read_at", models.DateTimeField()),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                (
                    "problem",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("address", "the address is not public, or leads to one that is not"),
                            ("unreached", "nobody answers at this address"),
                            ("slow", "the answer took too long"),
                            ("refused", "the site refused"),
                            ("gone", "the site says that the feed is gone for good"),
                            ("loop", "the address leads on and on"),
                            ("too_large", "the answer is larger than 2 MB"),
                            ("no_feed", "what is there is no RSS or Atom feed"),
                        ],
                        max_length=15,
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
                ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "added_by",
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
                        related_name="watch_sources",
                        to="brands.brand",
                    ),
                ),
                (
                    "competitor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="watch.competitor",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("paused_at", None)),
                        fields=["next_read_at"],
                        name="watch_source_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("brand", "template", "words"),
                        name="watch_source_once",
                        violation_error_message="This feed is read already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("every_minutes__gte", 15), ("every_minutes__lte", 1440)),
                        name="watch_source_read_at_times",
                        violation_error_message="A feed is read every 15 minutes at most, once a day at least.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sighting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("guid", models.CharField(max_length=64)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sightings",
                        to="watch.entry",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sightings",
                        to="watch.source",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "guid"), name="watch_sighting_once")
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
                    "rung",
                    models.CharField(
                        choices=[
                            ("decision_maker", "decision-maker"),
                            ("executive", "executive"),
                            ("manager", "agency manager"),
                            ("department", "department"),
                            ("person", "by name"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "Français"), ("en", "English")], default="fr", max_length=2
                    ),
                ),
                ("stands_in_for", models.CharField(blank=True, max_length=200)),
                ("why", models.CharField(blank=True, max_length=120)),
                ("expects", models.BooleanField(default=False)),
                ("mailed", models.BooleanField(default=False)),
                ("told_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tellings", to="watch.item"
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("expects", True)), fields=["user", "item"], name="watch_asked_of"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=("item", "email"),
                        name="watch_told_once",
                        violation_error_message="This person was told already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acknowledged_at", None),
                            ("acknowledged_at__gte", models.F("told_at")),
                            _connector="OR",
                        ),
                        name="watch_told_before_acknowledged",
                    ),
                ],
            },
        ),
        migrations.RunPython(add_rules, migrations.RunPython.noop),
    ]
