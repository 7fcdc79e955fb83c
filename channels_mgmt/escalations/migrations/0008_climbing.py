from django.db import migrations, models


def wake_as_until_now(apps, schema_editor):
    """What counts around the clock has told people at any hour: what is open goes on so."""
    escalations = apps.get_model("escalations", "Escalation").objects.using(schema_editor.connection.alias)
    escalations.filter(around_the_clock=True, next_step_at__isnull=False).update(may_wake=True)


class Migration(migrations.Migration):
    dependencies = [
        ("escalations", "0007_links"),
    ]

    operations = [
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
        migrations.RunPython(wake_as_until_now, migrations.RunPython.noop, elidable=True),
    ]
