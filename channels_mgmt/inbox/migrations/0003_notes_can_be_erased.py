import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0002_interactions"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="interactionevent",
            name="unchanging",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interactionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."brand_id" IS DISTINCT FROM (NEW."brand_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."verb" IS DISTINCT FROM (NEW."verb") OR OLD."from_state" IS DISTINCT FROM (NEW."from_state") OR OLD."to_state" IS DISTINCT FROM (NEW."to_state") OR OLD."details" IS DISTINCT FROM (NEW."details"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="b423d9eda9dd2abdbaec71a942a92fecfbd5d7c4",
                    operation="UPDATE",
                    pgid="pgtrigger_unchanging_584bf",
                    table="inbox_interactionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interactionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="note_is_only_erased",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.note IS DISTINCT FROM OLD.note AND NEW.note <> '')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="36234f6797c2ba359415f9df0e506ca7721dec82",
                    operation="UPDATE",
                    pgid="pgtrigger_note_is_only_erased_5e90e",
                    table="inbox_interactionevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
