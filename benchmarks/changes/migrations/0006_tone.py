from django.db import migrations, models

from benchmarks.changes.of_inbox import OfInbox


class Migration(migrations.Migration):
    dependencies = [("changes", "0005_check_of_all_rows")]
    operations = [
        OfInbox(migrations.AddField("message", "tone", models.SmallIntegerField(null=True, db_default=0))),
    ]
