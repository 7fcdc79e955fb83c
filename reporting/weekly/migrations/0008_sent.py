# When a report went out is written down: what has nobody to go to is not looked for each minute.

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("weekly", "0007_numbers"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="weeklyreport",
            name="published_is_frozen",
        ),
        migrations.AddField(
            model_name="weeklyreport",
            name="sent_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="weeklyreport",
            trigger=pgtrigger.compiler.Trigger(
                name="published_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state IN ('published', 'read') AND to_jsonb(OLD) - ARRAY['state', 'sent_at', 'first_read_at', 'first_read_by_id'] IS DISTINCT FROM to_jsonb(NEW) - ARRAY['state', 'sent_at', 'first_read_at', 'first_read_by_id'])",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="bf409ade0a06834a9edb14344ddc3b06f86469b8",
                    operation="UPDATE",
                    pgid="pgtrigger_published_is_frozen_0526f",
                    table="weekly_weeklyreport",
                    when="BEFORE",
                ),
            ),
        ),
    ]
