"""Words and files know the department that was asked when they came; words in the log can be erased."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def department():
    return models.ForeignKey(
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="accounts.department",
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_exceptional_days"), ("escalations", "0009_rules")]

    operations = [
        migrations.AddField("answerfile", "department", department()),
        migrations.AddField("remark", "department", department()),
        pgtrigger.migrations.RemoveTrigger("escalationevent", "append_only"),
        pgtrigger.migrations.AddTrigger(
            "escalationevent",
            pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."escalation_id" IS DISTINCT FROM (NEW."escalation_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."verb" IS DISTINCT FROM (NEW."verb") OR OLD."to_state" IS DISTINCT FROM (NEW."to_state"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7c589503c7173c1cb8bf55857f29869be4f46bc9",
                    operation="UPDATE",
                    pgid="pgtrigger_unchanging_52d23",
                    table="escalations_escalationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            "escalationevent",
            pgtrigger.compiler.Trigger(
                name="words_are_only_erased",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="""WHEN (NEW.details IS DISTINCT FROM (OLD.details || CASE WHEN OLD.details ? 'why' THEN '{"why": "∅"}' ELSE '{}' END::jsonb || CASE WHEN OLD.verb = 'closed' THEN '{"reason": "∅"}' ELSE '{}' END::jsonb))""",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="37d7d09ad1a922eae62923ba482c35c654713a8b",
                    operation="UPDATE",
                    pgid="pgtrigger_words_are_only_erased_196b8",
                    table="escalations_escalationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            "escalationevent",
            pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d4eaa18c84f7023808afc34eba642278730b13da",
                    operation="DELETE",
                    pgid="pgtrigger_append_only_f5256",
                    table="escalations_escalationevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
