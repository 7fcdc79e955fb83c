from django.db import migrations, models

from benchmarks.changes.of_inbox import OfInbox


class Migration(migrations.Migration):
    dependencies = [("changes", "0001_column_that_may_be_empty")]
    operations = [
        OfInbox(migrations.AddField("message", "weight", models.SmallIntegerField(db_default=1))),
    ]
