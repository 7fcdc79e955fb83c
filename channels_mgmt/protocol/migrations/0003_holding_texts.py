import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("protocol", "0002_search"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="entryversion",
            name="unchanging",
        ),
        migrations.AddField(
            model_name="entryversion",
            name="is_holding",
            field=models.BooleanField(default=False, verbose_name="holding text, approved beforehand"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entryversion",
            trigger=pgtrigger.compiler.Trigger(
                name="unchanging",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."brand_id" IS DISTINCT FROM (NEW."brand_id") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."situation" IS DISTINCT FROM (NEW."situation") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."theme" IS DISTINCT FROM (NEW."theme") OR OLD."answer_fr" IS DISTINCT FROM (NEW."answer_fr") OR OLD."answer_en" IS DISTINCT FROM (NEW."answer_en") OR OLD."conditions" IS DISTINCT FROM (NEW."conditions") OR OLD."sensitivity" IS DISTINCT FROM (NEW."sensitivity") OR OLD."is_holding" IS DISTINCT FROM (NEW."is_holding") OR OLD."department_id" IS DISTINCT FROM (NEW."department_id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until") OR OLD."what_changed" IS DISTINCT FROM (NEW."what_changed") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="994dcd4c8eaa81e90e47445671079da42d3ef8fd",
                    operation="UPDATE",
                    pgid="pgtrigger_unchanging_49e83",
                    table="protocol_entryversion",
                    when="BEFORE",
                ),
            ),
        ),
    ]
