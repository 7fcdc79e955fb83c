"""A question to a department is about an interaction or about an item of the watch."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

UNANSWERED = ("opened", "notified", "acknowledged", "information_asked")


class Migration(migrations.Migration):
    dependencies = [("escalations", "0005_the_whole_way"), ("watch", "0001_items_and_feeds")]
    operations = [
        migrations.RemoveConstraint("escalation", "escalation_asked_once"),
        migrations.AddField(
            "escalation",
            "item",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="escalations",
                to="watch.item",
            ),
        ),
        migrations.AlterField(
            "escalation",
            "interaction",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="escalations",
                to="inbox.interaction",
            ),
        ),
        migrations.AddConstraint(
            "escalation",
            models.CheckConstraint(
                condition=Q(interaction__isnull=False, item=None) | Q(interaction=None, item__isnull=False),
                name="escalation_carries_one",
                violation_error_message="What is asked is about an interaction or a watch item.",
            ),
        ),
        migrations.AddConstraint(
            "escalation",
            models.UniqueConstraint(
                condition=Q(state__in=UNANSWERED),
                fields=["interaction", "item", "department"],
                name="escalation_asked_once",
                nulls_distinct=False,
                violation_error_message="This department has already been asked about this.",
            ),
        ),
    ]
