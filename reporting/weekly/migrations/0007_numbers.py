# The few numbers that pages over many weeks show are kept beside a report's figures: to unpack those of a year
# of a house takes a second.

from typing import Any

import pgtrigger
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

MAKE = """
CREATE FUNCTION weekly_numbers(figures jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'opened', told.interactions -> 'opened',
        'negative', told.interactions #> '{by_sentiment,negative}',
        'neutral', told.interactions #> '{by_sentiment,neutral}',
        'positive', told.interactions #> '{by_sentiment,positive}',
        'needing_answer', told.responsiveness -> 'needing_answer',
        'answered', told.responsiveness -> 'answered',
        'first_response', told.responsiveness #> '{first_response_seconds,median}',
        'asked', told.escalations -> 'opened',
        'answered_late', told.escalations -> 'answered_late',
        'posts', told.publishing -> 'posts',
        'out_of_scope', told.workload -> 'out_of_scope_share',
        'followers', (
            SELECT sum((one.value ->> 'followers')::numeric)
            FROM jsonb_each(nullif(told.audience -> 'by_channel', 'null')) one
        )
    )
    FROM jsonb_to_record(figures) AS told (
        interactions jsonb, responsiveness jsonb, escalations jsonb, publishing jsonb, workload jsonb,
        audience jsonb
    )
$$
"""


def fill(apps: Any, schema_editor: Any) -> None:
    owner = schema_editor.connection.alias
    with (
        pgtrigger.ignore("weekly.WeeklyReport:published_is_frozen", databases=[owner]),
        schema_editor.connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE weekly_weeklyreport SET numbers = weekly_numbers(quantitative)")


class Migration(migrations.Migration):
    dependencies = [("weekly", "0006_quotations_of_earlier_reports")]
    operations = [
        migrations.RunSQL(MAKE, "DROP FUNCTION weekly_numbers(jsonb)"),
        migrations.AddField("weeklyreport", "numbers", models.JSONField(default=dict, editable=False)),
        pgtrigger.migrations.AddTrigger(
            model_name="weeklyreport",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.numbers = weekly_numbers(NEW.quantitative); RETURN NEW;",
                    hash="f598db92e7d8d4a03c78d070efadc60482db4ef7",
                    operation='INSERT OR UPDATE OF "quantitative", "numbers"',
                    pgid="pgtrigger_numbers_af211",
                    table="weekly_weeklyreport",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
