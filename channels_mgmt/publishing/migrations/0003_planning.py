"""Posts are planned before they are published, and campaigns are more than a name.

What there is was found in exports and is published; the names of its campaigns become campaigns.
"""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

STATES = [
    ("draft", "draft"),
    ("proofread", "proofread"),
    ("scheduled", "scheduled"),
    ("published", "published"),
    ("dropped", "dropped"),
]
FORMATS = [
    ("image", "image"),
    ("carousel", "carousel"),
    ("video", "video"),
    ("reel", "reel or short"),
    ("story", "story"),
    ("link", "link"),
    ("text", "text"),
    ("live", "live"),
    ("other", "other"),
]
NAMED = """
insert into publishing_campaign (brand_id, name)
select distinct brand_id, campaign_name from publishing_post where campaign_name <> ''
"""
GIVEN = """
update publishing_post p set campaign_id = c.id, state = 'published', origin = 'export', "group" = gen_random_uuid()
from publishing_post o left join publishing_campaign c on c.brand_id = o.brand_id and c.name = o.campaign_name
where o.id = p.id
"""
SETTLED = "set constraints all immediate; set constraints all deferred"
"""What is changed is checked before the table is changed."""
UNNAMED = """
update publishing_post p set campaign_name = c.name from publishing_campaign c where c.id = p.campaign_id
"""


def null(field, **given):
    return field(null=True, blank=True, **given)


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0002_ideas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="campaigns",
                        to="brands.brand",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("brand", "name"),
                        name="campaign_named_once",
                        violation_error_message="The brand already has a campaign of this name.",
                    )
                ],
            },
        ),
        migrations.RenameField("post", "campaign", "campaign_name"),
        migrations.AddField(
            "post",
            "campaign",
            null(
                models.ForeignKey,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="posts",
                to="publishing.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AddField(
            "post",
            "state",
            models.CharField(choices=STATES, default="draft", max_length=10, verbose_name="state"),
        ),
        migrations.AddField(
            "post",
            "origin",
            models.CharField(
                choices=[("planned", "planned here"), ("export", "found in an export")],
                default="planned",
                max_length=10,
            ),
        ),
        migrations.AddField("post", "group", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
        migrations.RunSQL([GIVEN, SETTLED], [UNNAMED, SETTLED]),
        migrations.RemoveField("post", "campaign_name"),
        migrations.AddField(
            "post",
            "title",
            models.CharField(blank=True, default="", max_length=200, verbose_name="working title"),
            preserve_default=False,
        ),
        migrations.AddField(
            "post",
            "link",
            models.URLField(blank=True, default="", max_length=1000, verbose_name="link in the post"),
            preserve_default=False,
        ),
        migrations.AddField(
            "post",
            "format",
            models.CharField(blank=True, choices=FORMATS, default="", max_length=10, verbose_name="format"),
            preserve_default=False,
        ),
        migrations.AddField("post", "persona", null(models.UUIDField, verbose_name="persona it serves")),
        migrations.AddField(
            "post",
            "author",
            null(
                models.ForeignKey,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="author",
            ),
        ),
        migrations.AddField("post", "planned_at", null(models.DateTimeField, verbose_name="planned for")),
        migrations.AddField(
            "post",
            "made_at",
            models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField("post", "key", models.UUIDField(editable=False, null=True, unique=True)),
        migrations.AddField("post", "edition", models.PositiveIntegerField(default=1, editable=False)),
        migrations.AlterField("post", "published_at", null(models.DateTimeField, verbose_name="published")),
        migrations.AlterField("post", "external_id", models.CharField(blank=True, max_length=200)),
        migrations.RemoveConstraint("post", "post_recorded_once"),
        migrations.AddConstraint(
            "post",
            models.UniqueConstraint(
                fields=("channel", "external_id"),
                condition=~Q(external_id=""),
                name="post_recorded_once",
                violation_error_message="This publication is already recorded.",
            ),
        ),
        migrations.AddConstraint(
            "post",
            models.CheckConstraint(
                condition=Q(state="published") & Q(published_at__isnull=False)
                | ~Q(state="published") & Q(published_at=None),
                name="post_published_has_time",
                violation_error_message="What is published says when; what is not has no such time.",
            ),
        ),
        migrations.AddConstraint(
            "post",
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(planned_at__isnull=False),
                name="post_scheduled_has_time",
                violation_error_message="Say for when it is scheduled.",
            ),
        ),
        migrations.AddIndex(
            "post",
            models.Index(
                fields=["brand", "planned_at"],
                condition=~Q(state__in=["published", "dropped"]),
                name="post_planned",
            ),
        ),
        migrations.AddIndex("post", models.Index(fields=["group"], name="post_group")),
    ]
