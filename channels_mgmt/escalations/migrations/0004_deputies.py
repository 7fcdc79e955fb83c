import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("escalations", "0003_why_as_facts"),
    ]

    operations = [
        migrations.AddField(
            model_name="escalation",
            name="deputies",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="escalation",
            name="stand_ins",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name="escalationevent",
            name="verb",
            field=models.CharField(
                choices=[
                    ("opened", "passed on"),
                    ("notified", "notified"),
                    ("acknowledged", "receipt acknowledged"),
                    ("answered", "answered"),
                    ("relayed", "relayed to the public"),
                    ("closed", "closed"),
                    ("late_to_acknowledge", "late to acknowledge"),
                    ("late_to_answer", "late to answer"),
                    ("climbed", "climbed to the next person"),
                    ("absent", "absent when asked"),
                ],
                max_length=20,
            ),
        ),
    ]
