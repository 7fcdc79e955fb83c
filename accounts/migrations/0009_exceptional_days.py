"""Days on which a department has other hours than those of its week."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_notifications")]
    operations = [
        migrations.AddField(
            "department",
            "exceptions",
            models.JSONField(blank=True, default=dict, verbose_name="exceptional days"),
        ),
    ]
