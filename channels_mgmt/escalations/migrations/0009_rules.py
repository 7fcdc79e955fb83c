"""Routing rules rest on territories too, and say whom they may wake and when they warn."""

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import F, Q

NO_CONDITION = {
    "kinds": [],
    "themes": [],
    "purposes": [],
    "networks": [],
    "territories": [],
    "sentiments": [],
    "words": [],
    "lowest_priority": None,
    "automatic": False,
}


class Migration(migrations.Migration):
    dependencies = [("escalations", "0008_climbing")]
    operations = [
        migrations.RemoveConstraint("routingrule", "routing_rule_catch_all_matches_all"),
        migrations.AddField(
            "routingrule",
            "territories",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            "routingrule",
            "wakes_at_night",
            models.BooleanField(default=False, verbose_name="may wake people at night and on holidays"),
        ),
        migrations.AddField(
            "routingrule",
            "warn_minutes",
            models.PositiveIntegerField(
                blank=True, null=True, verbose_name="warn before a deadline (minutes)"
            ),
        ),
        migrations.AddConstraint(
            "routingrule",
            models.CheckConstraint(
                condition=Q(is_catch_all=False) | Q(**NO_CONDITION),
                name="routing_rule_catch_all_matches_all",
                violation_error_message="The last rule matches all: it has no condition.",
            ),
        ),
        migrations.AddConstraint(
            "routingrule",
            models.CheckConstraint(
                condition=Q(warn_minutes=None) | Q(warn_minutes__gt=0, warn_minutes__lt=F("answer_minutes")),
                name="routing_rule_warns_in_between",
                violation_error_message=(
                    "The warning goes before the deadline, and after the question was asked."
                ),
            ),
        ),
    ]
