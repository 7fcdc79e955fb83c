from django.db import migrations

ASKED_THEN = """
    UPDATE {table} SET department_id = (
        SELECT found.department FROM (
            SELECT moved.id, (moved.details ->> 'from')::bigint AS department
            FROM escalations_escalationevent moved
            WHERE moved.escalation_id = {table}.escalation_id AND moved.at >= {table}.at
                AND moved.details ? 'from' AND moved.details ? 'to'
            UNION ALL
            SELECT 9223372036854775807, asked.department_id
            FROM escalations_escalation asked WHERE asked.id = {table}.escalation_id
        ) found ORDER BY found.id LIMIT 1
    )
"""


class Migration(migrations.Migration):
    """What was said and put there before: while that department was asked from which it went on next."""

    dependencies = [("escalations", "0010_departments_of_words")]

    operations = [
        migrations.RunSQL(ASKED_THEN.format(table=table), migrations.RunSQL.noop)
        for table in ("escalations_remark", "escalations_answerfile")
    ]
