from django.db import migrations, models

AS_SAID = """
    UPDATE escalations_escalation
    SET facts = jsonb_build_object(
        'how', 'as_said', 'rule', why, 'by', '', 'to_manager', false, 'checks', '[]'::jsonb
    )
    WHERE why <> ''
"""
SAID = "UPDATE escalations_escalation SET why = facts ->> 'rule' WHERE facts ->> 'how' = 'as_said'"


class Migration(migrations.Migration):
    """The sentence in the asker's language gives way to facts; of earlier escalations it is kept as it was."""

    dependencies = [("escalations", "0002_unfinished_by_state")]

    operations = [
        migrations.AddField(
            model_name="escalation",
            name="facts",
            field=models.JSONField(blank=True, default=dict, verbose_name="why there"),
        ),
        migrations.RunSQL(AS_SAID, SAID),
        migrations.RemoveField(model_name="escalation", name="why"),
        migrations.RenameField(model_name="escalation", old_name="facts", new_name="why"),
    ]
